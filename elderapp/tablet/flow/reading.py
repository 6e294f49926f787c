"""What can be read off the state: who is here, what comes next, which lessons stand on a list."""

import datetime as dt
from typing import Literal

from msgspec.structs import replace

from elderapp.lesson.model import TRACKS, Cover
from elderapp.player import review
from elderapp.records.people import Learner, Roster
from elderapp.tablet.flow.state import State

LINGER = 60 * 60 * 1000
"""Milliseconds for which a class that has run late still counts: as long as the hub lets it."""


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
    chosen = session.lesson_of(state.learner.id if state.learner else "") if session else ""
    if chosen in state.lessons and not _done_today(state, chosen):
        return chosen, "continue" if any(p.lesson == chosen for p in open_now) else "begin"
    if state.stuck in state.lessons and not _done_today(state, state.stuck):
        return state.stuck, "review"
    if open_now:
        return max(open_now, key=lambda p: p.last_wall).lesson, "continue"
    known = ordered(state)
    due = [i for i in known if i in state.progress and review.is_due(state.progress[i], today)]
    if due and not ("recap" in state.asked and any(_done_today(state, i) for i in state.progress)):
        return due[0], "review"
    new = [i for i in known if i not in state.progress]
    if new:
        return new[0], "begin"
    return (known[0], "review") if known else None


def _done_today(state: State, lesson: str) -> bool:
    progress = state.progress.get(lesson)
    return progress is not None and progress.resume is None and progress.last_day == state.given.today


def away_days(state: State) -> int:
    """Days since the learner learnt last; 0 for somebody new."""
    last = max((p.last_day for p in state.progress.values()), default="")
    today = state.given.today
    return (dt.date.fromisoformat(today) - dt.date.fromisoformat(last)).days if last and today else 0


def learnt_last(state: State) -> str:
    """The lesson finished last, on an earlier day; empty where there is none, or she does it on her own phone."""
    found = [
        p
        for p in state.progress.values()
        if p.finished and p.finished[-1] < state.given.today and p.lesson in state.lessons
    ]
    last = max(found, key=lambda p: (p.finished[-1], p.last_wall), default=None)
    return last.lesson if last and not last.own_phone else ""


def surnames(state: State) -> list[str]:
    """The surnames in the class, the most frequent first."""
    counts: dict[str, int] = {}
    for learner in present(state.roster):
        counts[learner.name[:1]] = counts.get(learner.name[:1], 0) + 1
    return sorted(counts, key=lambda name: (-counts[name], name))


def named(state: State) -> tuple[Learner, ...]:
    """Whose names may stand on the screen: those of the class, of one surname where one was picked."""
    waiting = state.beside.learner.id if state.beside else ""
    return tuple(p for p in present(state.roster) if p.name.startswith(state.surname) and p.id != waiting)


def lesson_at(state: State, lesson: str) -> Cover:
    """The cover of a lesson, or of the bank, by its id."""
    return state.bank if state.bank and state.bank.id == lesson else state.lessons[lesson]


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
        practice = [state.bank.id] if state.bank else []
        return [*practice, *(i for i in known if state.lessons[i].track == "scams")]
    return known
