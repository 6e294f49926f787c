"""What follows from what was picked or happened."""

from collections.abc import Mapping

from msgspec.structs import replace

from elderapp.lesson.model import Cover, Lesson
from elderapp.player import drilling, machine, play
from elderapp.player.phrases import phrase
from elderapp.records.people import Progress, Resume, Roster
from elderapp.tablet.flow import arriving, corner, guide, pairing, wishes
from elderapp.tablet.flow import lessons as playing
from elderapp.tablet.flow.reading import current, finished, listed, named, next_lesson
from elderapp.tablet.flow.saying import go, hand
from elderapp.tablet.flow.state import PAGE_OF_LESSONS, PAGE_OF_NAMES, Effect, Given, ScreenName, State, Turn, Write


def start(
    roster: Roster, lessons: Mapping[str, Cover], given: Given, languages: tuple[str, ...] = ("yue", "en")
) -> Turn:
    """The tablet wakes at the names. `languages` are those it speaks, its own first."""
    return arriving.names(stock(State(current(roster, given.now), {}, given=given), lessons, languages))


def stock(state: State, lessons: Mapping[str, Cover], languages: tuple[str, ...]) -> State:
    """The lessons that are there, and the languages in which the tablet gives them, its own first."""
    bank = drilling.bank_of(lessons)
    courses = {name: one for name, one in lessons.items() if not one.is_bank}
    return replace(state, lessons=courses, bank=bank, languages=languages)


