"""The whole app: finger in, voice and rows out."""

import sqlite3

import pytest
from msgspec.structs import replace

from elderapp.lesson.model import Say
from elderapp.packs.model import Beat, Clip
from elderapp.player import play
from elderapp.player.phrases import phrase
from elderapp.store import StoreDamaged, StoreFull
from tests.player import lessons as the
from tests.tablet.conftest import CHAN, LI, ROSTER, SESSION

ONLY_TASKS = the.stage("together", the.tap("open", "home", "fps"), the.tap("back", "amount", "back"))
TASKS = replace(the.PAY, stages=(ONLY_TASKS,))
LATE = replace(
    the.PAY,
    stages=(the.stage("together", the.tap("no", "review", "no"), the.tap("bills", "home", "bills")),
            the.stage("alone", the.tap("yes", "review", "yes"))),
)  # fmt: skip


def begin(sit_down, lesson, **changes):
    somebody = sit_down(lessons={lesson.id: lesson}, **changes)
    somebody.tap("learner:c1", "go")
    return somebody


# Signing in, and what a finger means


def test_a_tap_on_a_name_signs_in_and_is_on_the_disk(sit_down):
    somebody = sit_down()
    somebody.tap("learner:c1")

    assert "home" == somebody.screen
    assert [("attended", "c1", "s1")] == [(str(row.verb), row.learner, row.object) for row in somebody.rows()]
    assert "陳太，" in "".join(writing.text for writing in somebody.shell.stage.screen.writings())
    assert ["who-are-you", "home-begin"] == somebody.heard


def test_a_trembling_double_tap_is_one_tap(chan):
    at = chan.middle("hand")
    chan.wait(0.7)
    chan.window.tap(*at)
    chan.window.tap(*at)

    assert ["attended", "asked"] == chan.written()
    chan.wait(1.0)
    chan.window.tap(*at)
    assert ["attended", "asked", "asked"] == chan.written()


def test_a_tap_right_after_another_screen_came_is_none(sit_down):
    somebody = sit_down()
    somebody.wait(1.0)
    somebody.shell.pick("learner:c1")
    somebody.window.frames(3)
    somebody.window.tap(*somebody.middle("cards"))

    assert "home" == somebody.screen
    somebody.tap("cards")
    assert "cards" == somebody.screen


def test_what_is_pressed_is_drawn_pressed_and_let_go_again(chan):
    chan.wait(1.0)
    before = chan.window.pixels().copy()
    x, y = chan.middle("go")
    finger = chan.window.touch(x, y)
    finger.touch_down()
    chan.window.frames(2)
    pressed = chan.window.pixels().copy()
    finger.touch_move(x - 500, y)
    finger.touch_up()
    chan.window.frames(2)

    assert (before != pressed).any()
    assert (before == chan.window.pixels()).all()
    assert "home" == chan.screen


def test_a_walk_in_is_kept_with_the_class_she_came_to(sit_down):
    somebody = sit_down()
    somebody.tap("walk-in", "picture:junk")
    met = somebody.store.unsent_people()

    assert [("新朋友1", "junk", "s1")] == [(one.learner.name, one.learner.picture, one.session) for one in met]
    assert [met[0].learner.id] == [row.learner for row in somebody.rows()]
    assert "home" == somebody.screen


def test_a_walk_in_without_a_class_belongs_to_none(sit_down):
    somebody = sit_down(roster=replace(ROSTER, session=None))
    somebody.tap("walk-in", "picture:junk")

    assert [""] == [one.session for one in somebody.store.unsent_people()]
    assert [] == somebody.rows()


def test_a_raised_hand_is_written_shown_and_lowered(chan):
    chan.tap("hand")
    up = chan.window.pixels().copy()

    assert chan.shell.state.hand_up
    assert {"what": "hand"} == chan.rows()[-1].result
    assert "hand-up" == chan.heard[-1]
    chan.tap("hand")
    assert not chan.shell.state.hand_up
    assert (up != chan.window.pixels()).any()
    assert {"what": "lowered"} == chan.rows()[-1].result


def test_whoever_pushes_is_told_of_every_write(sit_down):
    told = []
    somebody = sit_down(on_written=lambda said: told.append([one.result.get("what") for one in said]))
    somebody.tap("walk-in", "picture:bird", "hand")

    assert 3 == len(told)
    assert ["hand"] == told[-1]


# In a lesson


def test_a_wrong_tap_speaks_and_stays(sit_down):
    somebody = begin(sit_down, TASKS)
    somebody.tap("phone:bills")

    assert "together/open" == somebody.step
    assert "home" == somebody.shell.state.play.phone.screen
    assert "not-that" == somebody.heard[-1]


