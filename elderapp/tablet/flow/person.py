"""One learner in the trainer's corner: her own phone, her lesson today, her pictures, work under the wrong name."""

from msgspec.structs import replace

from elderapp.player import machine, play
from elderapp.records.people import Progress
from elderapp.records.statements import Statement, Verb
from elderapp.tablet.flow import desk, pairing
from elderapp.tablet.flow.reading import finished, present
from elderapp.tablet.flow.saying import about, show, written
from elderapp.tablet.flow.state import (
    PAGE_OF_LESSONS,
    PAGE_OF_PEOPLE,
    Effect,
    LookBack,
    Meet,
    Recall,
    ScreenName,
    Sitting,
    State,
    Turn,
)

SCREENS: tuple[ScreenName, ...] = ("people", "person", "own-phone", "ticks", "unsee", "work", "whose")


def back(state: State) -> Turn:
    """One screen back; from the people to the corner."""
    match state.screen:
        case "people":
            return show(state, "corner")
        case "person":
            return show(state, "people", focus=None, reached={}, sittings=())
        case "ticks":
            return show(state, "own-phone", ticks=())
        case "whose":
            return show(state, "work", sitting="")
        case _:
            return show(state, "person")


def pick(state: State, what: str) -> Turn:
    """Somebody, or something about her."""
    if what == "more":
        return _turn_page(state)
    match state.screen:
        case "people":
            return _pick_person(state, what)
        case "person":
            return _pick_for_person(state, what)
        case "own-phone":
            lesson = what.removeprefix("lesson:")
            return show(state, "ticks", card=lesson, ticks=()) if lesson in to_see(state) else Turn(state)
        case "ticks":
            return _pick_tick(state, what)
        case "unsee":
            return _unsee(state, what.removeprefix("lesson:"))
        case "work":
            known = {one.attempt for one in state.sittings}
            attempt = what.removeprefix("sitting:")
            return show(state, "whose", sitting=attempt) if attempt in known else Turn(state)
        case _:
            return _give(state, what.removeprefix("learner:"))


def may_teach(state: State) -> bool:
    """A volunteer helps; what is taught, and whose work it was, is the trainer's to say."""
    return state.staff is not None and state.staff.role == "trainer"


def to_see(state: State) -> list[str]:
    """The lessons that `focus` has finished, and was not yet seen to do on her own phone."""
    return [i for i in finished(replace(state, progress=state.reached)) if not state.reached[i].own_phone]


def seen(state: State) -> list[str]:
    """The lessons that `focus` was seen to do on her own phone."""
    return [i for i in finished(replace(state, progress=state.reached)) if state.reached[i].own_phone]


def others(state: State) -> list[str]:
    """Who else was in the class: one of them did it."""
    return [p.id for p in present(state.roster) if state.focus is None or p.id != state.focus.id]


def look_back(state: State, sittings: tuple[Sitting, ...]) -> State:
    """The attempts that stand under the name of `focus`, the newest first."""
    return replace(state, sittings=tuple(one for one in sittings if one.lesson in state.lessons))


def _turn_page(state: State) -> Turn:
    many = {
        "people": (len(present(state.roster)), PAGE_OF_PEOPLE),
        "own-phone": (len(to_see(state)), PAGE_OF_LESSONS),
        "unsee": (len(seen(state)), PAGE_OF_LESSONS),
        "work": (len(state.sittings), PAGE_OF_LESSONS),
        "whose": (len(others(state)), PAGE_OF_PEOPLE),
    }.get(state.screen, (0, 1))
    return Turn(replace(state, page=(state.page + 1) % max(1, -(-many[0] // many[1]))))


def _pick_person(state: State, what: str) -> Turn:
    learner = next((p for p in present(state.roster) if f"learner:{p.id}" == what), None)
    if learner is None:
        return Turn(state)
    turn = show(state, "person", focus=learner, reached={})
    return Turn(turn.state, (Recall(learner.id, greets=False),))


def _pick_for_person(state: State, what: str) -> Turn:
    learner = state.focus
    match what:
        case "own-phone":
            return show(state, "own-phone")
        case "unsee" if seen(state):
            return show(state, "unsee")
        case "today" if may_teach(state):
            return show(state, "today")
        case "work" if may_teach(state) and learner:
            return Turn(show(state, "work", sittings=()).state, (LookBack(learner.id),))
        case "new-pictures" if may_teach(state) and learner:
            forgotten = replace(learner, secret="")
            people = tuple(forgotten if p.id == learner.id else p for p in state.roster.learners)
            state = replace(state, roster=replace(state.roster, learners=people), focus=forgotten)
            return Turn(state, (Meet(forgotten),))
        case _:
            return Turn(state)


def _pick_tick(state: State, what: str) -> Turn:
    learner, lines = state.focus, desk.checklist(state.lessons[state.card].opened)
    if what.startswith("tick:") and what.removeprefix("tick:").isdecimal():
        number = int(what.removeprefix("tick:"))
        ticks = set(state.ticks) ^ {number}
        return Turn(replace(state, ticks=tuple(sorted(ticks & set(range(len(lines)))))))
    if what != "seen" or learner is None or len(state.ticks) < len(lines):
        return Turn(state)
    return _saw(replace(state, ticks=()), state.card, "own-phone", is_seen=True)


def _unsee(state: State, lesson: str) -> Turn:
    return _saw(state, lesson, "person", is_seen=False) if lesson in seen(state) else Turn(state)


def _saw(state: State, lesson: str, then: ScreenName, *, is_seen: bool) -> Turn:
    said = about(state, Verb.CORRECTED, lesson, {"own_phone": is_seen}, state.focus.id if state.focus else "")
    before = state.reached.get(lesson, Progress(lesson))
    turn = show(replace(state, reached={**state.reached, lesson: replace(before, own_phone=is_seen)}), then)
    return Turn(turn.state, written(state, said))


def _give(state: State, to: str) -> Turn:
    """An attempt belongs to somebody else. One that is still open ends first, and whoever had it is signed out."""
    found, focus = next((one for one in state.sittings if one.attempt == state.sitting), None), state.focus
    if found is None or focus is None or to not in others(state):
        return Turn(state)
    ended, state = _end(state, found.attempt)
    moved = about(state, Verb.REASSIGNED, found.lesson, {"of": focus.id}, to)
    kept = written(state, *ended, replace(moved, attempt=found.attempt))
    here = [one.id for one in (state.learner, state.beside.learner if state.beside else None) if one]
    again = tuple(Recall(who, greets=False) for who in here)
    effects: tuple[Effect, ...] = (*kept, LookBack(focus.id), *again)
    return Turn(show(state, "work", sitting="", sittings=()).state, effects)


def _end(state: State, attempt: str) -> tuple[list[Statement], State]:
    mine = {state.attempt, state.beside.attempt if state.beside else ""}
    if state.play is None or state.play.over or attempt not in mine:
        return [], state
    inside = replace(state, screen="lesson", staff=None)
    left = machine.leave(state.play, "idle")
    records = [each for each in left.effects if isinstance(each, play.Record)]
    gone = replace(state, play=None, attempt="", learner=None, progress={}, beside=None, behind="names")
    return pairing.said(inside, records), gone
