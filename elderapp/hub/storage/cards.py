"""The organisation's member card of a learner: by it, and by nothing else, two centres know that somebody is one.

Kept is a digest keyed with the hub's secret: a card's number cannot be read back from it, and no centre sees who holds
the card elsewhere.
"""

import hmac

from sqlalchemy import Connection, delete, select

from elderapp.hub.storage.people import MOST_MEMBER, is_identity_card
from elderapp.hub.storage.schema_reports import learner_card
from elderapp.hub.storage.writer import put


def digest(secret: bytes, number: str) -> str:
    """What is kept of a card's number; blanks, hyphens and the case of letters make no difference."""
    plain = "".join(sign for sign in number.upper() if sign.isalnum())
    return hmac.new(secret, b"member card:" + plain.encode(), "sha256").hexdigest()


def fault(number: str) -> str:
    """What is wrong with a number that somebody typed or scanned, as a code; empty where nothing is.

    >>> fault("YF-2026-00412"), fault("A123456(7)"), fault("--")
    ('', 'identity-card', 'card')
    """
    if is_identity_card(number):
        return "identity-card"
    signs = sum(sign.isalnum() for sign in number)
    return "" if signs >= 4 and len(number) <= MOST_MEMBER and number.isprintable() else "card"


def link(connection: Connection, centre: int, learner: str, card: str) -> str:
    """Links a card's digest to a learner; gives the id of another learner here who has it already, and does nothing."""
    holder = connection.scalar(
        select(learner_card.c.learner).where(
            learner_card.c.centre == centre, learner_card.c.card == card, learner_card.c.learner != learner
        )
    )
    if holder is None:
        put(connection, learner_card, [{"centre": centre, "learner": learner, "card": card}])
    return holder or ""


def unlink(connection: Connection, centre: int, learner: str) -> None:
    """She is known by this centre alone again."""
    connection.execute(delete(learner_card).where(learner_card.c.centre == centre, learner_card.c.learner == learner))


def is_linked(connection: Connection, centre: int, learner: str) -> bool:
    """Whether a learner has a card."""
    chosen = select(learner_card.c.card).where(learner_card.c.centre == centre, learner_card.c.learner == learner)
    return connection.scalar(chosen) is not None


def cards(connection: Connection, centre: int) -> dict[str, str]:
    """The card of each learner who has one."""
    chosen = select(learner_card.c.learner, learner_card.c.card).where(learner_card.c.centre == centre)
    return {row.learner: row.card for row in connection.execute(chosen)}