def test_a_tap_beside_everything_speaks_and_stays(sit_down):
    somebody = begin(sit_down, TASKS)
    somebody.wait(1.0)
    left, bottom, right, _ = somebody.shell.phone.screen_box()
    somebody.window.tap((left + right) / 2, bottom + 4)

    assert "not-here" == somebody.heard[-1]
    assert "together/open" == somebody.step


def test_a_tap_where_no_phone_is_shown_is_answered_and_counts_for_nothing(sit_down):
    somebody = begin(sit_down, the.PAY)
    somebody.listen()
    somebody.wait(1.0)
    before = somebody.shell.state.play
    somebody.window.tap(somebody.window.size[0] - 200, 400)

    assert "not-here" == somebody.heard[-1]
    assert before == somebody.shell.state.play


def test_a_lesson_is_played_to_its_end_with_the_finger(sit_down):
    somebody = begin(sit_down, TASKS)
    somebody.tap("phone:fps", "phone:back", "next")
    somebody.listen()

    assert "well-done" == somebody.screen
    assert ["attended", "initialized", "experienced", "answered", "experienced", "answered", "completed"] == (
        somebody.written()[:7]
    )
    assert 1 == somebody.store.progress("c1")["pay"].completed


def test_a_swipe_counts_only_over_the_phone_and_only_where_one_is_taught(sit_down):
    lesson = replace(the.TALK, stages=(the.stage("together", the.swipe("home", "bills", "right")),))
    somebody = begin(sit_down, lesson)
    somebody.wait(1.0)
    left, bottom, right, top = somebody.shell.scene().swipes
    finger = somebody.window.touch(left + 20, (bottom + top) / 2)
    finger.touch_down()
    for step in range(1, 9):
        finger.touch_move(left + 20 + step * (right - left - 40) / 8, (bottom + top) / 2)
        somebody.window.frames(1)
    finger.touch_up()
    somebody.tap("next")

    assert "well-done" == somebody.screen
    somebody.tap("again-lesson", "back")
    assert somebody.shell.scene().swipes is None


def test_without_sound_the_lesson_goes_on_in_the_time_it_would_be_spoken(sit_down):
    somebody = begin(sit_down, the.PAY, volume=0.0)
    somebody.tap("next", "next")

    assert "watch/watch" == somebody.step
    somebody.listen()
    assert "more" in somebody.step or somebody.shell.state.play.here.phase == "told"


def test_the_ghost_hand_does_each_movement_once(sit_down, monkeypatch):
    acts = []
    somebody = begin(sit_down, the.PAY)
    play_ghost = somebody.shell.phone.play_ghost
    monkeypatch.setattr(
        somebody.shell.phone, "play_ghost", lambda ghost, done: (acts.append(ghost), play_ghost(ghost, done))
    )
    somebody.tap("next", "next")
    somebody.wait(1.0)
    somebody.shell.meet_roster(ROSTER)
    somebody.listen()

    assert [("tap", "fps"), ("type", "pad"), ("tap", "yes"), ("swipe", "")] == [(one.act, one.target) for one in acts]


def test_two_equal_movements_in_a_row_are_two(sit_down, monkeypatch):
    twice = replace(
        the.PAY,
        stages=(the.stage("watch", the.Show(id="watch", moves=(the._MOVES[3], the._MOVES[3]))), ONLY_TASKS),
    )  # fmt: skip
    acts = []
    somebody = sit_down(lessons={"pay": twice})
    play_ghost = somebody.shell.phone.play_ghost
    monkeypatch.setattr(
        somebody.shell.phone, "play_ghost", lambda ghost, done: (acts.append(ghost.turn), play_ghost(ghost, done))
    )
    somebody.tap("learner:c1", "go")
    somebody.listen()

    assert [0, 1] == acts


def test_a_hand_raised_while_somebody_looks_on_does_not_hold_up_the_lesson(sit_down):
    somebody = begin(sit_down, the.PAY)
    somebody.tap("next", "next")
    somebody.wait(1.0)
    somebody.tap("hand", "hand")
    somebody.listen()

    cut = somebody.heard[somebody.heard.index("hand-up") - 1]
    assert cut == somebody.heard[somebody.heard.index("hand-down") + 1]
    assert "next" in [target.id for target in somebody.shell.scene().targets]


def test_a_waiting_button_acts_after_its_time(sit_down):
    somebody = begin(sit_down, replace(LATE, stages=LATE.stages[1:]))
    somebody.wait(8.0)
    assert () == somebody.shell.state.play.phone.waited
    somebody.wait(2.5)

    assert ("yes",) == somebody.shell.state.play.phone.waited


