"""Where the tablet stands, and what the flow asks of its shell."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from elderapp.lesson.model import Cover, Line
from elderapp.player import play
from elderapp.player.state import State as Playing
from elderapp.records.people import Learner, Progress, Roster, Session, Staff
from elderapp.records.statements import Statement

PAGE_OF_NAMES = 6
PAGE_OF_LESSONS = 4
PAGE_OF_PEOPLE = 6
SURNAMES_FROM = 13
"""Of so many people in a class one looks for the surname first: three pages of names is one too many."""
AWAY_DAYS = 14
"""After so many days a learner hears again what she learnt last, and is asked to review one lesson at most."""
PAUSE = 5 * 60 * 1000
"""Milliseconds after which a tablet that was told to wait goes on by itself."""
ScreenName = Literal[
    "names", "surnames", "pictures", "secret", "notice", "hearing", "tried", "recap", "still-you",
    "home", "me", "calling", "turn", "trouble", "lessons", "cards", "card", "lesson", "well-done", "paused",
    "pin", "corner", "roll", "today", "people", "person", "own-phone", "ticks", "unsee", "work",
    "whose", "tablet", "leaving", "join",
    "desk", "desk-phone", "desk-end", "desk-lesson", "desk-show", "desk-card",
]  # fmt: skip


class Given(Struct, frozen=True):
    """What the world gives: today's Hong Kong day (ISO), the hour there, one fresh id, the wall clock (ms, UTC)."""

    today: str
    hour: int
    new_id: str
    now: int = 0


class Facts(Struct, frozen=True):
    """How the tablet stands.

    Rows not sent yet, when the hub was reached last (HH:MM, or empty), the battery in percent (-1: unknown), what is
    wrong (a code, or empty). `mute`: there is no sound where there should be; `late`: how much could not be written
    yet, for the file takes nothing more. `usb` is a folder that work can be taken away in (empty: none is plugged in),
    `exported` how much was put there (-1: nothing was tried, -2: it failed, -3: it is under way), `usb_said` the code
    of what was wrong with it, `usb_acked` how many rows the hub says on it that it holds (-1: it says nothing).
    """

    unsent: int = 0
    reached: str = ""
    battery: int = -1
    trouble: str = ""
    mute: bool = False
    late: int = 0
    usb: str = ""
    exported: int = -1
    usb_said: str = ""
    usb_acked: int = -1


class Sitting(Struct, frozen=True):
    """An attempt that stands under somebody's name: at which lesson, since when (ms)."""

    attempt: str
    lesson: str
    began: int


class Beside(Struct, frozen=True):
    """Of two who learn together, the one whose turn it is not: how far she has come, and her own attempt."""

    learner: Learner
    progress: dict[str, Progress] = {}
    attempt: str = ""


class Enquiry(Struct, frozen=True):
    """One question at the help desk: what it is about, whose kind of phone, since when (ms).

    `again`: whoever asked the one before asks this too. `before` is when that one was noted (ms; 0: there was none).
    """

    topic: str = ""
    phone: str = ""
    began: int = 0
    again: bool = False
    before: int = 0


