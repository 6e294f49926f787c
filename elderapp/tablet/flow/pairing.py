"""Two at one tablet: both are there, the turn passes between them, and what is done counts for whoever did it.

The turn passes with each stage in which something is to be done, and with each item of ``trick``: rarely enough that
nobody spends the lesson changing seats.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from elderapp.player import play
from elderapp.player.state import State as Playing
from elderapp.records.people import Learner
from elderapp.records.statements import Statement, Verb
from elderapp.tablet.flow.saying import go, statement
from elderapp.tablet.flow.state import Beside, Effect, Recall, State, Turn

_OF_BOTH = {Verb.INITIALIZED, Verb.COMPLETED, Verb.TERMINATED}
"""What is true of both: they began, came to the end, or left, together."""
_PASSED_ON = {"alone", "variant", "trick"}
"""Stages that the other one begins."""


def invite(state: State) -> Turn:
    """Somebody wants to learn together with her: ask who it is."""
    assert state.learner is not None
    waiting = Beside(state.learner, state.progress)
    return go(replace(state, beside=waiting, learner=None, progress={}), "names", "who-else")


def cancel(state: State) -> State:
    """Nobody came: who waited goes on alone."""
    waiting = state.beside
    assert waiting is not None
    return replace(state, learner=waiting.learner, progress=waiting.progress, beside=None, surname="", entering=None)


def part(state: State) -> State:
    """From now on each learns alone; whose turn it is stays."""
    return replace(state, beside=None)


def swap(state: State) -> State:
    """The other one's turn."""
    other, learner = state.beside, state.learner
    if other is None or learner is None:
        return state
    waits = Beside(learner, state.progress, state.attempt)
    return replace(
        state, learner=other.learner, progress=other.progress, attempt=other.attempt or state.attempt, beside=waits
    )


def passes(before: Playing, after: Playing) -> bool:
    """Whether the turn passes on the way from one step to another; never on the way back."""
    if after.over or (after.stage, after.step) <= (before.stage, before.step):
        return False
    kind = after.current_stage.kind
    return kind in _PASSED_ON and (after.stage != before.stage or kind == "trick")


def announce(state: State) -> Turn:
    """Whose turn it is: she taps her name. The lesson waits behind it."""
    return go(state, "turn", "your-go", behind="lesson")


def said(state: State, records: Iterable[play.Record], *, is_passed: bool = False) -> list[Statement]:
    """The records of a lesson as statements of whoever they are true of.

    `is_passed`: the turn passes with them; the step that comes up is the other one's. Of two who took turns nobody has
    passed: neither did every key action.
    """
    found: list[Statement] = []
    for record in records:
        if state.beside is not None and record.verb == Verb.PASSED:
            continue
        mine = statement(state, record.verb, record.object, record.result)
        theirs = _theirs(state, record)
        if theirs is None:
            found.append(mine)
        elif record.verb in _OF_BOTH:
            found += [mine, theirs]
        else:
            found.append(theirs if is_passed and record.verb == Verb.EXPERIENCED else mine)
    return found


def leaving(state: State) -> list[play.Record]:
    """Where the other one goes on when both leave: at the step that is up, whoever it came up for."""
    if state.beside is None or state.play is None:
        return []
    shown = state.play
    return [play.Record(Verb.EXPERIENCED, shown.key, {"n": shown.step + 1, "of": len(shown.current_stage.steps)})]


def recall(state: State) -> tuple[Effect, ...]:
    """Read how far the other one has come."""
    return (Recall(state.beside.learner.id, greets=False),) if state.beside else ()


def wanted(state: State) -> Learner | None:
    """How the tablet is to look and sound: as she likes it; of two, as large and as loud as either needs."""
    learner, other = state.learner, state.beside.learner if state.beside else None
    if learner is None or other is None:
        return learner
    return replace(
        min(learner, other, key=lambda one: one.id),  # of two the same, whoever's turn it is
        scale=max(learner.scale, other.scale),
        volume=max(learner.volume, other.volume),
        slow=learner.slow or other.slow,
        earphones=learner.earphones and other.earphones,
        language=learner.language if learner.language == other.language else "",
    )


def _theirs(state: State, record: play.Record) -> Statement | None:
    """The same of the other one, in her own attempt."""
    if state.beside is None:
        return None
    result = dict(record.result)
    if record.verb == Verb.INITIALIZED and state.play:
        known = state.beside.progress.get(state.play.lesson.id)
        result["nth"] = known.nth + 1 if known else 1
    theirs = swap(state)
    return statement(theirs, record.verb, record.object, result)
