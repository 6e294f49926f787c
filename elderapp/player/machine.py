"""What happens when a lesson is played: inputs in, effects out. No clock, no chance, no device.

`start` begins an attempt, `advance` takes one input; both give the state that follows and what the shell should do.
Within a step its own module decides (`telling`, `acting`, `choosing`, `ordering`, ...); here is what holds for
all of them, and the way from step to step.
"""

from collections.abc import Mapping
from typing import Literal, assert_never, cast

import msgspec

from elderapp.lesson.model import STAGES, Call, Checklist, Choose, Gesture, Lesson, Order, Say, Show, Spot, Tap, Type
from elderapp.player import phone
from elderapp.player.acting import begin_acting, react_acting
from elderapp.player.answers import read_out, repeat
from elderapp.player.calling import begin_call, react_call
from elderapp.player.choosing import begin_choose, react_choose
from elderapp.player.hints import has_passed
from elderapp.player.ordering import begin_order, react_order
from elderapp.player.phrases import phrase
from elderapp.player.play import (
    Again,
    Effect,
    Finish,
    Helped,
    Idle,
    Input,
    Leave,
    Outcome,
    Play,
    Record,
    Spoken,
    Wait,
    Waited,
)
from elderapp.player.results import asked, helped, then
from elderapp.player.review import shortened
from elderapp.player.spotting import begin_spot, react_spot
from elderapp.player.state import Here, Phone, Said, State, Turn, here, names_of, places, put, say, settled
from elderapp.player.telling import begin_show, begin_telling, react_show, react_telling
from elderapp.records.people import Progress, Resume
from elderapp.records.statements import Verb

IDLE = (15, 40, 75)
"""Seconds without a touch after which `Idle` is told: say it again, again, offer help."""


def start(
    lesson: Lesson,
    *,
    attempt: str,
    resume: Resume | None = None,
    shuffle: int = 0,
    earlier: Progress | None = None,
    is_review: bool = False,
) -> Turn:
    """Begin an attempt, or go on where an earlier one was left.

    `earlier` is what the learner reached before: it numbers the attempt, and the outcomes of the steps before `resume`
    still count. `shuffle` chooses the order of answers. A review plays the last stages alone. Raises `ValueError` for a
    lesson without a step.
    """
    lesson = shortened(lesson) if is_review else lesson
    every = list(places(lesson))
    if not every:
        raise ValueError(f"lesson {lesson.id} has no step")
    first = every[0]
    place = max(first, _place_of(lesson, resume, every)) if resume is not None else first
    known = {} if earlier is None or resume is None else _outcomes_before(lesson, earlier.outcomes, place)
    state = State(
        lesson=lesson,
        attempt=attempt,
        shuffle=shuffle,
        first=first,
        stage=place[0],
        step=place[1],
        outcomes=known,
    )
    nth = earlier.nth + 1 if earlier is not None else 1
    begun = Turn(state, (Record(Verb.INITIALIZED, "", {"version": lesson.version, "nth": nth}),))
    return then(begun, _enter(state, place, before=state))


def advance(state: State, input: Input) -> Turn:
    """One input. After the end nothing changes any more."""
    if state.over:
        return Turn(state)
    turn = _react(state, input)
    after = turn.state
    match after.here.phase:
        case "done":
            return then(turn, _onward(after, before=state))
        case "undone":
            return then(turn, _backward(after))
        case _ if (after.phone.mock, after.phone.screen) != (state.phone.mock, state.phone.screen):
            return Turn(after, (*turn.effects, *waits(after)))
        case _:
            return turn


def leave(state: State, why: Literal["left", "idle"] = "left") -> Turn:
    """The attempt ends here, its progress is kept: the shell calls it when a tablet lies idle or is signed out."""
    if state.over:
        return Turn(state)
    gone = msgspec.structs.replace(state, over=why)
    return Turn(gone, (Record(Verb.TERMINATED, "", {"why": why}), Leave()))


def _react(state: State, input: Input) -> Turn:
    """What holds in every step: the voice goes on, repeats, offers help."""
    match input:
        case Spoken(line) if not line or line != state.here.voice:
            return Turn(state)
        case Spoken() if state.here.then:
            return say(state, *state.here.then)
        case Spoken():
            return _of_step(here(state, heard=True, voice=""), input)
        case Again():
            turn = repeat(state)
            return Turn(turn.state, (*turn.effects, asked(state, "again")))
        case Helped():
            return helped(state)
        case Waited(target):
            return _waited(state, target)
        case Idle() if state.here.phase in {"intro", "play"}:
            return Turn(state)  # somebody looks on
        case Idle(seconds) if seconds >= IDLE[2]:
            turn = say(state, Said(phrase("offer-help")), settled(state), *read_out(state))
            return Turn(turn.state, (*turn.effects, asked(state, "stuck")))
        case Idle(seconds) if seconds >= IDLE[1]:
            return repeat(state)
        case _:
            return _of_step(state, input)


