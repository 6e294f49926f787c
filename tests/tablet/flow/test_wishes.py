"""How she wants things; whether it is still her; after a failure."""

from msgspec.structs import replace

from elderapp.player import play
from elderapp.records.statements import Verb
from elderapp.tablet import flow, views
from tests.tablet.flow.desk_of import arrive, begin, kept, pick, said, statements


def test_each_wish_holds_at_once_and_goes_to_the_hub():
    me = pick(arrive(begin()).state, "me")
    larger = pick(me.state, "size")
    louder = pick(larger.state, "volume")
    slower = pick(louder.state, "slow")
    other = pick(slower.state, "language")

    assert ("me", ["me"]) == (me.state.screen, said(me))
    assert [1.25] == [p.scale for p in kept(larger)]
    assert [80] == [p.volume for p in kept(louder)]
    assert [True] == [p.slow for p in kept(slower)]
    assert ["en"] == [p.language for p in kept(other)]
    assert other.state.learner == kept(other)[0]
    assert ["so-large", "so-loud", "so-slow", "so-spoken"] == [
        words for turn in (larger, louder, slower, other) for words in said(turn)
    ]
    assert [("so-quick", False)] == [(said(t)[0], kept(t)[0].slow) for t in [pick(other.state, "slow")]]
    assert "" == kept(pick(other.state, "language"))[0].language


def test_sizes_and_volumes_begin_again_after_the_last():
    state = pick(arrive(begin()).state, "me").state

    assert [1.25, 1.5, 1.0] == [p.scale for p in kept(pick(state, "size", "size", "size"))]
    assert [80, 100, 40] == [p.volume for p in kept(pick(state, "volume", "volume", "volume"))]


def test_from_her_page_she_goes_back_to_where_she_was():
    home = arrive(begin()).state
    lesson = pick(home, "go").state
    back = pick(lesson, "me", "slow", "back")

    assert "home" == pick(home, "me", "back").state.screen
    assert ("lesson", lesson.play.key) == (back.state.screen, back.state.play.key)
    assert lesson.play.here.card.line.id == [e.line.id for e in back.effects if isinstance(e, play.Play)][-1]


def test_a_guest_s_wishes_are_nobody_s():
    state = flow.greet(pick(begin(replace(begin().roster, session=None)), "guest").state).state

    assert [] == kept(pick(state, "me", "slow", "size"))


def test_whoever_comes_back_after_long_is_asked_whether_it_is_still_her():
    lesson = pick(arrive(begin()).state, "go").state
    asked = flow.doubt(lesson)
    yes, no = pick(asked.state, "yes"), pick(asked.state, "no")

    assert ("still-you", ["still-you"]) == (asked.state.screen, said(asked))
    assert ("lesson", lesson.play.key) == (yes.state.screen, yes.state.play.key)
    assert [] == statements(yes)
    assert ("names", None, None) == (no.state.screen, no.state.learner, no.state.play)
    assert [(Verb.TERMINATED, {"why": "idle"}, lesson.attempt)] == [
        (s.verb, s.result, s.attempt) for s in statements(no)
    ]
    assert "lesson" == pick(asked.state, "back").state.screen
    assert asked.state == pick(asked.state, "nothing").state
    assert flow.Turn(begin()) == flow.doubt(begin())


def test_after_a_failure_a_calm_screen_sends_for_a_trainer_and_the_step_begins_anew():
    lesson = pick(arrive(begin()).state, "go", "next").state
    failed = flow.stumble(lesson)
    again = flow.stumble(failed.state)
    on = pick(failed.state, "go-on")

    assert isinstance(flow.look(failed.state), views.TroubleView)
    assert (["ask-trainer"], "7") == (said(failed), flow.look(failed.state).tablet)
    assert failed.state == again.state
    assert ("lesson", lesson.play.key, lesson.attempt) == (on.state.screen, on.state.play.key, on.state.attempt)
    assert [] == statements(on)
    assert "home" == pick(flow.stumble(arrive(begin()).state).state, "go-on").state.screen
    assert "names" == pick(flow.stumble(begin()).state, "go-on").state.screen


def test_languages_go_round_by_what_the_tablet_speaks():
    state = replace(arrive(begin()).state, languages=("yue", "cmn", "en"))
    state = pick(state, "me").state
    shown, spoken = [], []
    for _ in range(3):
        shown.append(next(one.text for one in flow.look(state).choices if one.id == "language"))
        turn = pick(state, "language")
        state = turn.state
        spoken.append(kept(turn)[0].language)

    assert ["普通話", "English", "廣東話"] == shown
    assert ["cmn", "en", ""] == spoken
