"""What each screen of the tablet shows outside a lesson, in no toolkit. `elderapp.tablet.flow` makes them."""

from typing import Literal

from msgspec import Struct

from elderapp.lesson.model import Line
from elderapp.player.play import LessonView, WellDone
from elderapp.records.people import Learner, Word


class Rail(Struct, frozen=True):
    """The four that never move, and what stands between them: the learner signed in, or the tablet's number."""

    tablet: str
    learner: Learner | None = None
    hand_up: bool = False


class NamesView(Struct, frozen=True):
    """Who are you: up to six people of the open session; `more` turns the page; `walk_in` is 我第一次嚟."""

    question: Line
    learners: tuple[Learner, ...]
    more: bool
    walk_in: bool = True


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
    """One big card with what next (none where no lesson is installed), and rows: practise, scams, lessons, cards.

    `greeting` is a template with ``{name}`` for the learner's, who stands in the rail.
    """

    greeting: str
    card: LessonCard | None
    verb: Literal["begin", "continue", "review"]
    rows: tuple[str, ...]


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


class WellDoneView(Struct, frozen=True):
    """Praise, ticks, the word for where she stands now."""

    card: WellDone
    word: Word


View = NamesView | PicturesView | HomeView | LessonsView | CardView | WellDoneView | LessonView