def _waited(state: State, target: str) -> Turn:
    """A waiting button of this screen may act now; one of a screen that is gone means nothing."""
    if not state.phone.mock or target not in phone.waiting(state.lesson, state.phone):
        return Turn(state)
    waited = (*state.phone.waited, target)
    return Turn(put(state, msgspec.structs.replace(state.phone, waited=waited)))


def _of_step(state: State, input: Input) -> Turn:
    match state.current:
        case Say() | Checklist() as step:
            return react_telling(state, step, input)
        case Show() as step:
            return react_show(state, step, input)
        case Tap() | Type() | Gesture() as step:
            return react_acting(state, step, input)
        case Order() as step:
            return react_order(state, step, input)
        case Choose() as step:
            return react_choose(state, step, input)
        case Spot() as step:
            return react_spot(state, step, input)
        case Call() as step:
            return react_call(state, step, input)
        case _ as other:
            assert_never(other)


def _begin(state: State) -> Turn:
    match state.current:
        case Say() | Checklist() as step:
            return begin_telling(state, step)
        case Show() as step:
            return begin_show(state, step)
        case Tap() | Type() | Gesture() as step:
            return begin_acting(state, step)
        case Order() as step:
            return begin_order(state, step)
        case Choose() as step:
            return begin_choose(state, step)
        case Spot() as step:
            return begin_spot(state, step)
        case Call() as step:
            return begin_call(state, step)
        case _ as other:
            assert_never(other)


def _onward(state: State, *, before: State) -> Turn:
    following = [place for place in places(state.lesson) if place > (state.stage, state.step)]
    if not following:
        return _finish(state)
    kept = Here(card=state.here.card, voice=state.here.voice)
    return _enter(msgspec.structs.replace(state, here=kept), following[0], before=before)


def _backward(state: State) -> Turn:
    earlier = [place for place in places(state.lesson) if state.first <= place < (state.stage, state.step)]
    if not earlier:
        return leave(state)
    anew = msgspec.structs.replace(state, here=Here(), phone=Phone())
    return _enter(anew, earlier[-1], before=anew)


def _enter(state: State, place: tuple[int, int], *, before: State) -> Turn:
    """A step comes up, with the phone as it must be there. `before` is what was on the screen until now."""
    state = msgspec.structs.replace(state, stage=place[0], step=place[1])
    there = phone.at_step(state.lesson, state.current_stage, state.step)
    stays = before.stage == state.stage and (there.mock, there.screen) == (before.phone.mock, before.phone.screen)
    if stays:
        there = msgspec.structs.replace(there, waited=before.phone.waited)
    turn = _begin(put(state, there))
    came = Record(Verb.EXPERIENCED, state.key, {"n": state.step + 1, "of": len(state.current_stage.steps)})
    return Turn(turn.state, (*turn.effects, came, *(() if stays else waits(turn.state))))


def waits(state: State) -> tuple[Effect, ...]:
    """The waiting times that run on the screen that is up; they begin anew when a lesson goes on after a break."""
    if not state.phone.mock or isinstance(state.current, Show):
        return ()
    return tuple(Wait(target, seconds) for target, seconds in phone.waiting(state.lesson, state.phone).items())


def _finish(state: State) -> Turn:
    over = msgspec.structs.replace(state, over="done", here=Here(card=Said(state.lesson.done)))
    passed = has_passed(state.lesson, state.outcomes, state.first)
    records = (
        Record(Verb.COMPLETED),
        *((Record(Verb.PASSED),) if passed else ()),
        Record(Verb.TERMINATED, "", {"why": "done"}),
    )
    return Turn(over, (Play(state.lesson.done), *records, Finish()))


def _place_of(lesson: Lesson, resume: Resume, every: list[tuple[int, int]]) -> tuple[int, int]:
    """The step of that name; a vanished one: its stage's first; a vanished stage: the last step before it."""
    order: dict[str, int] = {kind: number for number, kind in enumerate(STAGES)}
    reached, rank = every[0], order.get(resume.stage, -1)
    for stage, step in every:
        kind = lesson.stages[stage].kind
        is_it = kind == resume.stage and (step == 0 or resume.step in names_of(lesson.stages[stage].steps[step]))
        if is_it or order[kind] < rank:
            reached = (stage, step)
    return reached


def _outcomes_before(lesson: Lesson, outcomes: Mapping[str, str], place: tuple[int, int]) -> dict[str, Outcome]:
    """What counts of an earlier sitting, under today's ids."""
    found: dict[str, Outcome] = {}
    for stage, step in places(lesson):
        kind, now = lesson.stages[stage].kind, lesson.stages[stage].steps[step]
        came = [outcomes[f"{kind}/{name}"] for name in names_of(now) if f"{kind}/{name}" in outcomes]
        if came and (stage, step) < place:
            found[f"{kind}/{now.id}"] = cast("Outcome", came[0])
    return found