def meet_roster(state: State, roster: Roster) -> State:
    """A fresh roster. Who has signed in stays signed in; the page starts anew only where it no longer exists."""
    roster = current(roster, state.given.now)
    chosen = state.roster.session
    if chosen and roster.session and chosen.id == roster.session.id:
        lesson, some = roster.session.lesson or chosen.lesson, roster.session.chosen or chosen.chosen
        roster = replace(roster, session=replace(roster.session, lesson=lesson, chosen=some))
    state = replace(state, roster=roster)
    pages = max(1, -(-len(named(state)) // PAGE_OF_NAMES))
    return state if state.screen != "names" else replace(state, page=state.page % pages)


def remember(state: State, learner: str, progress: dict[str, Progress]) -> State:
    """How far the learner who is signed in has come, or the one a trainer looks at; anybody else's is ignored."""
    if state.focus and state.focus.id == learner and state.screen in corner.SCREENS:
        state = replace(state, reached=progress)
    if state.beside and state.beside.learner.id == learner:
        state = replace(state, beside=replace(state.beside, progress=progress))
    return replace(state, progress=progress) if state.learner and state.learner.id == learner else state


def put(state: State, lesson: Lesson, resume: Resume | None) -> Turn:
    """The lesson as its author has just written it, at this step: for looking at it, nothing is recorded."""
    began = machine.start(lesson, attempt=state.attempt or "look", resume=resume)
    spoken = tuple(each for each in began.effects if isinstance(each, play.Play | play.Wait))
    lessons = {**state.lessons, lesson.id: lesson}
    return Turn(replace(state, lessons=lessons, screen="lesson", play=began.state), spoken)


def reset(state: State, given: Given) -> Turn:
    """Nobody is here any more: back to the names, nothing personal stays. An open attempt ends as idle."""
    kept: tuple[Effect, ...] = ()
    if state.play:
        left = machine.leave(state.play, "idle")
        inside = replace(state, screen="lesson", staff=None)
        kept = tuple(e for e in playing.after(inside, left.effects).effects if isinstance(e, Write))
    state = replace(state, given=given, roster=current(state.roster, given.now))
    turn = arriving.names(state)
    return Turn(turn.state, (*kept, *turn.effects))


def pick(state: State, what: str, given: Given) -> Turn:
    """Something on the shell's screen was picked, by its id."""
    state = replace(state, given=given, roster=current(state.roster, given.now))
    if what == "door" and state.screen not in corner.SCREENS:
        return corner.knock(state)
    if state.screen == "paused":
        return Turn(state)
    if what == "hand":
        return _hand(state)
    if state.screen == "lesson":
        return playing.pick(state, what)
    if state.screen in corner.SCREENS:
        return _pick_in_corner(state, what)
    if what == "again":
        return say_again(state)
    if what == "hint":
        return guide.help(state)
    if what == "back":
        return _back(state)
    return _pick_outside(state, what)


def say_again(state: State) -> Turn:
    """再聽一次: the screen's line once more, and what there is to choose; what is read out begins anew."""
    if lines := arriving.lines_to_read(state):
        return Turn(replace(state, line=0), (play.Play(lines[0]),))
    return Turn(replace(state, fresh=True, after=()), (play.Play(state.said),)) if state.said else Turn(state)


def _pick_outside(state: State, what: str) -> Turn:
    match state.screen:
        case "names":
            return arriving.pick_name(state, what)
        case "surnames":
            return arriving.pick_surname(state, what)
        case "pictures":
            return arriving.pick_picture(state, what.removeprefix("picture:"))
        case "secret":
            return arriving.pick_secret(state, what.removeprefix("picture:"))
        case "notice":
            return arriving.pick_notice(state, what)
        case "hearing":
            return arriving.pick_hearing(state, what)
        case "tried":
            return arriving.pick_tried(state, what)
        case "recap":
            return arriving.pick_recap(state, what)
        case "still-you":
            return wishes.pick_still_you(state, what)
        case "turn":
            return _pick_turn(state, what)
        case "calling":
            return wishes.go_on(state) if what == "go-on" else Turn(state)
        case "trouble":
            return wishes.recover(state) if what == "go-on" else Turn(state)
        case "home":
            return _pick_at_home(state, what)
        case "me":
            return wishes.pick(state, what)
        case "lessons" | "cards":
            return _pick_lesson(state, what)
        case "card":
            return go(state, "cards", "cards")
        case "well-done":
            return _pick_after(state, what)
        case _:
            return Turn(state)


def _pick_in_corner(state: State, what: str) -> Turn:
    if what == "back":
        return corner.back(state)
    if state.screen == "corner" and what == "helped" and state.play is not None and state.behind == "lesson":
        return playing.happen(replace(state, staff=None, screen="lesson"), play.Helped())
    turn = corner.pick(state, what)
    if turn.state.choice == "desk" and turn.state.screen == "desk":
        visit = replace(turn.state, staff=None, choice="")
        begun = playing.begin(visit, visit.card, is_review=True)
        return Turn(begun.state, (*turn.effects, *begun.effects))
    return turn


def _pick_turn(state: State, what: str) -> Turn:
    """She whose turn it is has tapped her name."""
    if state.learner is None or what != f"learner:{state.learner.id}":
        return Turn(state)
    return wishes.go_on(state)


def _back(state: State) -> Turn:
    if state.beside is not None and state.learner is None:
        return arriving.home(pairing.cancel(state))
    match state.screen:
        case "names" if state.surname:
            return go(state, "surnames", "which-surname", surname="")
        case "names" | "surnames" | "pictures" | "secret" | "notice" | "hearing" | "home":
            return arriving.names(state)
        case "still-you":
            return wishes.pick_still_you(state, "yes")
        case "card":
            return go(state, "cards", "cards")
        case "me" | "turn" | "calling":
            return wishes.go_on(state)
        case _:
            return arriving.home(state)


def _hand(state: State) -> Turn:
    """Up, the tablet shows its number from afar until somebody goes on; down, all is as before."""
    up = not state.hand_up
    kept = Write((hand(state, "hand" if up else "lowered"),))
    state = replace(state, hand_up=up, offers=False, after=())
    line = play.Play(phrase("hand-up" if up else "hand-down"))
    if state.screen == "calling":
        turn = wishes.go_on(state)
        return Turn(turn.state, (kept, *turn.effects, line))
    if not up or state.screen in corner.SCREENS:
        return Turn(state, (kept, line))
    calling = replace(state, screen="calling", behind=_waits_behind(state), said=line.line, fresh=True)
    return Turn(calling, (kept, line))


def _waits_behind(state: State) -> ScreenName:
    """The screen that comes back after one that lies over it."""
    if state.screen in {"lesson", "turn"}:
        return "lesson"
    return state.behind if state.screen in {"me", "still-you", "trouble"} else "home"


def greet(state: State) -> Turn:
    """What comes first on this visit, once the learner's progress is known."""
    return arriving.onward(state) if state.screen == "home" else Turn(state)


def _pick_at_home(state: State, what: str) -> Turn:
    match what:
        case "go":
            upcoming = next_lesson(state)
            return playing.begin(state, upcoming[0], is_review=upcoming[1] == "review") if upcoming else Turn(state)
        case "scams":
            return go(state, "lessons", "scams", choice="scams")
        case "me":
            return wishes.open_wishes(state)
        case "lessons":
            return go(state, "lessons", "lessons", choice="lessons")
        case "cards":
            return go(state, "cards", "cards" if finished(state) else "no-cards")
        case _:
            return Turn(state)


def _pick_lesson(state: State, what: str) -> Turn:
    if what == "more":
        pages = -(-len(listed(state)) // PAGE_OF_LESSONS)
        turned = replace(state, page=(state.page + 1) % max(1, pages), fresh=False)
        return guide.in_turn(turned, guide.to_choose(turned))
    lesson = what.removeprefix("lesson:")
    if state.bank and lesson == state.bank.id and lesson in listed(state):
        return playing.practise(state, state.bank)
    if lesson not in state.lessons:
        return Turn(state)
    if state.screen == "cards":
        return go(state, "card", "card", card=lesson)
    return playing.begin(state, lesson)


def _pick_after(state: State, what: str) -> Turn:
    if what == "again-lesson" and state.play:
        if state.bank and state.play.lesson.id == state.bank.id:
            return playing.practise(state, state.bank)
        return playing.begin(state, state.play.lesson.id)
    return arriving.home(state)