def test_a_wait_that_begins_anew_is_over_anew(sit_down):
    somebody = begin(sit_down, LATE)
    somebody.wait(6.0)
    somebody.tap("phone:no", "phone:bills", "next")
    somebody.wait(6.0)

    assert "alone/yes" == somebody.step
    assert () == somebody.shell.state.play.phone.waited
    somebody.wait(4.0)
    assert ("yes",) == somebody.shell.state.play.phone.waited


def test_a_wait_does_not_reach_into_the_next_attempt(sit_down):
    somebody = begin(sit_down, replace(LATE, stages=LATE.stages[1:]))
    somebody.wait(6.0)
    somebody.tap("back", "go")
    somebody.wait(6.0)

    assert () == somebody.shell.state.play.phone.waited
    somebody.wait(4.5)
    assert ("yes",) == somebody.shell.state.play.phone.waited


# The voice and the caption


@pytest.fixture
def spans(monkeypatch):
    """What the caption was asked to light."""
    from elderapp.tablet.widgets.writing import Caption

    asked, light = [], Caption.light

    def keep(self, first, last):
        asked.append((self.line.id, first, last))
        light(self, first, last)

    monkeypatch.setattr(Caption, "light", keep)
    return asked


def clip(seconds: float, *beats: Beat):
    return Clip("none.ogg", seconds, beats)


def test_the_caption_is_lit_while_it_is_spoken_and_dark_after(sit_down, spans, tmp_path):
    clips = {"ui/who-are-you": (tmp_path / "none.ogg", clip(2.0, Beat(0, 5, 0.0, 1.0), Beat(5, 12, 1.0, 2.0)))}
    somebody = sit_down(clips=clips, volume=0.0)
    somebody.wait(1.5)
    lit = somebody.window.pixels().copy()
    somebody.wait(1.0)

    assert [("ui/who-are-you", 0, 5), ("ui/who-are-you", 5, 12)] == spans
    assert (lit != somebody.window.pixels()).any()
    assert not somebody.shell.voice.is_speaking


def test_a_line_that_is_cut_off_leaves_nothing_lit(sit_down, tmp_path):
    somebody = sit_down(clips={"ui/who-are-you": (tmp_path / "none.ogg", clip(3.0, Beat(0, 5, 0.0, 3.0)))}, volume=0.0)
    somebody.wait(1.0)
    somebody.tap("hint")
    somebody.listen()

    assert ["help-names", "help-new", "help-hand"] == somebody.heard[-3:]
    assert [] == somebody.shell.children[0].caption.canvas.before.children


# Nobody there


def test_silence_speaks_again_at_15_and_40_and_offers_help_at_75_seconds(sit_down):
    somebody = begin(sit_down, TASKS)
    somebody.listen()
    told = []
    happen = somebody.shell.happen
    somebody.shell.happen = lambda event: (told.append(event) if isinstance(event, play.Idle) else None, happen(event))
    somebody.wait(100.0)

    assert [play.Idle(15), play.Idle(40), play.Idle(75)] == told
    assert "offer-help" in somebody.heard


def test_a_touch_begins_the_silence_anew(sit_down):
    somebody = begin(sit_down, TASKS)
    somebody.listen()
    heard = len(somebody.heard)
    somebody.wait(13.0)
    somebody.window.tap(700, 420)
    somebody.wait(13.0)

    assert ["not-here"] == somebody.heard[heard:]


def test_after_three_minutes_it_asks_aloud_but_never_over_the_voice(chan):
    chan.listen()
    chan.wait(178.0)
    assert "still-there" not in chan.heard
    chan.shell.voice.say(phrase("help-home"))
    chan.wait(1.5)
    assert "help-home" == chan.heard[-1]
    chan.listen()
    chan.wait(3.0)

    assert "still-there" == chan.heard[-1]
    assert "home" == chan.screen


def test_after_ten_minutes_the_names_are_back_nothing_personal_is_left_and_the_step_is_kept(sit_down):
    somebody = begin(sit_down, TASKS)
    somebody.tap("phone:fps")
    step = somebody.step
    somebody.wait(560.0)
    assert step == somebody.step
    somebody.wait(120.0)

    state = somebody.shell.state
    assert ("names", None, {}, None, False) == (
        state.screen, state.learner, state.progress, state.play, state.hand_up,
    )  # fmt: skip
    assert {"why": "idle"} == somebody.rows()[-1].result
    assert step == "/".join([(at := somebody.store.progress("c1")["pay"].resume).stage, at.step])
    assert "陳太，" not in "".join(writing.text for writing in somebody.shell.stage.screen.writings())
    somebody.tap("learner:c1", "go")
    assert step == somebody.step