class State(Struct, frozen=True):
    """Where the tablet stands.

    `said` is the line 再聽一次 repeats outside a lesson, `bank` what 真定假？ is drawn from.

    Signing in: `surname` narrows the names, `entering` is who picks her three pictures, `secret` those picked, `first`
    the first of two equal choices, `asked` what was asked already. `stuck` is the lesson in which she got stuck at
    home. `line` counts lines that are read one after the other.

    `fresh` is true until the screen has said its line and told what is on it, `after` is what is said next, one line
    after the other, and `guided` what was explained on this visit.

    `offers` is true while 舉手 is offered at the step `offered`, which happens once a step. `beside` is who learns
    together with `learner`, or waits while the other one signs in. `languages` are those this tablet speaks, its own
    first.

    In the trainer's corner: `staff` is who opened it, `digits` what was typed, `wrong` whether it was a wrong number,
    `wait` the seconds until another may be tried; `behind` is the screen to go back to, `marks` the roll as marked
    here, `focus` the learner in question and `reached` how far she has come, `ticks` the lines ticked for her.
    `paused` is when a pause ends by itself (ms; 0: there is none). `sittings` are the attempts of `focus`, `sitting`
    the one that somebody else did; `loudest` is how loud this tablet's speaker may be (percent; 0: nobody said).

    `can_join`: a tablet without a centre may be paired here; `joining` is "busy" meanwhile, or why it failed.
    """

    roster: Roster
    lessons: Mapping[str, Cover]
    bank: Cover | None = None
    screen: ScreenName = "names"
    page: int = 0
    learner: Learner | None = None
    progress: dict[str, Progress] = {}
    choice: Literal["", "scams", "lessons", "desk"] = ""
    card: str = ""
    play: Playing | None = None
    attempt: str = ""
    hand_up: bool = False
    offered: str = ""
    offers: bool = False
    beside: Beside | None = None
    said: Line | None = None
    fresh: bool = False
    after: tuple[Line, ...] = ()
    guided: tuple[str, ...] = ()
    surname: str = ""
    entering: Learner | None = None
    secret: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    stuck: str = ""
    line: int = 0
    staff: Staff | None = None
    digits: str = ""
    wrong: bool = False
    wait: int = 0
    behind: ScreenName = "names"
    marks: dict[str, str] = {}
    focus: Learner | None = None
    reached: dict[str, Progress] = {}
    ticks: tuple[int, ...] = ()
    facts: Facts = Facts()
    enquiry: Enquiry = Enquiry()
    paused: int = 0
    sittings: tuple[Sitting, ...] = ()
    sitting: str = ""
    loudest: int = 0
    can_join: bool = False
    joining: str = ""
    languages: tuple[str, ...] = ("yue", "en")
    given: Given = Given("", 0, "")


class Write(Struct, frozen=True):
    """Write these statements, and the progress that belongs to them, at once."""

    statements: tuple[Statement, ...]


class Meet(Struct, frozen=True):
    """Somebody new, or somebody who wants things otherwise: keep her as she is now, and tell the hub."""

    learner: Learner


class Recall(Struct, frozen=True):
    """Read how far this learner has come and tell it with `remember`; then `greet`, where she is to be greeted."""

    learner: str
    greets: bool = True


class Prove(Struct, frozen=True):
    """Whose number is this? Answer with `admit` or `turn_away`."""

    pin: str


class Inspect(Struct, frozen=True):
    """How does the tablet stand? Answer with `tell`."""


class Hush(Struct, frozen=True):
    """Fall silent at once."""


class LookBack(Struct, frozen=True):
    """Which attempts stand under this learner's name? Answer with `look_back`."""

    learner: str


class Keep(Struct, frozen=True):
    """Keep a setting of this tablet, and heed it."""

    key: Literal["loudest"]
    value: int


class KeepToday(Struct, frozen=True):
    """Keep what a trainer chose for today in this tablet's file, for this class meeting alone."""

    session: Session


class Export(Struct, frozen=True):
    """Put what was not sent yet into the USB folder."""


class Join(Struct, frozen=True):
    """Pair this tablet by a code (eight digits, or a QR's text). Answer with `joined` or `not_joined`."""

    code: str


class Close(Struct, frozen=True):
    """Close the app: the trainer leaves the kiosk."""


Effect = (
    Write
    | Meet
    | Recall
    | Prove
    | Inspect
    | Hush
    | LookBack
    | Keep
    | KeepToday
    | Export
    | Join
    | Close
    | play.Play
    | play.Wait
)


class Turn(Struct, frozen=True):
    """The new state and what the shell must do, in this order."""

    state: State
    effects: tuple[Effect, ...] = ()
