"""What is said so that nobody need read: what there is to choose, what each control is for, that a tap hit nothing.

A screen first says its own line. Then whatever can be chosen on it is read out; somebody who has not finished a lesson
yet is told the controls too, once a visit. 提吓我 tells them again to anybody. A line that is cut off is not taken up
again: a tap is the answer to what was said.
"""

from msgspec.structs import replace

from elderapp.lesson.model import Line
from elderapp.player import play
from elderapp.player.phrases import phrase
from elderapp.player.view import look as look_at_lesson
from elderapp.tablet.flow.reading import learnt_last, lesson_at, listed, next_lesson
from elderapp.tablet.flow.state import PAGE_OF_LESSONS, ScreenName, State, Turn

CHOICES: dict[ScreenName, tuple[str, ...]] = {
    "hearing": ("pick-hear", "pick-louder", "pick-earphones", "pick-read"),
    "tried": ("pick-tried", "pick-not-tried", "pick-stuck"),
    "still-you": ("pick-still-me", "pick-not-me"),
    "me": ("pick-size", "pick-volume", "pick-slow", "pick-language", "pick-pair"),
    "calling": ("pick-go-on",),
    "trouble": ("pick-go-on",),
    "recap": ("pick-next",),
    "card": ("pick-back",),
    "well-done": ("pick-keep",),
}
"""What can be picked, each named by the sign that it bears."""
CONTROLS: dict[ScreenName, tuple[str, ...]] = {
    "home": ("four-again", "four-hint", "four-hand", "four-back"),
}
"""What a newcomer is told besides."""
HELP: dict[ScreenName, tuple[str, ...]] = {
    "names": ("help-names", "help-new", "help-hand"),
    "surnames": ("help-surnames", "help-new", "help-hand"),
    "secret": ("help-secret",),
    "notice": ("help-notice",),
    "home": ("help-home", "row-scams", "row-lessons", "row-cards", "row-me"),
    "lessons": ("help-pick",),
    "cards": ("help-pick",),
    "pictures": ("help-pick",),
    "turn": ("help-names",),
}
"""What 提吓我 says outside a lesson, before whatever can be chosen is read out again."""
QUIET: frozenset[ScreenName] = frozenset(("names", "surnames", "secret", "notice", "pictures", "turn"))
"""Where nothing is to be read out: people's names and pictures are shown, and the notice reads itself."""
MISSED = "missed"


def to_choose(state: State) -> tuple[Line, ...]:
    """What stands on this screen to be chosen, or to be known, as it is read out."""
    lines: list[Line] = []
    match state.screen:
        case "home":
            upcoming = next_lesson(state)
            lines += [lesson_at(state, upcoming[0]).title] if upcoming else []
        case "lessons" | "cards":
            first = state.page * PAGE_OF_LESSONS
            lines += [lesson_at(state, one).title for one in listed(state)[first : first + PAGE_OF_LESSONS]]
            lines += [phrase("pick-more")] if len(listed(state)) > PAGE_OF_LESSONS else []
        case "card" if state.card in state.lessons:
            lines += [state.lessons[state.card].title, *state.lessons[state.card].card]
        case "tried" if learnt_last(state):
            lines.append(state.lessons[learnt_last(state)].title)
        case "well-done" if state.play is not None:
            lines += state.play.lesson.card[:3]
    names = CHOICES.get(state.screen, ())
    if state.screen == "me" and (state.beside or state.behind == "lesson"):
        names = names[:-1]
    return (*lines, *map(phrase, names))


def spoken(state: State, line: str) -> Turn:
    """A line is over: what is to be said after it, outside a lesson."""
    if state.after:
        return Turn(replace(state, after=state.after[1:]), (play.Play(state.after[0]),))
    if not state.fresh or state.said is None or state.screen in QUIET:
        return Turn(state)
    if line != state.said.id:
        return Turn(state, (play.Play(state.said),))  # something else was said over it: now it is its turn
    rest = to_choose(state)
    if is_newcomer(state) and state.screen not in state.guided:
        rest += tuple(map(phrase, CONTROLS.get(state.screen, ())))
    state = replace(state, fresh=False, guided=(*state.guided, state.screen))
    return in_turn(state, rest)


def help(state: State) -> Turn:
    """提吓我 outside a lesson: what to do here, and what there is to choose."""
    rest = tuple(map(phrase, HELP.get(state.screen, ())))
    return in_turn(replace(state, fresh=False), (*rest, *to_choose(state)) or (phrase("help-pick"),))


def miss(state: State) -> Turn:
    """A tap where nothing can be tapped, beside the practice phone. From the second one on a screen it is helped."""
    mark = f"{MISSED}/{state.screen}"
    again = mark in state.guided and state.screen != "lesson"
    missed = replace(state, guided=(*state.guided, mark), fresh=False)
    turn = help(missed) if again else in_turn(missed, ())
    rest = tuple(one.line for one in turn.effects if isinstance(one, play.Play))
    return in_turn(turn.state, (phrase("not-here"), *rest, *turn.state.after))


def in_turn(state: State, lines: tuple[Line, ...]) -> Turn:
    """Say these one after the other."""
    if not lines:
        return Turn(replace(state, after=()))
    return Turn(replace(state, after=lines[1:]), (play.Play(lines[0]),))


def is_newcomer(state: State) -> bool:
    """Whether she has not finished a lesson yet."""
    return not any(one.completed for one in state.progress.values())


def amber(turn: Turn, event: play.Input) -> Turn:
    """In a lesson, once a visit and after every long pause: that the amber button goes on."""
    state = turn.state
    if isinstance(event, play.Idle):
        return Turn(replace(state, guided=tuple(one for one in state.guided if one != "lesson")), turn.effects)
    if state.screen != "lesson" or state.play is None or "lesson" in state.guided or state.offers:
        return turn
    is_over = isinstance(event, play.Spoken) and not any(isinstance(one, play.Play) for one in turn.effects)
    view = look_at_lesson(state.play)
    waits = isinstance(view, play.LessonView) and view.primary and not state.play.here.voice
    if not is_over or not waits:
        return turn
    told = replace(state, guided=(*state.guided, "lesson"))
    return Turn(told, (*turn.effects, play.Play(phrase("pick-next"))))
