"""Steps in which the learner acts on the phone: tap, type, swipe, with a planned slip and the hint ladder."""

from elderapp.lesson.model import Gesture, Line, Slip, Tap, Type
from elderapp.player import phone
from elderapp.player.hints import TOP
from elderapp.player.phrases import phrase
from elderapp.player.play import (
    Back,
    Ghost,
    Held,
    Hint,
    Idle,
    Input,
    Missed,
    Next,
    Scrolled,
    Shown,
    Spoken,
    Swiped,
    Tapped,
)
from elderapp.player.results import answered, asked, then
from elderapp.player.state import (
    BEFOREHAND,
    GRADED,
    Action,
    Said,
    State,
    Turn,
    go,
    here,
    mistaken,
    put,
    resting,
    say,
    settled,
)


def begin_acting(state: State, step: Action) -> Turn:
    """The planned slip comes first, once; then the instruction, or the task of the stage."""
    slip = slip_of(step)
    if slip is not None and state.current_stage.kind in BEFOREHAND and state.key not in state.outcomes:
        return say(state, Said(slip.ask, "slip"), phase="slip")
    line = _task(state, step)
    if state.current_stage.kind in GRADED and state.here.card.line == line:
        return go(state, "do")  # the task stands there already; hearing it before each action would tire
    return say(state, Said(line), phase="do")


def react_acting(state: State, step: Action, input: Input) -> Turn:
    slip = slip_of(step)
    match state.here.phase:
        case "slip" | "slipped" if slip is not None:
            return _slip(state, step, slip, input)
        case "demo":
            return _demo(state, step, input)
        case "ended":
            return _ended(state, input)
        case _:
            return _do(state, step, input)


def slip_of(step: Action) -> Slip | None:
    """The planned wrong turn of a step."""
    return step.slip if isinstance(step, Tap) else None


def can_return(state: State, step: Action) -> bool:
    """Whether a slip led nowhere, so that 下一步 goes on as well as 返回."""
    return state.here.phase == "slipped" and (state.phone.mock, state.phone.screen) == (step.mock, step.screen)


def ring_of(state: State, step: Action) -> str:
    """What is lit: the target from the start in `together`, from the second rung elsewhere."""
    slip = slip_of(step)
    match state.here.phase:
        case "slip" if slip is not None:
            return slip.target
        case "do" if state.current_stage.kind in BEFOREHAND or state.here.rung >= 2:
            return aim(state, step)
        case "demo":
            return aim(state, step)
        case _:
            return ""


def aim(state: State, step: Action) -> str:
    """The id of what the finger must touch: the target, the keypad of a field; what is held; nothing for a swipe."""
    match step:
        case Tap(target=target):
            return target
        case Type(field=field):
            pad = phone.keypad_for(phone.screen_of(state.lesson, state.phone), field)
            return pad.id if pad is not None else field
        case Gesture(gesture="hold", target=target):
            return target
        case _:
            return ""


def demonstration(state: State, step: Action) -> Ghost | None:
    """The ghost hand of the third rung, until it has done it."""
    if state.here.phase != "demo" or state.here.shown:
        return None
    match step:
        case Tap():
            return Ghost("tap", step.target, turn=state.here.moves)
        case Type():
            return Ghost("type", aim(state, step), step.expect, turn=state.here.moves)
        case Gesture(gesture=("hold" | "scroll") as act, target=target):
            return Ghost(act, target, turn=state.here.moves)
        case _:
            return Ghost("swipe", "", step.gesture, turn=state.here.moves)


def _task(state: State, step: Action) -> Line:
    graded = state.current_stage.kind in GRADED
    return state.current_stage.say if graded and state.current_stage.say is not None else step.say


def _slip(state: State, step: Action, slip: Slip, input: Input) -> Turn:
    if state.here.phase == "slipped":
        return _slipped(state, step, slip, input)
    match input:
        case Tapped(target) if target == slip.target:
            return say(
                put(state, phone.tap(state.lesson, state.phone, target)), Said(slip.say, "slip"), phase="slipped"
            )
        case Tapped() | Swiped() | Held() | Scrolled():
            return say(state, Said(phrase("not-that"), "slip"), Said(slip.ask, "slip"))
        case Missed():
            return say(state, Said(phrase("not-here"), "slip"), Said(slip.ask, "slip"))
        case Back():
            return go(state, "undone")
        case Spoken() | Shown() | Next():
            return Turn(state)
        case _:
            return say(state, Said(slip.ask, "slip"))


def _slipped(state: State, step: Action, slip: Slip, input: Input) -> Turn:
    match input:
        case Back():
            return _returned(state, step)
        case Next() if can_return(state, step):
            return _returned(state, step)
        case Tapped(target) if phone.leads_to(state.lesson, state.phone, target) == step.screen:
            return _returned(state, step)
        case Spoken() | Shown() | Next():
            return Turn(state)
        case _:
            return say(state, Said(slip.say, "slip"))


def _returned(state: State, step: Action) -> Turn:
    there = phone.at_step(state.lesson, state.current_stage, state.step)
    return say(put(state, there), Said(step.say), phase="do")


def _do(state: State, step: Action, input: Input) -> Turn:
    match input:
        case Tapped(target):
            return _tapped(state, step, target)
        case Swiped(direction):
            return _swiped(state, step, direction)
        case Held(target) | Scrolled(target):
            return _gestured(state, step, input, target)
        case Missed():
            return _missed(state, step)
        case Hint():
            turn = _climb(state, step)
            return Turn(turn.state, (*turn.effects, asked(state, "hint")))
        case Idle() if state.current_stage.kind in GRADED and not state.here.rung:
            return _climb(state, step)
        case Back():
            return _back(state, step)
        case Idle():
            return say(state, state.here.card, *state.here.then)
        case _:
            return Turn(state)


