"""What a hub tells its parent besides statements: its tablets' keys, its timetable, and people without their names.

Pure, for both ends. Routes are those of a tablet (`protocol`), and below the hub's own:

* ``POST /{device}/below`` `Register`, deflated → `RegisterReply`
* ``POST /{device}/below/{tablet}?taken=MS&skew=MS`` a tablet's batch as it sent it → `Receipt`, or 409 `Conflict`

`taken` is when the child took the batch, `skew` by how much it found the tablet's clock ahead: so that both hubs tell
the same time of a statement.
"""

from msgspec import Struct

KIND = "hub"
"""What a hub calls itself when it is being paired (`protocol.PairRequest.kind`)."""
MOST_TOLD = 400
"""Entries of one register."""


class Below(Struct, frozen=True):
    """A tablet by the name that its hub gave it, and the public keys (hex) that it has or had."""

    id: str
    keys: tuple[str, ...]


class Course(Struct, frozen=True):
    """A cohort: learners who take a course together."""

    id: str
    title: str


class Meeting(Struct, frozen=True, omit_defaults=True):
    """A class meeting; times are milliseconds since 1970, UTC. One that was called off is counted nowhere."""

    id: str
    cohort: str
    title: str
    starts: int
    ends: int
    lesson: str = ""
    cancelled: int = 0


class Somebody(Struct, frozen=True, omit_defaults=True):
    """A learner without a name: what heads are counted by.

    `merged` is the id of whom she counts as, `gone` when (ms) she left, `erased` that the centre erased her.
    """

    id: str
    band: str = ""
    living: str = ""
    merged: str = ""
    gone: int = 0
    erased: bool = False


class Register(Struct, frozen=True, omit_defaults=True):
    """What is new or changed since the parent was told last; at most `MOST_TOLD` entries together."""

    tablets: tuple[Below, ...] = ()
    courses: tuple[Course, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    people: tuple[Somebody, ...] = ()


class RegisterReply(Struct, frozen=True, omit_defaults=True):
    """`aside` are ids of entries that the parent cannot use: they are not told again until they change."""

    aside: tuple[str, ...] = ()
