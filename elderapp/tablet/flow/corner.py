"""The trainer's corner: behind a number of one's own; the roll, today's lesson, a pause, people, the tablet."""

from msgspec.structs import replace

from elderapp.player import play
from elderapp.player.phrases import phrase
from elderapp.records.people import Staff
from elderapp.records.statements import Verb
from elderapp.tablet.flow import desk, joining, person, wishes
from elderapp.tablet.flow.person import may_teach
from elderapp.tablet.flow.reading import ordered, present
from elderapp.tablet.flow.saying import about, show, written
from elderapp.tablet.flow.state import (
    PAGE_OF_LESSONS,
    PAUSE,
    Close,
    Export,
    Facts,
    Given,
    Hush,
    Inspect,
    Keep,
    KeepToday,
    Prove,
    ScreenName,
    State,
    Turn,
)

MOST_DIGITS = 6
LEAST_DIGITS = 4
PAGE_OF_ROLL = 8
LOUDEST = (0, 80, 60, 40)
"""Percent that no speaker of this tablet exceeds; 0: only the rule for classes holds."""
_ROOMS: tuple[ScreenName, ...] = ("pin", "corner", "roll", "today", "tablet", "leaving", "join")
SCREENS = frozenset((*_ROOMS, *person.SCREENS, *desk.SCREENS))
OVER = frozenset(("paused", "me", "calling", "turn", "still-you"))
"""Screens that lie over another one, which comes back after them."""


def knock(state: State) -> Turn:
    """Somebody wants in: ask for the number. Who is signed in stays so; a lesson that is open waits."""
    behind = state.behind if state.screen in SCREENS | OVER else state.screen
    if joining.is_open(state) and not state.roster.staff:
        return joining.ask(state, behind)
    return Turn(replace(state, screen="pin", behind=behind, digits="", wrong=False, said=None), (Hush(),))


def admit(state: State, staff: Staff) -> Turn:
    """The number is that of `staff`. A pause ends with it."""
    state = replace(state, staff=staff, digits="", wrong=False, wait=0)
    if state.paused:
        return leave(replace(state, paused=0))
    return Turn(show(state, "corner").state, (Inspect(),))


def turn_away(state: State, wait: int) -> Turn:
    """Nobody has this number; another may be tried in `wait` seconds."""
    return Turn(replace(state, digits="", wrong=True, wait=wait))


def leave(state: State) -> Turn:
    """Back to where it was; a lesson says its line again."""
    state = replace(state, staff=None, digits="", focus=None, reached={}, ticks=(), paused=0, sittings=())
    return wishes.go_on(state)


def back(state: State) -> Turn:
    """One screen back inside the corner."""
    match state.screen:
        case "pin" if state.paused:
            return show(state, "paused")
        case "pin" | "corner" | "join":
            return leave(state)
        case "today" if state.focus:
            return show(state, "person")
        case "leaving":
            return show(state, "tablet")
        case screen if screen in person.SCREENS:
            return person.back(state)
        case screen if screen in desk.SCREENS:
            return desk.back(state)
        case _:
            return show(state, "corner")


def pick(state: State, what: str) -> Turn:
    """Something in the corner was picked."""
    match state.screen:
        case "pin":
            return _pick_digit(state, what)
        case "join":
            return joining.pick(state, what)
        case "corner":
            return _pick_in_corner(state, what)
        case "roll":
            return _pick_on_roll(state, what)
        case "today":
            return _pick_today(state, what)
        case "tablet" | "leaving":
            return _pick_for_tablet(state, what)
        case screen if screen in person.SCREENS:
            return person.pick(state, what)
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
    behind = state.behind if state.screen in SCREENS | OVER else state.screen
    paused = replace(state, screen="paused", behind=behind, staff=None, paused=until, said=None)
    return Turn(paused, (Hush(),))


def pass_time(state: State, given: Given) -> Turn:
    """A pause that was forgotten ends by itself."""
    if state.paused and given.now >= state.paused:
        return leave(replace(state, given=given))
    return Turn(state)


def close(state: State) -> Turn:
    """The trainer has gone: the corner closes. The help desk stays open, it waits for whoever comes."""
    return leave(state) if state.screen in SCREENS and state.screen not in desk.SCREENS else Turn(state)


def _pick_for_tablet(state: State, what: str) -> Turn:
    match what:
        case "loudest":
            after = LOUDEST[(LOUDEST.index(state.loudest) + 1) % len(LOUDEST)] if state.loudest in LOUDEST else 0
            return Turn(replace(state, loudest=after), (Keep("loudest", after), play.Play(phrase("so-loud"))))
        case "export" if state.facts.usb:
            return Turn(state, (Export(), Inspect()))
        case "leave" if may_teach(state):
            return show(state, "leaving")
        case "really" if state.screen == "leaving" and may_teach(state):
            return Turn(state, (Close(),))
        case _:
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
            return show(state, what, focus=None)
        case "today" if may_teach(state):
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
    if state.focus:
        before, chosen = session.lesson_of(state.focus.id), {**session.chosen}
        chosen.pop(state.focus.id, None)
        session = replace(session, chosen=chosen if before == lesson else {**chosen, state.focus.id: lesson})
    else:
        session = replace(session, lesson="" if session.lesson == lesson else lesson)
    turn = show(replace(state, roster=replace(state.roster, session=session)), "person" if state.focus else "corner")
    return Turn(turn.state, (KeepToday(session),))
