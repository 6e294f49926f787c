"""Where the tablet stands, what the flow asks of its shell, and what can be read off the state."""

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from elderapp.lesson.model import TRACKS, Lesson, Line
from elderapp.player import play, review
from elderapp.player.state import State as Playing
from elderapp.records.people import Learner, Progress, Roster
from elderapp.records.statements import Statement

PAGE_OF_NAMES = 6
PAGE_OF_LESSONS = 4
LINGER = 60 * 60 * 1000
"""Milliseconds for which a class that has run late still counts: as long as the hub lets it."""
ScreenName = Literal["names", "pictures", "home", "lessons", "cards", "card", "lesson", "well-done"]


class Given(Struct, frozen=True):
    """What the world gives: today's Hong Kong day (ISO), the hour there, one fresh id, the wall clock (ms, UTC)."""

    today: str
    hour: int
    new_id: str
    now: int = 0


class State(Struct, frozen=True):
    """Where the tablet stands. `said` is the line 再聽一次 repeats outside a lesson."""

    roster: Roster
    lessons: dict[str, Lesson]
    screen: ScreenName = "names"
    page: int = 0
    learner: Learner | None = None
    progress: dict[str, Progress] = {}
    choice: Literal["", "practise", "scams", "lessons"] = ""
    card: str = ""
    play: Playing | None = None
    attempt: str = ""
    hand_up: bool = False
    said: Line | None = None
    given: Given = Given("", 0, "")


class Write(Struct, frozen=True):
    """Write these statements, and the progress that belongs to them, at once."""

    statements: tuple[Statement, ...]


class Meet(Struct, frozen=True):
    """Somebody new: keep her, and tell the hub."""

    learner: Learner


class Recall(Struct, frozen=True):
    """Read how far this learner has come and tell it with `remember`."""

    learner: str


Effect = Write | Meet | Recall | play.Play | play.Wait


class Turn(Struct, frozen=True):
    """The new state and what the shell must do, in this order."""

    state: State
    effects: tuple[Effect, ...] = ()


def current(roster: Roster, now: int) -> Roster:
    """The roster without a class that is over: its names leave the shared screen also where no hub says so."""
    if roster.session is None or now <= roster.session.ends + LINGER:
        return roster
    return replace(roster, session=None)


def present(roster: Roster) -> tuple[Learner, ...]:
    """Names stand on the screen only for the session that is open now."""
    if roster.session is None:
        return ()
    here = set(roster.session.learners)
    return tuple(learner for learner in roster.learners if learner.id in here)


def next_lesson(state: State) -> tuple[str, Literal["begin", "continue", "review"]] | None:
    """What comes next: the trainer's choice for today, what was left in the middle, a review, something new."""
    today = state.given.today
    open_now = [p for p in state.progress.values() if p.resume and p.lesson in state.lessons]
    session = state.roster.session
    chosen = session.lesson if session else ""
    if chosen in state.lessons and not _done_today(state, chosen):
        return chosen, "continue" if any(p.lesson == chosen for p in open_now) else "begin"
    if open_now:
        return max(open_now, key=lambda p: p.last_wall).lesson, "continue"
    known = ordered(state)
    due = [i for i in known if i in state.progress and review.is_due(state.progress[i], today)]
    if due:
        return due[0], "review"
    new = [i for i in known if i not in state.progress]
    if new:
        return new[0], "begin"
    return (known[0], "review") if known else None


def _done_today(state: State, lesson: str) -> bool:
    progress = state.progress.get(lesson)
    return progress is not None and progress.resume is None and progress.last_day == state.given.today


def ordered(state: State) -> list[str]:
    """Every lesson, track by track."""
    return sorted(state.lessons, key=lambda i: (TRACKS.index(state.lessons[i].track), i))


def finished(state: State) -> list[str]:
    """The lessons she has a card of."""
    return [i for i in ordered(state) if i in state.progress and state.progress[i].completed]


def listed(state: State) -> list[str]:
    """The lessons of the list that is on the screen."""
    known = ordered(state)
    if state.screen == "cards":
        return finished(state)
    if state.choice == "scams":
        return [i for i in known if state.lessons[i].track == "scams"]
    if state.choice == "practise":
        return [i for i in known if i in state.progress]
    return known
