"""Steps that tell: a line, the ghost finger's way, the list for one's own phone."""

from elderapp.lesson.model import Checklist, Say, Show
from elderapp.player import phone
from elderapp.player.answers import read_out
from elderapp.player.phrases import phrase
from elderapp.player.play import Back, Ghost, Held, Input, Missed, Next, Scrolled, Shown, Spoken, Swiped, Tapped
from elderapp.player.state import Said, State, Turn, go, here, put, resting, say


def begin_telling(state: State, step: Say | Checklist) -> Turn:
    """The line; a checklist's items are read out after it."""
    return say(state, Said(step.say), *read_out(here(state, phase="tell")), phase="tell")


def react_telling(state: State, step: Say | Checklist, input: Input) -> Turn:
    return resting(state, input) or begin_telling(state, step)


def begin_show(state: State, step: Show) -> Turn:
    """In `watch`, a word first that now one only looks on."""
    if state.current_stage.kind == "watch" and state.step == 0 and state.here.phase == "new":
        return say(state, Said(phrase("watch-first")), phase="intro")
    return say(state, Said(step.moves[0].say), phase="play", moves=0, shown=False)


def react_show(state: State, step: Show, input: Input) -> Turn:
    """One move after the other; the next once voice and finger are both through."""
    match input, state.here.phase:
        case Spoken(), "intro":
            return begin_show(state, step)
        case Spoken(), "play":
            return _moved(state, step)
        case Shown(), "play":
            return _moved(here(state, shown=True), step)
        case Next(), "told":
            return go(state, "done")
        case Back(), "play" if state.here.moves:
            back = here(state, phase="intro")
            return begin_show(put(back, phone.at_step(state.lesson, state.current_stage, state.step)), step)
        case Back(), _:
            return go(state, "undone")
        case ((Tapped() | Missed() | Swiped() | Held() | Scrolled()), "play"):
            return say(state, Said(phrase("watch-first")), Said(step.moves[state.here.moves].say))
        case ((Spoken() | Shown()), _):
            return Turn(state)
        case _:
            return say(state, state.here.card)


def ghost_of(state: State, step: Show) -> Ghost | None:
    """What the ghost hand does now, until it has done it."""
    if state.here.phase != "play" or state.here.shown:
        return None
    action = step.moves[state.here.moves]
    return Ghost(action.act, action.target, action.text, turn=state.here.moves)


def _moved(state: State, step: Show) -> Turn:
    if not (state.here.heard and state.here.shown):
        return Turn(state)
    number = state.here.moves
    state = put(state, phone.move(state.lesson, state.phone, step.moves[number]))
    if number + 1 == len(step.moves):
        if state.current_stage.kind == "watch" and state.is_last_of_stage:
            return say(state, Said(phrase("watch-done")), phase="told")
        return go(state, "told")
    following = step.moves[number + 1]
    state = put(state, phone.jump(state.phone, following.mock, following.screen))
    return say(state, Said(following.say), moves=number + 1, shown=False)
