"""What follows from what was picked or happened."""

from typing import assert_never

from msgspec.structs import replace

from elderapp.lesson.model import Lesson
from elderapp.player import machine, play
from elderapp.player.phrases import phrase
from elderapp.records.people import PICTURES, Learner, Progress, Resume, Roster
from elderapp.records.statements import Result, Statement, Verb
from elderapp.tablet.flow.state import (
    PAGE_OF_LESSONS,
    PAGE_OF_NAMES,
    Effect,
    Given,
    Meet,
    Recall,
    ScreenName,
    State,
    Turn,
    Write,
    current,
    finished,
    listed,
    next_lesson,
    present,
)


def start(roster: Roster, lessons: dict[str, Lesson], given: Given) -> Turn:
    """The tablet wakes at the names."""
    return _go(State(current(roster, given.now), lessons, given=given), "names", "who-are-you")


def meet_roster(state: State, roster: Roster) -> State:
    """A fresh roster. Who has signed in stays signed in; the page starts anew only where it no longer exists."""
    roster = current(roster, state.given.now)
    pages = max(1, -(-len(present(roster)) // PAGE_OF_NAMES))
    return replace(state, roster=roster, page=state.page if state.screen != "names" else state.page % pages)


def remember(state: State, learner: str, progress: dict[str, Progress]) -> State:
    """How far the learner who is signed in has come; anybody else's is ignored."""
    return replace(state, progress=progress) if state.learner and state.learner.id == learner else state


def put(state: State, lesson: Lesson, resume: Resume | None) -> Turn:
    """The lesson as its author has just written it, at this step: for looking at it, nothing is recorded."""
    began = machine.start(lesson, attempt=state.attempt or "look", resume=resume)
    spoken = tuple(each for each in began.effects if isinstance(each, play.Play | play.Wait))
    lessons = {**state.lessons, lesson.id: lesson}
    return Turn(replace(state, lessons=lessons, screen="lesson", play=began.state), spoken)


def reset(state: State, given: Given) -> Turn:
    """Nobody is here any more: back to the names, nothing personal stays. An open attempt ends as idle."""
    written: tuple[Effect, ...] = ()
    if state.screen == "lesson" and state.play:
        left = machine.leave(state.play, "idle")
        written = tuple(e for e in _after(state, left.effects).effects if isinstance(e, Write))
    state = replace(state, given=given, roster=current(state.roster, given.now))
    turn = _go(_signed_out(state), "names", "who-are-you")
    return Turn(turn.state, (*written, *turn.effects))


def pick(state: State, what: str, given: Given) -> Turn:
    """Something on the shell's screen was picked, by its id."""
    state = replace(state, given=given, roster=current(state.roster, given.now))
    if what == "hand":
        return _hand(state)
    if state.screen == "lesson":
        return _pick_in_lesson(state, what)
    if what == "again":
        return Turn(state, (play.Play(state.said),) if state.said else ())
    if what == "hint":
        return _say(state, {"names": "help-names", "home": "help-home"}.get(state.screen, "help-pick"))
    if what == "back":
        return _back(state)
    match state.screen:
        case "names":
            return _pick_name(state, what)
        case "pictures":
            return _pick_picture(state, what.removeprefix("picture:"))
        case "home":
            return _pick_at_home(state, what)
        case "lessons" | "cards":
            return _pick_lesson(state, what)
        case "card":
            return _go(state, "cards", "cards")
        case "well-done":
            return _pick_after(state, what)
        case _:
            assert_never(state.screen)


def happen(state: State, event: play.Input) -> Turn:
    """Something happened inside the lesson: a tap on the phone, the end of a line, a pause."""
    if state.screen != "lesson" or state.play is None:
        return Turn(state)
    turn = machine.advance(state.play, event)
    return _after(replace(state, play=turn.state), turn.effects)


def _signed_out(state: State) -> State:
    return replace(state, learner=None, progress={}, play=None, attempt="", card="", choice="", hand_up=False, page=0)


def _go(state: State, screen: ScreenName, words: str, **changes: object) -> Turn:
    return _say(replace(state, screen=screen, page=0, **changes), words)


def _say(state: State, words: str) -> Turn:
    line = phrase(words)
    return Turn(replace(state, said=line), (play.Play(line),))


def _back(state: State) -> Turn:
    match state.screen:
        case "names" | "pictures":
            return _go(state, "names", "who-are-you")
        case "home":
            return _go(_signed_out(state), "names", "who-are-you")
        case "card":
            return _go(state, "cards", "cards")
        case _:
            return _go_home(state)


def _hand(state: State) -> Turn:
    up = not state.hand_up
    statement = _statement(state, Verb.ASKED, "", {"what": "hand" if up else "lowered"})
    line = phrase("hand-up" if up else "hand-down")
    return Turn(replace(state, hand_up=up), (Write((statement,)), play.Play(line)))


def _pick_name(state: State, what: str) -> Turn:
    if what == "walk-in":
        return _go(state, "pictures", "pick-picture")
    if what == "more":
        pages = -(-len(present(state.roster)) // PAGE_OF_NAMES)
        return Turn(replace(state, page=(state.page + 1) % max(1, pages)))
    learner = next((p for p in state.roster.learners if f"learner:{p.id}" == what), None)
    return _sign_in(state, learner) if learner else Turn(state)


def _pick_picture(state: State, picture: str) -> Turn:
    if picture not in PICTURES:
        return Turn(state)
    guests = sum(1 for p in state.roster.learners if p.name.startswith("新朋友"))
    learner = Learner(state.given.new_id, f"新朋友{guests + 1}", picture)
    session = state.roster.session
    if session:
        session = replace(session, learners=(*session.learners, learner.id))
    roster = replace(state.roster, learners=(*state.roster.learners, learner), session=session)
    turn = _sign_in(replace(state, roster=roster), learner)
    return Turn(turn.state, (Meet(learner), *turn.effects))


def _sign_in(state: State, learner: Learner) -> Turn:
    state = replace(state, learner=learner, progress={}, screen="home")
    effects: list[Effect] = [Recall(learner.id)]
    if state.roster.session:
        effects.append(Write((_statement(state, Verb.ATTENDED, "", {}),)))
    return Turn(state, tuple(effects))


def greet(state: State) -> Turn:
    """Say what the home screen offers, once the learner's progress is known."""
    return _go_home(state) if state.screen == "home" else Turn(state)


def _go_home(state: State) -> Turn:
    upcoming = next_lesson(state)
    return _go(replace(state, play=None, attempt=""), "home", f"home-{upcoming[1]}" if upcoming else "home")


def _pick_at_home(state: State, what: str) -> Turn:
    match what:
        case "go":
            upcoming = next_lesson(state)
            return _begin(state, upcoming[0], is_review=upcoming[1] == "review") if upcoming else Turn(state)
        case "scams":
            return _go(state, "lessons", "scams", choice="scams")
        case "practise":
            return _go(state, "lessons", "lessons", choice="practise")
        case "lessons":
            return _go(state, "lessons", "lessons", choice="lessons")
        case "cards":
            return _go(state, "cards", "cards" if finished(state) else "no-cards")
        case _:
            return Turn(state)


def _pick_lesson(state: State, what: str) -> Turn:
    if what == "more":
        pages = -(-len(listed(state)) // PAGE_OF_LESSONS)
        return Turn(replace(state, page=(state.page + 1) % max(1, pages)))
    lesson = what.removeprefix("lesson:")
    if lesson not in state.lessons:
        return Turn(state)
    if state.screen == "cards":
        return _go(state, "card", "card", card=lesson)
    return _begin(state, lesson)


def _pick_after(state: State, what: str) -> Turn:
    if what == "again-lesson" and state.play:
        return _begin(state, state.play.lesson.id)
    return _go_home(state)


def _begin(state: State, lesson: str, *, is_review: bool = False) -> Turn:
    progress = state.progress.get(lesson)
    attempt = state.given.new_id
    turn = machine.start(
        state.lessons[lesson],
        attempt=attempt,
        resume=progress.resume if progress else None,
        shuffle=int(attempt[:8] or "0", 16),
        earlier=progress,
        is_review=is_review,
    )
    return _after(replace(state, screen="lesson", play=turn.state, attempt=attempt), turn.effects)


def _pick_in_lesson(state: State, what: str) -> Turn:
    inputs: dict[str, play.Input] = {
        "back": play.Back(),
        "again": play.Again(),
        "hint": play.Hint(),
        "next": play.Next(),
    }
    if what.startswith("answer:"):
        return happen(state, play.Chose(what.removeprefix("answer:")))
    return happen(state, inputs[what]) if what in inputs else Turn(state)


def _after(state: State, effects: tuple[play.Effect, ...]) -> Turn:
    """The player's effects in the shell's words: records become statements, written in one go."""
    statements: list[Statement] = []
    rest: list[Effect] = []
    leaves = finishes = False
    for effect in effects:
        match effect:
            case play.Record(verb=verb, object=what, result=result):
                statements.append(_statement(state, verb, what, result))
            case play.Play() | play.Wait():
                rest.append(effect)
            case play.Leave():
                leaves = True
            case play.Finish():
                finishes = True
            case _:
                assert_never(effect)
    written: list[Effect] = [Write(tuple(statements))] if statements else []
    learner = state.learner
    if leaves and learner:
        home = replace(state, screen="home", play=None)
        return Turn(home, (*written, Recall(learner.id), play.Play(phrase("saved"))))
    if finishes and learner:
        spoken = [effect.line for effect in rest if isinstance(effect, play.Play)]
        card = replace(state, screen="well-done", said=spoken[-1] if spoken else phrase("well-done"))
        return Turn(card, (*written, Recall(learner.id), *rest))
    return Turn(state, (*written, *rest))


def _statement(state: State, verb: Verb, what: str, result: Result) -> Statement:
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
