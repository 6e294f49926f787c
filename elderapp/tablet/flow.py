"""From picking up the tablet to the well done card: which screen, what is said, what is written down. Pure.

The shell tells what was picked; the flow answers with a new state and with effects. It knows no widget, no clock and no
file: the day, the hour and fresh ids come as arguments.
"""

from typing import Literal, assert_never

from msgspec import Struct
from msgspec.structs import replace

from elderapp.lesson.model import TRACKS, Lesson, Line
from elderapp.player import machine, mastery, play, review
from elderapp.player.phrases import phrase
from elderapp.player.view import look as look_at_lesson
from elderapp.records.people import PICTURES, Learner, Progress, Roster
from elderapp.records.statements import Result, Statement, Verb
from elderapp.tablet import views

PAGE_OF_NAMES = 6
PAGE_OF_LESSONS = 4
ScreenName = Literal["names", "pictures", "home", "lessons", "cards", "card", "lesson", "well-done"]


class Given(Struct, frozen=True):
    """What the world gives: today's Hong Kong day (ISO), the hour there, one fresh id."""

    today: str
    hour: int
    new_id: str


class State(Struct, frozen=True):
    """Where the tablet stands. `said` is the line 再聽一次 repeats outside a lesson."""

    roster: Roster
    lessons: dict[str, Lesson]
    screen: ScreenName = "names"
    page: int = 0
    learner: Learner | None = None
    progress: dict[str, Progress] = {}
    choice: Literal["", "again", "scams", "lessons"] = ""
    card: str = ""
    play: machine.State | None = None
    attempt: str = ""
    hand_up: bool = False
    said: Line | None = None
    given: Given = Given("", 0, "")


class Write(Struct, frozen=True):
    """Write these statements, and the progress that belongs to them, at once."""

    statements: tuple[Statement, ...]


class Meet(Struct, frozen=True):
    """Somebody new: keep her, and tell the hub."""

    learner: Learner


class Recall(Struct, frozen=True):
    """Read how far this learner has come and tell it with `remember`."""

    learner: str


Effect = Write | Meet | Recall | play.Play | play.Wait


class Turn(Struct, frozen=True):
    """The new state and what the shell must do, in this order."""

    state: State
    effects: tuple[Effect, ...] = ()


def start(roster: Roster, lessons: dict[str, Lesson], given: Given) -> Turn:
    """The tablet wakes at the names."""
    return _go(State(roster, lessons, given=given), "names", "who-are-you")


