"""People as tablets tell of them: walk-ins, and how learners want things; the same by network and by stick."""

from collections.abc import Sequence

from sqlalchemy import Connection

from elderapp.hub import usable
from elderapp.hub.storage import places
from elderapp.records.people import PICTURES, Learner
from elderapp.sync import protocol
from elderapp.sync.protocol import WalkIn

MOST = 60
"""Walk-ins that one tablet may add to the list in a day, or by one stick: a class is twelve."""


def keep(connection: Connection, centre: int, people: Sequence[WalkIn], now: int, *, wishes: bool = True) -> list[str]:
    """Stores those who can be stored; gives their ids. Without `wishes` those of people who are known stay."""
    done = []
    for person in people:
        if not is_person(person):
            continue
        wanted = {name: getattr(person, name) for name in protocol.WISHES}
        met = Learner(person.id, person.name.strip(), person.picture, **wanted)
        is_new = places.add_learner(connection, centre, met, walk_in=True, added=now)
        places.add_guest(connection, centre, person.session, person.id, now)
        if wishes or is_new:
            places.keep_wishes(connection, centre, met)
        done.append(person.id)
    return done


def strangers(connection: Connection, centre: int, people: Sequence[WalkIn]) -> list[str]:
    """The ids of those whom the centre does not know, once each."""
    known = places.known(connection, centre, {person.id for person in people})
    return list(dict.fromkeys(person.id for person in people if person.id not in known))


def is_person(person: WalkIn) -> bool:
    """Whether this can stand in the list of learners; a name may be missing, the centre writes it later."""
    return (
        0 < len(person.id) <= usable.LONGEST
        and len(person.name) <= protocol.MOST_NAME
        and len(person.session) <= usable.LONGEST
        and person.picture in PICTURES
        and all(plain(text) == text for text in (person.id, person.name, person.session, person.secret))
        and len(person.language) <= 8
        and len(person.secret) <= usable.LONGEST
        and 1.0 <= person.scale <= 2.0
        and 0 <= person.volume <= 100
    )


def plain(text: str) -> str:
    """`text` without control characters."""
    return "".join(character for character in text if character.isprintable())
