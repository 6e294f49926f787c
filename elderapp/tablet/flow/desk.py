"""The help desk: somebody drops in with a question about her own phone. One enquiry takes a few taps and no name."""

from msgspec.structs import replace

from elderapp.lesson.model import Checklist, Lesson, Line
from elderapp.records.people import Learner
from elderapp.records.statements import Result, Verb
from elderapp.tablet.flow.reading import ordered
from elderapp.tablet.flow.saying import GUEST, about, show, written
from elderapp.tablet.flow.state import PAGE_OF_LESSONS, Enquiry, ScreenName, State, Turn

SCREENS: tuple[ScreenName, ...] = ("desk", "desk-phone", "desk-end", "desk-lesson", "desk-show", "desk-card")
TOPICS = ("pay", "message", "video", "password", "text-size", "sound", "internet", "other", "scam")
PHONES = ("android", "iphone", "other")
OUTCOMES = ("solved", "referred", "lesson")
_TRACKS = {"pay": "e-payments", "scam": "scams"}
"""Where the lessons of a topic are; other topics are everyday use of the phone."""
MOST_MINUTES = 120
SAME_VISIT = 30 * 60_000
"""Milliseconds after a question in which the next one may be the same visitor's."""


def open_desk(state: State) -> Turn:
    """The next question; its time counts from here."""
    return show(replace(state, enquiry=Enquiry(began=state.given.now, before=state.enquiry.before)), "desk")


def may_be_again(state: State) -> bool:
    """Whether the question before was noted so lately that the same visitor may be asking."""
    asked = state.enquiry
    return 0 < asked.before <= asked.began <= asked.before + SAME_VISIT


def back(state: State) -> Turn:
    """One step back; from the first one to the corner."""
    match state.screen:
        case "desk":
            return show(state, "corner")
        case "desk-phone":
            return show(state, "desk")
        case "desk-end":
            return show(state, "desk-phone")
        case "desk-show":
            return show(state, "desk-lesson")
        case "desk-card":
            return show(state, "desk-show")
        case _:
            return show(state, "desk-end")


def pick(state: State, what: str) -> Turn:
    """A topic, a kind of phone, how it ended, a lesson."""
    asked = state.enquiry
    match state.screen:
        case "desk" if what in TOPICS:
            return show(replace(state, enquiry=replace(asked, topic=what)), "desk-phone")
        case "desk-phone" if what in PHONES:
            return show(replace(state, enquiry=replace(asked, phone=what)), "desk-end")
        case "desk-end" if what == "same-visitor" and may_be_again(state):
            return Turn(replace(state, enquiry=replace(asked, again=not asked.again)))
        case "desk-end" if what == "lesson":
            return show(state, "desk-lesson")
        case "desk-end" if what in OUTCOMES:
            return _note(state, what, "")
        case "desk-lesson":
            return _pick_lesson(state, what)
        case "desk-show" if what == "card":
            return show(state, "desk-card")
        case "desk-show" | "desk-card" if what in {"try", "next"}:
            return _give_lesson(state, tries=what == "try")
        case _:
            return Turn(state)


def suggested(state: State) -> list[str]:
    """Lessons for the topic, those of its track first."""
    track = _TRACKS.get(state.enquiry.topic, "basics")
    return sorted(ordered(state), key=lambda i: state.lessons[i].track != track)


def checklist(lesson: Lesson) -> tuple[Line, ...]:
    """What is done on one's own phone; the card's first lines where the lesson has no list."""
    steps = [step for stage in lesson.stages for step in stage.steps if isinstance(step, Checklist)]
    return tuple(line for step in steps for line in step.items) or lesson.card[:3]


def _pick_lesson(state: State, what: str) -> Turn:
    known = suggested(state)
    if what == "more":
        pages = -(-len(known) // PAGE_OF_LESSONS)
        return Turn(replace(state, page=(state.page + 1) % max(1, pages)))
    lesson = what.removeprefix("lesson:")
    return show(state, "desk-show", card=lesson) if lesson in state.lessons else Turn(state)


def _give_lesson(state: State, *, tries: bool) -> Turn:
    """Noted as given; whoever asked reads its card, or tries it at once.

    She tries as a guest: ``choice`` is then ``desk``, ``card`` the lesson.
    """
    lesson = state.card
    noted = _note(state, "lesson", lesson)
    if not tries:
        return noted
    visitor = Learner(f"{GUEST}{state.given.new_id}", "", "teacup", told=True, volume=100)
    return Turn(replace(noted.state, learner=visitor, progress={}, choice="desk", card=lesson), noted.effects)


def _note(state: State, outcome: str, lesson: str) -> Turn:
    asked = state.enquiry
    minutes = min(MOST_MINUTES, max(1, -(-(state.given.now - asked.began) // 60_000)))
    result: Result = {"topic": asked.topic, "phone": asked.phone, "outcome": outcome, "minutes": minutes}
    told: Result = {**({"lesson": lesson} if lesson else {}), **({"again": True} if asked.again else {})}
    said = about(state, Verb.ASKED, "@desk", {**result, **told})
    turn = open_desk(replace(state, enquiry=replace(asked, before=state.given.now)))
    return Turn(turn.state, written(state, said))