def _tapped(state: State, step: Action, target: str) -> Turn:
    if target in phone.waiting(state.lesson, state.phone):
        return say(state, Said(phrase("wait-button")), settled(state))
    if isinstance(step, Tap) and target == step.target:
        return _success(state, step)
    if target not in phone.targets(phone.screen_of(state.lesson, state.phone)):
        return _missed(state, step)
    if isinstance(step, Type):
        return _keyed(state, step, target)
    if isinstance(step, Gesture) and step.gesture == "hold" and target == step.target:
        return _climb(state, step, Said(phrase("hold-longer"), "hint"))
    slip = slip_of(step)
    state = mistaken(state, target)
    if slip is not None and target == slip.target:
        return _climb(here(state, is_excused=True), step, Said(slip.say, "slip"))
    return _wrong(state, step)


def _keyed(state: State, step: Type, target: str) -> Turn:
    screen = phone.screen_of(state.lesson, state.phone)
    pad = phone.keypad_for(screen, step.field)
    typed = phone.typed(state.lesson, state.phone, step.field)
    if pad is None and target == step.field:
        return _success(state, step)  # a field without keys is filled by touching it
    if target in {step.field, phone.slot(screen, step.field)} or (pad is not None and target == pad.id):
        return say(state, state.here.card)
    if pad is None or target not in phone.keys(pad):
        return _wrong(mistaken(state, target), step)
    text = typed[:-1] if target == "del" else typed + target
    if text == step.expect:
        return _success(state, step)
    if len(text) < len(step.expect):
        return Turn(put(state, phone.write(state.lesson, state.phone, step.field, text)))
    cleared = put(state, phone.write(state.lesson, state.phone, step.field, ""))
    return _climb(cleared, step, Said(phrase("try-again"), "hint"))


def _swiped(state: State, step: Action, direction: str) -> Turn:
    match step:
        case Tap() | Type():
            return _missed(state, step)
        case _ if direction == step.gesture:
            return _success(state, step)
        case _:
            return _wrong(state, step)


def _gestured(state: State, step: Action, input: Held | Scrolled, target: str) -> Turn:
    """Held, or scrolled. Where nothing is to be held a long press is a tap: hands are slow."""
    wanted = "hold" if isinstance(input, Held) else "scroll"
    if isinstance(step, Gesture) and (step.gesture, step.target) == (wanted, target):
        return _success(state, step)
    if isinstance(input, Held):
        return _tapped(state, step, target)
    return _wrong(state, step)


def _missed(state: State, step: Action) -> Turn:
    """A hand may slip once beside everything; from the second time on it asks for help."""
    state = here(state, missed=state.here.missed + 1)
    if state.here.missed < 2:
        return say(state, Said(phrase("not-here")), settled(state))
    return _climb(state, step, Said(phrase("not-here"), "hint"))


def _wrong(state: State, step: Action) -> Turn:
    return _climb(state, step, Said(phrase("not-that"), "hint"))


def _climb(state: State, step: Action, *before: Said) -> Turn:
    """The next rung of the ladder; the highest is shown as often as it is asked for."""
    rung = min(state.here.rung + 1, TOP)
    where = Said(step.where, "hint")
    if rung == TOP:
        moves = state.here.moves + 1
        script = (*before, Said(phrase("see-again"), "hint"))
        return say(state, *script, phase="demo", rung=rung, shown=False, moves=moves)
    if rung == 1 and state.current_stage.kind in GRADED:
        return say(state, *before, Said(step.say, "hint"), where, rung=rung)
    return say(state, *before, where, rung=rung)


def _demo(state: State, step: Action, input: Input) -> Turn:
    match input:
        case Shown():
            return _demonstrated(here(state, shown=True), step)
        case Spoken():
            return _demonstrated(state, step)
        case Tapped() | Swiped() | Held() | Scrolled() | Missed() | Hint() | Idle():
            return say(state, Said(phrase("see-again"), "hint"))
        case Back():
            return say(state, Said(step.say, "hint"), phase="do")
        case _:
            return Turn(state)


def _demonstrated(state: State, step: Action) -> Turn:
    """The screen is as before the ghost hand: now it is the learner's turn."""
    if not (state.here.heard and state.here.shown):
        return Turn(state)
    if isinstance(step, Type):
        state = put(state, phone.write(state.lesson, state.phone, step.field, ""))
    return say(state, Said(phrase("your-turn"), "hint"), Said(step.say, "hint"), phase="do")


def _success(state: State, step: Action) -> Turn:
    turn = answered(state, state.here.rung)
    state = put(turn.state, phone.done(state.lesson, state.phone, step))
    if state.is_last_of_stage:
        return then(turn, say(state, Said(phrase("good"), "praise"), phase="ended"))
    return Turn(here(state, phase="done"), turn.effects)


def _ended(state: State, input: Input) -> Turn:
    """The last action of a stage rests on what it led to until 下一步."""
    return resting(state, input) or say(state, state.here.card)


def _back(state: State, step: Action) -> Turn:
    """Undoes the last key, or the mistaken wish to go back from a slip that led nowhere; else leaves the step."""
    if state.here.is_excused:
        return say(state, Said(_task(state, step)), is_excused=False)
    if isinstance(step, Type):
        typed = phone.typed(state.lesson, state.phone, step.field)
        if typed:
            return Turn(put(state, phone.write(state.lesson, state.phone, step.field, typed[:-1])))
    return go(state, "undone")
