"""What each screen of the tablet shows outside a lesson, in no toolkit. `elderapp.tablet.flow` makes them."""

from typing import Literal

from msgspec import Struct

from elderapp.lesson.model import Line
from elderapp.player.play import LessonView, WellDone
from elderapp.records.people import Learner, Word


class Rail(Struct, frozen=True):
    """The four that never move, and what stands between them: the learner signed in, or the tablet's number.

    What stands between can be tapped where `opens` names what it leads to (``me``, ``door``). `trainer` is the name of
    who is in the trainer's corner: there the rail is navy. `offers`: 舉手 is offered, and stands out.
    """

    tablet: str
    learner: Learner | None = None
    hand_up: bool = False
    opens: str = ""
    trainer: str = ""
    offers: bool = False


class NamesView(Struct, frozen=True):
    """Who are you: up to six people of the open session.

    `more` turns the page; `walk_in` is 我第一次嚟, `guest` somebody who only wants to try.
    """

    question: Line
    learners: tuple[Learner, ...]
    more: bool
    walk_in: bool = True
    guest: bool = False


class PicturesView(Struct, frozen=True):
    """A walk-in chooses a picture to be known by."""

    question: Line
    pictures: tuple[str, ...]


class LessonCard(Struct, frozen=True):
    """A lesson to choose."""

    lesson: str
    title: Line
    track: str
    word: Word


class HomeView(Struct, frozen=True):
    """One big card with what next (none where no lesson is installed), and rows: scams, lessons, cards, me.

    `greeting` is a template with ``{name}`` for the learner's, who stands in the rail; under it is what is `said`.
    """

    greeting: str
    card: LessonCard | None
    verb: Literal["begin", "continue", "review"]
    rows: tuple[str, ...]
    said: Line | None = None


class LessonsView(Struct, frozen=True):
    """A page of lessons to choose from, at most four; `more` turns the page."""

    heading: Line
    cards: tuple[LessonCard, ...]
    more: bool


class CardView(Struct, frozen=True):
    """One take-home card, large."""

    title: Line
    lines: tuple[Line, ...]
    more: bool = False
    track: str = ""


class WellDoneView(Struct, frozen=True):
    """Praise, ticks, the word for where she stands now."""

    card: WellDone
    word: Word


class Choice(Struct, frozen=True):
    """One thing to choose: its words, an icon or a picture; `note` stands under the words.

    `tone`: amber for the one thing to do, an alarm for suspected fraud, at the foot what stands apart; `on` where it is
    ticked or chosen.
    """

    id: str
    text: str
    icon: str = ""
    note: str = ""
    picture: str = ""
    tone: Literal["plain", "primary", "alarm", "foot"] = "plain"
    on: bool = False


class ChoiceView(Struct, frozen=True):
    """A question and what can be answered. `topic` is what it is about, `note` a small line under the answers.

    For trainers (`staff`) the question is text that nobody says, and there may be more answers.
    """

    question: Line
    choices: tuple[Choice, ...]
    topic: Line | None = None
    note: str = ""
    more: bool = False
    staff: bool = False


class NoticeView(Struct, frozen=True):
    """Lines that are read out one after the other, and one button. `at` is the line being read."""

    heading: str
    lines: tuple[Line, ...]
    at: int
    button: Choice
    title: Line | None = None


class SecretView(Struct, frozen=True):
    """Three pictures in order; `chosen` is how many were picked. Which they were nobody sees."""

    question: Line
    pictures: tuple[str, ...]
    chosen: int


class PinView(Struct, frozen=True):
    """A number to type, unseen: how many digits there are, whether the last one was wrong, seconds to wait.

    `said` stands in the question's place where there is something to tell.
    """

    digits: int
    wrong: bool
    wait: int
    places: int = 6
    question: str = "導師密碼"
    said: str = ""


class RollRow(Struct, frozen=True):
    """One person of the class: present, absent, or not marked yet (empty)."""

    learner: Learner
    status: str


class RollView(Struct, frozen=True):
    """The roll: up to eight people a page, how many are here and how many not."""

    title: str
    rows: tuple[RollRow, ...]
    here: int
    missing: int
    more: bool


class StatusView(Struct, frozen=True):
    """How the tablet stands: lines of a label and a value; and what can be done about it, at most three things."""

    rows: tuple[tuple[str, str], ...]
    choices: tuple[Choice, ...] = ()


class PausedView(Struct, frozen=True):
    """停一停，望導師: nothing else is to be done."""

    line: Line


class TroubleView(Struct, frozen=True):
    """A trainer is to come: a hand is up, or the app failed. `tablet` is the number to find it by, from afar too."""

    tablet: str
    line: Line
    button: Choice


View = (
    TroubleView
    | ChoiceView
    | NoticeView
    | SecretView
    | PinView
    | RollView
    | StatusView
    | PausedView
    | NamesView
    | PicturesView
    | HomeView
    | LessonsView
    | CardView
    | WellDoneView
    | LessonView
)
