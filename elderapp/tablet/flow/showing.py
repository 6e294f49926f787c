"""What each screen shows, read off the state."""

from typing import assert_never

from elderapp.player import mastery, play
from elderapp.player.phrases import phrase
from elderapp.player.view import look as look_at_lesson
from elderapp.records.people import PICTURES
from elderapp.tablet import views
from elderapp.tablet.flow.state import PAGE_OF_LESSONS, PAGE_OF_NAMES, State, listed, next_lesson, present

GREETINGS = {
    ("begin", "morning"): "{name}，早晨。今日學呢課：",
    ("begin", "afternoon"): "{name}，午安。今日學呢課：",
    ("begin", "evening"): "{name}，晚安。今日學呢課：",
    ("continue", "morning"): "{name}，早晨。上次學到呢度：",
    ("continue", "afternoon"): "{name}，午安。上次學到呢度：",
    ("continue", "evening"): "{name}，晚安。上次學到呢度：",
    ("review", "morning"): "{name}，早晨。我哋再練吓：",
    ("review", "afternoon"): "{name}，午安。我哋再練吓：",
    ("review", "evening"): "{name}，晚安。我哋再練吓：",
}
"""Whole sentences, so that each language can say them its own way."""


def look(state: State) -> views.View:
    """What is on the screen."""
    match state.screen:
        case "names":
            people = present(state.roster)
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


def _card_of(state: State, lesson: str) -> views.LessonCard:
    found = state.lessons[lesson]
    word = mastery.word(state.progress.get(lesson), found, state.given.today)
    return views.LessonCard(lesson, found.title, found.track, word)


def _home(state: State) -> views.HomeView:
    upcoming = next_lesson(state)
    verb = upcoming[1] if upcoming else "begin"
    hour = state.given.hour
    part = "morning" if hour < 12 else "afternoon" if hour < 18 else "evening"
    card = _card_of(state, upcoming[0]) if upcoming else None
    return views.HomeView(GREETINGS[verb, part], card, verb, ("practise", "scams", "lessons", "cards"))


def _choice(state: State) -> views.LessonsView:
    ids = listed(state)
    first = state.page * PAGE_OF_LESSONS
    cards = tuple(_card_of(state, i) for i in ids[first : first + PAGE_OF_LESSONS])
    return views.LessonsView(state.said or phrase("lessons"), cards, more=len(ids) > PAGE_OF_LESSONS)


def _playing(state: State) -> views.View:
    if state.play is None:
        return _home(state)
    view = look_at_lesson(state.play)
    if isinstance(view, play.LessonView):
        return view
    lesson = state.lessons[view.lesson]
    return views.WellDoneView(view, mastery.word(state.progress.get(view.lesson), lesson, state.given.today))
