"""The trainer's corner: behind a number of one's own; the roll, today's lesson, a pause, people, the tablet."""

from msgspec.structs import replace

from elderapp.records.people import Progress, Staff
from elderapp.records.statements import Verb
from elderapp.tablet.flow import desk, wishes
from elderapp.tablet.flow.saying import about, show, written
from elderapp.tablet.flow.state import (
    PAGE_OF_LESSONS,
    PAUSE,
    Facts,
    Given,
    Hush,
    Inspect,
    Meet,
    Prove,
    Recall,
    ScreenName,
    State,
    Turn,
    finished,
    ordered,
    present,
)

MOST_DIGITS = 6
LEAST_DIGITS = 4
PAGE_OF_ROLL = 8
PAGE_OF_PEOPLE = 6
_ROOMS: tuple[ScreenName, ...] = (
    "pin", "corner", "roll", "today", "people", "person", "own-phone", "ticks", "tablet",
)  # fmt: skip
SCREENS = frozenset((*_ROOMS, *desk.SCREENS))


def knock(state: State) -> Turn:
    """Somebody wants in: ask for the number. Who is signed in stays so; a lesson that is open waits."""
    behind = state.behind if state.screen in SCREENS | {"paused", "me"} else state.screen
    return Turn(replace(state, screen="pin", behind=behind, digits="", wrong=False, said=None), (Hush(),))


def admit(state: State, staff: Staff) -> Turn:
    """The number is that of `staff`. A pause ends with it."""
    state = replace(state, staff=staff, digits="", wrong=False, wait=0)
    return leave(replace(state, paused=0)) if state.paused else show(state, "corner")


def turn_away(state: State, wait: int) -> Turn:
    """Nobody has this number; another may be tried in `wait` seconds."""
    return Turn(replace(state, digits="", wrong=True, wait=wait))


def leave(state: State) -> Turn:
    """Back to where it was; a lesson says its line again."""
    state = replace(state, staff=None, digits="", focus=None, reached={}, ticks=(), paused=0)
    return wishes.go_on(state)


def back(state: State) -> Turn:
    """One screen back inside the corner."""
    match state.screen:
        case "pin" if state.paused:
            return show(state, "paused")
        case "pin" | "corner":
            return leave(state)
        case "person":
            return show(state, "people", focus=None, reached={})
        case "own-phone":
            return show(state, "person")
        case "ticks":
            return show(state, "own-phone", ticks=())
        case screen if screen in desk.SCREENS:
            return desk.back(state)
        case _:
            return show(state, "corner")


def pick(state: State, what: str) -> Turn:
    """Something in the corner was picked."""
    match state.screen:
        case "pin":
            return _pick_digit(state, what)
        case "corner":
            return _pick_in_corner(state, what)
        case "roll":
            return _pick_on_roll(state, what)
        case "today":
            return _pick_today(state, what)
        case "people":
            return _pick_person(state, what)
        case "person":
            return _pick_for_person(state, what)
        case "own-phone":
            return _pick_own_phone(state, what)
        case "ticks":
            return _pick_tick(state, what)
        case screen if screen in desk.SCREENS:
            return desk.pick(state, what)
        case _:
            return Turn(state)


def tell(state: State, facts: Facts) -> State:
    """How the tablet stands."""
    return replace(state, facts=facts)


def pause(state: State, until: int) -> Turn:
    """Everybody looks at the trainer: no voice and no timer until released, or until this moment (ms)."""
    if state.paused:  # it lasts longer; whoever is at the door is not sent away
        return Turn(replace(state, paused=until))
    behind = state.behind if state.screen in SCREENS | {"me", "still-you"} else state.screen
    paused = replace(state, screen="paused", behind=behind, staff=None, paused=until, said=None)
    return Turn(paused, (Hush(),))


def pass_time(state: State, given: Given) -> Turn:
    """A pause that was forgotten ends by itself."""
    if state.paused and given.now >= state.paused:
        return leave(replace(state, given=given))
    return Turn(state)


def _pick_digit(state: State, what: str) -> Turn:
    key = what.removeprefix("key:")
    if key.isdecimal() and len(state.digits) < MOST_DIGITS:
        return Turn(replace(state, digits=state.digits + key, wrong=False))
    if key == "del":
        return Turn(replace(state, digits=state.digits[:-1], wrong=False))
    if key == "ok" and len(state.digits) >= LEAST_DIGITS:
        return Turn(state, (Prove(state.digits),))
    return Turn(state)


