"""What each screen shows, read off the state."""

from elderapp.player import mastery, play
from elderapp.player.phrases import phrase
from elderapp.player.view import look as look_at_lesson
from elderapp.records.people import PICTURES, Learner
from elderapp.tablet import views
from elderapp.tablet.flow import arriving, corner, corner_showing, joining, wishes
from elderapp.tablet.flow.reading import learnt_last, lesson_at, listed, named, next_lesson, surnames
from elderapp.tablet.flow.saying import is_guest
from elderapp.tablet.flow.state import PAGE_OF_LESSONS, PAGE_OF_NAMES, State
from elderapp.tablet.views import Choice

GREETINGS = {"morning": "{name}，早晨。", "afternoon": "{name}，午安。", "evening": "{name}，晚安。"}
"""Whole sentences, so that each language can say them its own way. What is said stands under them."""
WALK_IN = ("我第一次嚟", "waving_hand")
HEARING = (
    Choice("hear", "聽到", "check_circle"),
    Choice("louder", "大聲啲", "volume_up"),
    Choice("earphones", "用耳筒", "headphones"),
    Choice("read", "我睇字", "visibility"),
)
TRIED = (
    Choice("yes", "試咗", "check_circle"),
    Choice("no", "未試", "radio_button_unchecked"),
    Choice("stuck", "卡住咗", "help"),
)
STILL_YOU = (Choice("yes", "係，繼續", "check"), Choice("no", "唔係我", "person_search"))


def look(state: State) -> views.View:
    """What is on the screen."""
    if state.screen in corner.SCREENS:
        return corner_showing.look(state)
    match state.screen:
        case "names":
            return _names(state)
        case "turn" if state.learner:
            return views.NamesView(phrase("your-go"), (state.learner,), more=False, walk_in=False)
        case "calling":
            go_on = Choice("go-on", "繼續", "arrow_forward", tone="primary")
            return views.TroubleView(state.roster.tablet, phrase("hand-up"), go_on)
        case "surnames" | "hearing" | "tried" | "still-you" | "me":
            return _question(state)
        case "pictures":
            return views.PicturesView(phrase("pick-picture"), PICTURES[:6])
        case "secret":
            return views.SecretView(state.said or phrase("your-pictures"), PICTURES[:6], len(state.secret))
        case "notice" | "recap":
            return _read_out(state)
        case "lessons" | "cards":
            return _choice(state)
        case "card":
            lesson = state.lessons[state.card]
            return views.CardView(lesson.title, lesson.card, track=lesson.track)
        case "lesson" | "well-done":
            return _playing(state)
        case "trouble":
            go_on = Choice("go-on", "繼續", "arrow_forward", tone="primary")
            return views.TroubleView(state.roster.tablet, phrase("ask-trainer"), go_on)
        case "paused":
            return views.PausedView(phrase("paused-all"))
        case _:
            return _home(state)


def rail(state: State) -> views.Rail:
    """What stands in the rail. Between its buttons is the door: to her own page, or to the trainer's corner."""
    if state.screen in corner.SCREENS:
        return views.Rail(state.roster.tablet, trainer=state.staff.name if state.staff else "…")
    learner = None if is_guest(state) else state.learner
    opens = "me" if learner and state.screen == "lesson" else ""
    if (state.roster.staff or joining.is_open(state)) and (state.learner is None or state.screen in {"paused", "me"}):
        opens = "door"
    shown = None if state.screen in {"paused", "me"} else learner
    return views.Rail(state.roster.tablet, shown, state.hand_up, opens, offers=state.offers)


def _names(state: State) -> views.View:
    people = named(state)
    first = state.page * PAGE_OF_NAMES
    return views.NamesView(
        phrase("who-else") if state.beside else phrase("who-are-you"),
        people[first : first + PAGE_OF_NAMES],
        more=len(people) > PAGE_OF_NAMES,
        guest=state.roster.session is None and state.beside is None,
    )


def _question(state: State) -> views.View:
    asked, topic, more = state.said or phrase("home"), None, False
    match state.screen:
        case "surnames":
            known = surnames(state)
            first = state.page * arriving.PAGE_OF_SURNAMES
            page = known[first : first + arriving.PAGE_OF_SURNAMES]
            more = len(known) > arriving.PAGE_OF_SURNAMES
            choices = (*(Choice(f"surname:{name}", name) for name in page), Choice("walk-in", *WALK_IN, tone="foot"))
        case "hearing":
            choices = HEARING
        case "tried":
            choices, lesson = TRIED, learnt_last(state)
            topic = state.lessons[lesson].title if lesson else None
        case "still-you":
            choices = STILL_YOU
        case _:
            choices = _wishes(state)
    return views.ChoiceView(asked, choices, topic=topic, more=more)


NAMES = {"yue": "廣東話", "en": "English", "cmn": "普通話"}
"""Each language by its own name, which is never translated."""


def _wishes(state: State) -> tuple[Choice, ...]:
    learner = state.learner or Learner("", "", "")
    sizes = dict(zip(wishes.SIZES, ("細", "中", "大"), strict=True))
    percent = learner.volume or arriving.VOLUMES[1]
    return (
        Choice("size", "字幾大", "text_increase", sizes.get(learner.scale, "細")),
        Choice("volume", "聲幾大", "volume_up", f"{percent}%"),
        Choice("slow", "講慢啲", "hearing", "慢" if learner.slow else "平常", on=learner.slow),
        Choice("language", NAMES[wishes.next_language(state, learner.language) or state.languages[0]], "language"),
        *_company(state),
    )


def _company(state: State) -> tuple[Choice, ...]:
    """To learn with somebody, or alone again."""
    if state.beside:
        return (Choice("part", "分開學", "person"),)
    return (Choice("pair", "兩個人一齊學", "groups"),) if wishes.can_pair(state) else ()


def _read_out(state: State) -> views.View:
    lines = arriving.lines_to_read(state)
    if state.screen == "notice":
        agreed = Choice("understood", "明白", "check", tone="primary")
        return views.NoticeView("我哋會記低啲乜", lines, state.line, agreed)
    title = state.lessons[state.card].title
    button = Choice("next", "下一步", "arrow_forward", tone="primary")
    return views.NoticeView("上次學嘅", lines[1:], state.line - 1, button, title)


def _card_of(state: State, lesson: str) -> views.LessonCard:
    found = lesson_at(state, lesson)
    word = mastery.word(state.progress.get(lesson), found, state.given.today)
    return views.LessonCard(lesson, found.title, found.track, word)


def _home(state: State) -> views.HomeView:
    upcoming = next_lesson(state)
    verb = upcoming[1] if upcoming else "begin"
    hour = state.given.hour
    part = "morning" if hour < 12 else "afternoon" if hour < 18 else "evening"
    card = _card_of(state, upcoming[0]) if upcoming else None
    said = state.said or phrase("home")
    return views.HomeView(GREETINGS[part], card, verb, ("scams", "lessons", "cards", "me"), said)


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
    lesson = lesson_at(state, view.lesson)
    return views.WellDoneView(view, mastery.word(state.progress.get(view.lesson), lesson, state.given.today))
