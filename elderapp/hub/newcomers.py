"""People as tablets tell of them: walk-ins, and how learners want things; the same by network and by stick."""

from collections.abc import Sequence

from sqlalchemy import Connection

from elderapp.hub import usable
from elderapp.hub.storage import places
from elderapp.records.people import PICTURES, Learner
from elderapp.sync import protocol
from elderapp.sync.protocol import WalkIn


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
