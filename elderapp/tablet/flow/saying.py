"""Small things that every part of the flow does: go to a screen, say a phrase, write a statement."""

from msgspec.structs import replace

from elderapp.lesson.model import Line
from elderapp.player import play
from elderapp.player.phrases import phrase
from elderapp.records.statements import Result, Statement, Verb
from elderapp.tablet.flow.state import ScreenName, State, Turn, Write

GUEST = "guest:"
"""Before the id of somebody who only tries things: of her nothing is written down."""


def go(state: State, screen: ScreenName, words: str, **changes: object) -> Turn:
    """Another screen, and what is said there."""
    turn = say(replace(state, screen=screen, page=0, **changes), phrase(words))
    return Turn(replace(turn.state, fresh=True), turn.effects)


def show(state: State, screen: ScreenName, **changes: object) -> Turn:
    """A screen of the trainer's, which says nothing."""
    return Turn(replace(state, screen=screen, page=0, said=None, fresh=False, after=(), **changes))


def say(state: State, line: Line) -> Turn:
    """Say this; 再聽一次 repeats it."""
    return Turn(replace(state, said=line, fresh=False, after=()), (play.Play(line),))


def statement(state: State, verb: Verb, what: str, result: Result) -> Statement:
    """What the learner did, in the lesson that is open or in the class."""
    session = state.roster.session.id if state.roster.session else ""
    in_lesson = state.screen == "lesson" and state.play is not None and verb != Verb.ATTENDED
    lesson = state.play.lesson.id if in_lesson and state.play else ""
    return Statement(
        verb=verb,
        learner=state.learner.id if state.learner else "",
        object="/".join(filter(None, (lesson, what))) if lesson else session,
        result=result,
        session=session,
        attempt=state.attempt if lesson else "",
    )


def about(state: State, verb: Verb, thing: str, result: Result, learner: str = "") -> Statement:
    """What is said of a thing that is no step of the open lesson; by whom, where a trainer says it."""
    session = state.roster.session.id if state.roster.session else ""
    by: Result = {"by": state.staff.id} if state.staff else {}
    return Statement(verb, learner, thing, {**result, **by}, session)


def written(state: State, *statements: Statement) -> tuple[Write, ...]:
    """Write them down; nothing of a guest."""
    kept = tuple(one for one in statements if not one.learner.startswith(GUEST))
    return (Write(kept),) if kept else ()


def hand(state: State, what: str) -> Statement:
    """A hand that goes up or down (``hand``, ``lowered``); a guest's is the tablet's."""
    said = statement(state, Verb.ASKED, "", {"what": what})
    return replace(said, learner="") if is_guest(state) else said


def is_guest(state: State) -> bool:
    """Whether somebody only tries things."""
    return state.learner is not None and state.learner.id.startswith(GUEST)