def test_a_choice_of_pictures_nobody_makes_gives_way_to_the_names(sit_down):
    somebody = sit_down()
    somebody.tap("walk-in")
    somebody.wait(630.0)

    assert "names" == somebody.screen
    assert [] == somebody.rows()


def test_at_the_names_nobody_is_asked_anything(sit_down):
    somebody = sit_down()
    somebody.wait(700.0)

    assert ["who-are-you"] == somebody.heard


# What the hub sends


def test_a_fresh_roster_changes_the_names(sit_down):
    somebody = sit_down()
    somebody.shell.meet_roster(replace(ROSTER, learners=(LI,)))
    somebody.tap("learner:c2")

    assert LI == somebody.shell.state.learner


def test_a_finger_on_its_way_does_not_land_on_a_name_that_has_just_come(sit_down):
    somebody = sit_down()
    somebody.wait(1.0)
    finger = somebody.window.touch(*somebody.middle("learner:c1"))
    finger.touch_down()
    first = replace(SESSION, learners=("c2",))
    somebody.shell.meet_roster(replace(ROSTER, session=first, learners=(LI,)))
    somebody.window.frames(3)
    finger.touch_up()
    somebody.window.tap(*somebody.middle("learner:c2"))

    assert somebody.shell.state.learner is None


def test_a_fresh_roster_does_not_disturb_whoever_is_in_a_lesson(sit_down):
    somebody = begin(sit_down, TASKS)
    step = somebody.step
    somebody.shell.meet_roster(replace(ROSTER, learners=(LI,)))
    somebody.tap("phone:fps")

    assert CHAN == somebody.shell.state.learner
    assert step != somebody.step


# A file that fails


class Failing:
    """The real file, which fails while `trouble` is set."""

    def __init__(self, store):
        self._store = store
        self.trouble = None

    def __getattr__(self, name):
        if self.trouble is not None:
            raise self.trouble
        return getattr(self._store, name)


@pytest.mark.parametrize(
    "trouble", [StoreFull("full"), StoreDamaged("torn"), sqlite3.OperationalError("locked"), OSError(28, "no space")]
)
def test_a_file_that_fails_is_never_noticed_and_loses_nothing(sit_down, store, trouble):
    keeper = Failing(store)
    somebody = sit_down(lessons={"pay": TASKS}, keeper=keeper)
    keeper.trouble = trouble
    somebody.tap("walk-in", "picture:junk", "go", "phone:fps", "phone:back", "next")
    somebody.listen()

    assert "well-done" == somebody.screen
    assert "ask-trainer" not in somebody.heard
    assert [] == somebody.rows()
    keeper.trouble = None
    somebody.tap("hand")
    assert ["attended", "initialized", "experienced"] == somebody.written()[:3]
    assert ["completed", "passed", "terminated", "asked"][-1] == somebody.written()[-1]
    assert 1 == len(store.unsent_people())
    assert 1 == store.progress(somebody.shell.state.learner.id)["pay"].completed


def test_nothing_is_promised_that_is_not_on_the_disk(sit_down, store):
    keeper = Failing(store)
    somebody = begin(
        sit_down, replace(the.PAY, stages=(the.stage("why", Say(id="a", say=the.line("a"))),)), keeper=keeper
    )
    keeper.trouble = StoreFull("full")
    somebody.tap("back")

    assert "home" == somebody.screen
    assert "ask-trainer" == somebody.heard[-1]
    keeper.trouble = None
    somebody.tap("go", "back")
    assert "saved" == somebody.heard[-1]


def test_what_could_not_be_written_is_written_when_the_app_is_closed(sit_down, store):
    keeper = Failing(store)
    somebody = sit_down(keeper=keeper)
    keeper.trouble = StoreFull("full")
    somebody.tap("learner:c1")
    keeper.trouble = None
    somebody.shell.close()

    assert ["attended"] == somebody.written()


# The window


@pytest.mark.parametrize("scale", [1.25, 1.5])
def test_larger_text_can_be_put_on_in_the_middle_of_a_lesson(sit_down, scale):
    from elderapp.tablet.theme import Theme

    somebody = begin(sit_down, TASKS)
    somebody.shell.dress(Theme(scale=scale))
    somebody.tap("phone:fps")

    assert "together/back" == somebody.step


def test_a_window_that_is_turned_is_drawn_anew(sit_down):
    from elderapp.tablet.theme import DeviceProfile, Theme

    somebody = begin(sit_down, the.PAY)
    somebody.tap("next", "next")
    somebody.wait(1.0)
    somebody.window.portrait()
    somebody.shell.dress(Theme(DeviceProfile(*somebody.window.size)))
    somebody.listen()
    somebody.tap("next")

    assert "watch/more" == somebody.step