def _pick_in_corner(state: State, what: str) -> Turn:
    match what:
        case "roll" | "people" if state.roster.session:
            return show(state, what)
        case "today" if _may_teach(state):
            return show(state, "today")
        case "pause":
            return pause(state, state.given.now + PAUSE)
        case "desk":
            return desk.open_desk(state)
        case "tablet":
            turn = show(state, "tablet")
            return Turn(turn.state, (Inspect(),))
        case "changed" if state.play is not None and state.behind == "lesson":
            place = f"{state.play.lesson.id}/{state.play.key}"
            told = about(state, Verb.ASKED, place, {"what": "changed"})
            turn = leave(state)
            return Turn(turn.state, (*written(state, told), *turn.effects))
        case _:
            return Turn(state)


def _may_teach(state: State) -> bool:
    """A volunteer helps; what is taught is the trainer's to say."""
    return state.staff is not None and state.staff.role == "trainer"


def _pick_on_roll(state: State, what: str) -> Turn:
    people = present(state.roster)
    match what:
        case "more":
            pages = -(-len(people) // PAGE_OF_ROLL)
            return Turn(replace(state, page=(state.page + 1) % max(1, pages)))
        case "all":
            return _mark(state, {p.id: "present" for p in people if p.id not in state.marks})
        case "begin":
            return leave(replace(state, behind="names"))
    learner = what.removeprefix("mark:")
    if learner not in {p.id for p in people}:
        return Turn(state)
    return _mark(state, {learner: "absent" if state.marks.get(learner) == "present" else "present"})


def _mark(state: State, marks: dict[str, str]) -> Turn:
    session = state.roster.session
    if session is None or not marks:
        return Turn(state)
    said = [about(state, Verb.ATTENDED, session.id, {"status": mark}, who) for who, mark in marks.items()]
    state = replace(state, marks={**state.marks, **marks})
    return Turn(state, written(state, *said))


def _pick_today(state: State, what: str) -> Turn:
    known = ordered(state)
    if what == "more":
        pages = -(-len(known) // PAGE_OF_LESSONS)
        return Turn(replace(state, page=(state.page + 1) % max(1, pages)))
    lesson, session = what.removeprefix("lesson:"), state.roster.session
    if lesson not in state.lessons or session is None:
        return Turn(state)
    roster = replace(state.roster, session=replace(session, lesson=lesson))
    return show(replace(state, roster=roster), "corner")


def _pick_person(state: State, what: str) -> Turn:
    people = present(state.roster)
    if what == "more":
        pages = -(-len(people) // PAGE_OF_PEOPLE)
        return Turn(replace(state, page=(state.page + 1) % max(1, pages)))
    learner = next((p for p in people if f"learner:{p.id}" == what), None)
    if learner is None:
        return Turn(state)
    turn = show(state, "person", focus=learner, reached={})
    return Turn(turn.state, (Recall(learner.id),))


def _pick_for_person(state: State, what: str) -> Turn:
    learner = state.focus
    if learner is None:
        return Turn(state)
    if what == "own-phone":
        return show(state, "own-phone")
    if what == "new-pictures" and _may_teach(state):
        forgotten = replace(learner, secret="")
        people = tuple(forgotten if p.id == learner.id else p for p in state.roster.learners)
        state = replace(state, roster=replace(state.roster, learners=people), focus=forgotten)
        return Turn(state, (Meet(forgotten),))
    return Turn(state)


def to_see(state: State) -> list[str]:
    """The lessons that `focus` has finished, and was not yet seen to do on her own phone."""
    return [i for i in finished(replace(state, progress=state.reached)) if not state.reached[i].own_phone]


def _pick_own_phone(state: State, what: str) -> Turn:
    if what == "more":
        pages = -(-len(to_see(state)) // PAGE_OF_LESSONS)
        return Turn(replace(state, page=(state.page + 1) % max(1, pages)))
    lesson = what.removeprefix("lesson:")
    return show(state, "ticks", card=lesson, ticks=()) if lesson in to_see(state) else Turn(state)


def _pick_tick(state: State, what: str) -> Turn:
    learner, lines = state.focus, desk.checklist(state.lessons[state.card])
    if what.startswith("tick:") and what.removeprefix("tick:").isdecimal():
        number = int(what.removeprefix("tick:"))
        ticks = set(state.ticks) ^ {number}
        return Turn(replace(state, ticks=tuple(sorted(ticks & set(range(len(lines)))))))
    if what != "seen" or learner is None or len(state.ticks) < len(lines):
        return Turn(state)
    said = about(state, Verb.CORRECTED, state.card, {"own_phone": True}, learner.id)
    before = state.reached.get(state.card, Progress(state.card))
    reached = {**state.reached, state.card: replace(before, own_phone=True)}
    turn = show(replace(state, reached=reached, ticks=()), "own-phone")
    return Turn(turn.state, written(state, said))
