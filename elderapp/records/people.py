"""People as a tablet and a hub speak of them. Never an identity-card number, a birth date or an address."""

from typing import Literal

from msgspec import Struct

PICTURES = ("flower", "bird", "mandarin", "junk", "bamboo", "teacup", "goldfish", "lantern")
"""Learners' pictures: told apart by shape, also in grey."""


class Learner(Struct, frozen=True, omit_defaults=True):
    """A person taught, as the centre writes the name (陳太). `member` is the centre's own number.

    `language` is the one that she learns in; the tablet's own where it is empty. `scale` is how large she reads, a
    multiple of 1; `volume` how loud she listens, in percent (0: never asked); `secret` the three pictures that she is
    asked for, with commas (empty: none chosen); `told`: she has heard what is kept about her, and said 明白.
    """

    id: str
    name: str
    picture: str
    member: str = ""
    language: str = ""
    scale: float = 1.0
    volume: int = 0
    slow: bool = False
    earphones: bool = False
    secret: str = ""
    told: bool = False


class Staff(Struct, frozen=True, omit_defaults=True):
    """Somebody who teaches or helps. `pin` is the digest of the number that opens the trainer's corner."""

    id: str
    name: str
    role: Literal["trainer", "volunteer"] = "trainer"
    pin: str = ""


class Session(Struct, frozen=True, omit_defaults=True):
    """One class meeting. Times are milliseconds since 1970, UTC.

    `lesson` is today's, if the trainer chose one; `chosen` are the lessons of learners who do another one.
    """

    id: str
    title: str
    starts: int
    ends: int
    venue: str = ""
    lesson: str = ""
    learners: tuple[str, ...] = ()
    chosen: dict[str, str] = {}

    def lesson_of(self, learner: str) -> str:
        """What this learner does today; empty where nobody chose."""
        return self.chosen.get(learner, self.lesson)


Word = Literal["new", "learning", "with-help", "alone", "again", "own-phone"]
"""Progress in words: 未開始, 學緊, 識做（有人喺身邊）, 自己做到, 再練吓, 自己部電話做到."""


class Resume(Struct, frozen=True):
    """Where a learner goes on: stage kind and step id."""

    stage: str
    step: str


class Progress(Struct, frozen=True, omit_defaults=True):
    """What one learner has reached in one lesson: a fold of statements (`elderapp.player.mastery.fold`).

    The open attempt is the one with the greatest (`nth`, `began`, `attempt`): `nth` counts the attempts its tablet
    knew of, `began` is its first row's wall clock, `epoch` and `seq` its last row's number; `version` and `resume` are
    its own. `finished` are the Hong Kong days on which an attempt was completed, `completed` how many; `days` those on
    which every key action was alone or at most one hint1, all ascending. `outcomes` are the latest of each
    ``stage/step``, `answered` their wall clocks. `last_day` and `last_wall` are the latest of all rows. `own_phone_at`
    is when staff last said whether they saw it on her own phone. `guesses` are the latest of each ``stage/step`` in
    which something is genuine or fake: what it is, then what she took it for (``g``, ``f``).
    """

    lesson: str
    version: str = ""
    attempt: str = ""
    resume: Resume | None = None
    completed: int = 0
    days: tuple[str, ...] = ()
    last_day: str = ""
    last_wall: int = 0
    outcomes: dict[str, str] = {}
    own_phone: bool = False
    nth: int = 0
    began: int = 0
    seq: int = 0
    finished: tuple[str, ...] = ()
    answered: dict[str, int] = {}
    epoch: int = 0
    own_phone_at: int = 0
    guesses: dict[str, str] = {}


class Roster(Struct, frozen=True, omit_defaults=True):
    """What the hub tells a tablet: its number, the open session, the people of it and how far each has come.

    `asks` is what the centre wants asked when somebody signs in: ``secret``, ``notice``, ``hearing``, ``tried``.
    `erased` are ids of people whom the centre erased: the tablet keeps nothing of who they were either.
    """

    centre: str
    tablet: str
    cursor: int = 0
    session: Session | None = None
    learners: tuple[Learner, ...] = ()
    progress: dict[str, tuple[Progress, ...]] = {}
    staff: tuple[Staff, ...] = ()
    asks: tuple[str, ...] = ()
    erased: tuple[str, ...] = ()