def meet_roster(state: State, roster: Roster) -> State:
    """A fresh roster. Who has signed in stays signed in; the page starts anew only where it no longer exists."""
    pages = max(1, -(-len(_present(roster)) // PAGE_OF_NAMES))
    return replace(state, roster=roster, page=state.page if state.screen != "names" else state.page % pages)


def remember(state: State, learner: str, progress: dict[str, Progress]) -> State:
    """How far the learner who is signed in has come; anybody else's is ignored."""
    return replace(state, progress=progress) if state.learner and state.learner.id == learner else state


def reset(state: State, given: Given) -> Turn:
    """Nobody is here any more: back to the names, nothing personal stays. An open attempt ends as idle."""
    effects: tuple[Effect, ...] = ()
    if state.screen == "lesson" and state.play:
        effects = (Write((_statement(state, Verb.TERMINATED, "", {"why": "idle"}),)),)
    turn = _go(_signed_out(replace(state, given=given)), "names", "who-are-you")
    return Turn(turn.state, (*effects, *turn.effects))


def pick(state: State, what: str, given: Given) -> Turn:
    """Something on the shell's screen was picked, by its id."""
    state = replace(state, given=given)
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


def look(state: State) -> views.View:
    """What is on the screen."""
    match state.screen:
        case "names":
            people = _present(state.roster)
            first = state.page * PAGE_OF_NAMES
            return views.NamesView(
                phrase("who-are-you"), people[first : first + PAGE_OF_NAMES], more=len(people) > PAGE_OF_NAMES
            )
        case "pictures":
            return views.PicturesView(phrase("pick-picture"), PICTURES[:6])
        case "home":
            return _home(state)
        case "lessons" | "cards":
            return _choice(state)
        case "card":
            lesson = state.lessons[state.card]
            return views.CardView(lesson.title, lesson.card)
        case "lesson" | "well-done":
            return _playing(state)
        case _:
            assert_never(state.screen)


def rail(state: State) -> views.Rail:
    """What stands in the rail."""
    return views.Rail(state.roster.tablet, state.learner, state.hand_up)


def next_lesson(state: State) -> tuple[str, Literal["begin", "continue", "review"]] | None:
    """What comes next: the trainer's choice for today, what was left in the middle, a review, something new."""
    today = state.given.today
    open_now = [p for p in state.progress.values() if p.resume and p.lesson in state.lessons]
    session = state.roster.session
    chosen = session.lesson if session else ""
    if chosen in state.lessons and not _done_today(state, chosen):
        return chosen, "continue" if any(p.lesson == chosen for p in open_now) else "begin"
    if open_now:
        return max(open_now, key=lambda p: p.last_wall).lesson, "continue"
    ordered = _ordered(state)
    due = [i for i in ordered if i in state.progress and review.is_due(state.progress[i], today)]
    if due:
        return due[0], "review"
    new = [i for i in ordered if i not in state.progress]
    if new:
        return new[0], "begin"
    return (ordered[0], "review") if ordered else None


def _done_today(state: State, lesson: str) -> bool:
    progress = state.progress.get(lesson)
    return progress is not None and progress.resume is None and progress.last_day == state.given.today


def _ordered(state: State) -> list[str]:
    return sorted(state.lessons, key=lambda i: (TRACKS.index(state.lessons[i].track), i))


def _present(roster: Roster) -> tuple[Learner, ...]:
    """Names stand on the screen only for the session that is open now."""
    if roster.session is None:
        return ()
    here = set(roster.session.learners)
    return tuple(learner for learner in roster.learners if learner.id in here)


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
        pages = -(-len(_present(state.roster)) // PAGE_OF_NAMES)
        return Turn(replace(state, page=(state.page + 1) % max(1, pages)))
    learner = next((p for p in state.roster.learners if f"learner:{p.id}" == what), None)
    return _sign_in(state, learner) if learner else Turn(state)


def _pick_picture(state: State, picture: str) -> Turn:
    if picture not in PICTURES:
        return Turn(state)
    guests = sum(1 for p in state.roster.learners if p.name.startswith("新朋友"))
    learner = Learner(state.given.new_id, f"新朋友{guests + 1}", picture)
    roster = replace(state.roster, learners=(*state.roster.learners, learner))
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
            return _begin(state, upcoming[0]) if upcoming else Turn(state)
        case "scams":
            return _go(state, "lessons", "scams", choice="scams")
        case "again":
            return _go(state, "lessons", "lessons", choice="again")
        case "lessons":
            return _go(state, "lessons", "lessons", choice="lessons")
        case "cards":
            return _go(state, "cards", "cards" if _finished(state) else "no-cards")
        case _:
            return Turn(state)


def _pick_lesson(state: State, what: str) -> Turn:
    if what == "more":
        pages = -(-len(_listed(state)) // PAGE_OF_LESSONS)
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


def _begin(state: State, lesson: str) -> Turn:
    progress = state.progress.get(lesson)
    attempt = state.given.new_id
    turn = machine.start(
        state.lessons[lesson],
        attempt=attempt,
        resume=progress.resume if progress else None,
        shuffle=int(attempt[:8] or "0", 16),
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
                statements.append(_statement(state, verb, what, _numbered(state, verb, result)))
            case play.Play() | play.Wait():
                rest.append(effect)
            case play.Leave():
                leaves = True
            case play.Finish():
                finishes = True
            case _:
                assert_never(effect)
    written: list[Effect] = [Write(tuple(statements))] if statements else []
    if leaves and state.learner:
        return Turn(
            replace(state, screen="home", play=None), (*written, Recall(state.learner.id), play.Play(phrase("saved")))
        )
    if finishes and state.learner:
        line = phrase("well-done")
        state = replace(state, screen="well-done", said=line)
        return Turn(state, (*written, Recall(state.learner.id), *rest))
    return Turn(state, (*written, *rest))


def _numbered(state: State, verb: Verb, result: Result) -> Result:
    """A beginning says how many attempts this tablet knew of, itself included: the latest is told by it."""
    if verb != Verb.INITIALIZED or state.play is None:
        return result
    before = state.progress.get(state.play.lesson.id)
    return {**result, "nth": (before.nth if before else 0) + 1}


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


def _card_of(state: State, lesson: str) -> views.LessonCard:
    found = state.lessons[lesson]
    word = mastery.word(state.progress.get(lesson), found, state.given.today)
    return views.LessonCard(lesson, found.title, found.track, word)


def _home(state: State) -> views.HomeView:
    upcoming = next_lesson(state)
    hour = state.given.hour
    hello = "早晨" if hour < 12 else "午安" if hour < 18 else "晚安"
    tail = {"begin": "今日學呢課：", "continue": "上次學到呢度：", "review": "我哋再練吓："}
    verb = upcoming[1] if upcoming else "begin"
    name = state.learner.name if state.learner else ""
    return views.HomeView(
        Line("", f"{name}，{hello}。{tail[verb]}"),
        _card_of(state, upcoming[0]) if upcoming else None,
        verb,
        ("again", "scams", "lessons", "cards"),
    )


def _finished(state: State) -> list[str]:
    return [i for i in _ordered(state) if i in state.progress and state.progress[i].completed]


def _listed(state: State) -> list[str]:
    ordered = _ordered(state)
    if state.screen == "cards":
        return _finished(state)
    if state.choice == "scams":
        return [i for i in ordered if state.lessons[i].track == "scams"]
    if state.choice == "again":
        return [i for i in ordered if i in state.progress]
    return ordered


def _choice(state: State) -> views.LessonsView:
    listed = _listed(state)
    first = state.page * PAGE_OF_LESSONS
    cards = tuple(_card_of(state, i) for i in listed[first : first + PAGE_OF_LESSONS])
    return views.LessonsView(state.said or phrase("lessons"), cards, more=len(listed) > PAGE_OF_LESSONS)


def _playing(state: State) -> views.View:
    if state.play is None:
        return _home(state)
    view = look_at_lesson(state.play)
    if isinstance(view, play.LessonView):
        return view
    lesson = state.lessons[view.lesson]
    return views.WellDoneView(view, mastery.word(state.progress.get(view.lesson), lesson, state.given.today))
