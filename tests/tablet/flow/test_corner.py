"""The trainer's corner and the help desk."""

import pytest
from msgspec.structs import replace

from elderapp.lesson.model import Tap
from elderapp.player import play
from elderapp.records.statements import Verb
from elderapp.tablet import flow, views
from tests.tablet.flow.desk_of import (
    CHAN,
    GIVEN,
    LESSON,
    LESSONS,
    LI,
    ROSTER,
    SESSION,
    WAN,
    arrive,
    begin,
    done,
    inside,
    kept,
    pick,
    said,
    statements,
)


def ids(state):
    return [choice.id for choice in flow.look(state).choices]


def test_the_door_asks_for_a_number_and_shows_only_how_many_digits():
    turn = pick(begin(), "door", "key:2", "key:5", "key:del", "key:5", "key:8", "key:0")

    assert views.PinView(4, wrong=False, wait=0) == flow.look(turn.state)
    assert [flow.Prove("2580")] == list(pick(turn.state, "key:ok").effects)
    assert [flow.Hush()] == list(turn.effects)
    assert [] == list(pick(begin(), "door", "key:2", "key:ok").effects)[1:]


def test_a_wrong_number_is_told_and_can_be_typed_anew():
    turn = flow.turn_away(pick(begin(), "door", "key:1", "key:1", "key:1", "key:1").state, 30)

    assert views.PinView(0, wrong=True, wait=30) == flow.look(turn.state)
    assert "names" == pick(turn.state, "back").state.screen


def test_without_staff_there_is_no_door():
    assert "" == flow.rail(begin(replace(ROSTER, staff=()))).opens
    assert "door" == flow.rail(begin()).opens
    assert "何姑娘" == flow.rail(inside()).trainer


def test_the_corner_has_its_rooms_and_a_volunteer_s_lacks_what_is_the_trainer_s():
    helper = flow.admit(pick(begin(), "door").state, WAN).state

    assert ["roll", "today", "pause", "people", "desk", "tablet"] == ids(inside())
    assert ["roll", "pause", "people", "desk", "tablet"] == ids(helper)
    assert helper == pick(helper, "today").state
    assert ["pause", "desk", "tablet"] == ids(inside(begin(replace(ROSTER, session=None))))


def test_the_roll_is_marked_by_tapping_and_all_at_once():
    state = pick(inside(), "roll").state
    one = pick(state, "mark:c1")
    twice = pick(one.state, "mark:c1")
    everybody = pick(twice.state, "all")

    assert [(Verb.ATTENDED, "c1", "s1", {"status": "present", "by": "ho"})] == [
        (s.verb, s.learner, s.object, s.result) for s in statements(one)
    ]
    assert [("c1", "absent")] == [(s.learner, s.result["status"]) for s in statements(twice)]
    assert [("c2", "present")] == [(s.learner, s.result["status"]) for s in statements(everybody)]
    assert (1, 1) == (flow.look(everybody.state).here, flow.look(everybody.state).missing)
    assert "names" == pick(everybody.state, "begin").state.screen


def test_forty_people_are_marked_in_a_handful_of_taps():
    people = tuple(replace(CHAN, id=f"p{n}") for n in range(40))
    roster = replace(ROSTER, learners=people, session=replace(SESSION, learners=tuple(p.id for p in people)))
    turn = pick(inside(begin(roster)), "roll", "all", "more", "mark:p9")

    assert 41 == len(statements(turn))
    assert (39, 1) == (flow.look(turn.state).here, flow.look(turn.state).missing)
    assert "p8" == flow.look(turn.state).rows[0].learner.id


def test_today_s_lesson_is_chosen_here_and_a_roster_without_one_does_not_undo_it():
    chosen = max(LESSONS)
    state = pick(inside(), "today").state
    while f"lesson:{chosen}" not in {f"lesson:{c.lesson}" for c in flow.look(state).cards}:
        state = pick(state, "more").state
    state = pick(state, f"lesson:{chosen}").state

    assert ("corner", chosen) == (state.screen, state.roster.session.lesson)
    assert chosen == flow.meet_roster(state, ROSTER).roster.session.lesson
    other = replace(ROSTER, session=replace(SESSION, lesson=LESSON))
    assert LESSON == flow.meet_roster(state, other).roster.session.lesson


def test_a_pause_silences_and_ends_by_the_trainer_s_number_or_after_five_minutes():
    lesson = pick(arrive(begin()).state, "go").state
    paused = pick(inside(lesson), "pause")
    later = replace(GIVEN, now=GIVEN.now + 5 * 60_000)
    waited = flow.pass_time(paused.state, later)
    freed = flow.admit(pick(paused.state, "door").state, ROSTER.staff[0])

    assert flow.Hush() in paused.effects
    assert isinstance(flow.look(paused.state), views.PausedView)
    assert paused.state == pick(paused.state, "back").state
    assert flow.Turn(paused.state) == flow.pass_time(paused.state, GIVEN)
    for after in (waited, freed):
        assert ("lesson", 0, None) == (after.state.screen, after.state.paused, after.state.staff)
        assert any(isinstance(effect, play.Play) for effect in after.effects)
    assert "paused" == pick(paused.state, "door", "back").state.screen


def test_a_pause_that_is_made_longer_sends_nobody_away_from_the_door_and_nobody_out_of_a_lesson():
    lesson = pick(arrive(begin()).state, "go").state
    at_wishes = pick(lesson, "me").state
    paused = flow.pause(at_wishes, 5000)
    at_door = pick(paused.state, "door").state
    longer = flow.pause(at_door, 9000)

    assert ("pin", 9000, ()) == (longer.state.screen, longer.state.paused, longer.effects)
    assert "lesson" == flow.pass_time(replace(longer.state, screen="paused"), replace(GIVEN, now=9000)).state.screen


def test_a_step_that_was_done_with_help_counts_as_that_and_the_lesson_goes_on():
    lesson = pick(arrive(begin()).state, "go").state
    while not isinstance(lesson.play.current, Tap):
        after = flow.happen(lesson, play.Helped())
        assert [] == [s for s in statements(after) if s.verb == Verb.ANSWERED]
        lesson = after.state
    state = inside(lesson)
    assert ["helped", "changed"] == ids(state)[:2]
    key, helped = lesson.play.key, pick(state, "helped")

    told = [s for s in statements(helped) if s.verb == Verb.ANSWERED]
    assert [(f"{lesson.play.lesson.id}/{key}", "trainer")] == [(s.object, s.result["outcome"]) for s in told]
    assert ("lesson", None) == (helped.state.screen, helped.state.staff)
    assert key != helped.state.play.key


def test_a_real_app_that_looks_different_now_is_reported_with_its_step():
    lesson = pick(arrive(begin()).state, "go").state
    turn = pick(inside(lesson), "changed")

    [told] = statements(turn)
    assert (Verb.ASKED, f"{lesson.play.lesson.id}/{lesson.play.key}") == (told.verb, told.object)
    assert ("changed", "ho") == (told.result["what"], told.result["by"])
    assert "lesson" == turn.state.screen


def test_what_she_does_on_her_own_phone_is_ticked_line_by_line_and_then_said():
    state = pick(inside(), "people", "learner:c1")
    assert flow.Recall("c1", greets=False) in state.effects
    state = flow.remember(state.state, "c1", {LESSON: done(LESSON, "2026-11-18")})
    lines = pick(state, "own-phone", f"lesson:{LESSON}").state
    ticks = [one for one in ids(lines) if one.startswith("tick:")]
    early = pick(lines, "seen")
    ticked = pick(lines, *ticks)
    seen = pick(ticked.state, "seen")

    assert lines == early.state
    assert "seen" in ids(ticked.state)
    assert "seen" not in ids(pick(ticked.state, ticks[0]).state)
    assert [(Verb.CORRECTED, LESSON, "c1", {"own_phone": True, "by": "ho"})] == [
        (s.verb, s.object, s.learner, s.result) for s in statements(seen)
    ]
    assert () == flow.look(seen.state).cards
    assert "corner" == pick(seen.state, "back", "back", "back").state.screen


def test_forgotten_pictures_are_chosen_anew_and_only_a_trainer_may_say_so():
    chan = replace(CHAN, secret="flower,bird,junk")
    roster = replace(ROSTER, learners=(chan, LI), asks=("secret",))
    state = pick(inside(begin(roster)), "people", "learner:c1").state
    turn = pick(state, "new-pictures")
    helper = replace(state, staff=WAN)

    assert ["own-phone", "today", "work", "new-pictures"] == ids(state)
    assert [replace(chan, secret="")] == kept(turn)
    assert [] == kept(pick(helper, "new-pictures"))
    assert ["own-phone"] == ids(helper)


def test_the_tablet_tells_how_it_stands():
    turn = pick(inside(), "tablet")
    state = flow.tell(turn.state, flow.Facts(12, "10:08", 76, mute=True, late=3))

    assert [flow.Inspect()] == list(turn.effects)
    for row in (("未送出", "12"), ("電池", "76%"), ("聲", "冇聲，字幕照行"), ("儲存", "滿咗，未寫得入")):
        assert row in flow.look(state).rows
    assert ("冇聲 · 儲存滿咗", "") == (flow.look(pick(state, "back").state).note, flow.look(inside()).note)
    assert flow.Inspect() in flow.admit(pick(begin(), "door").state, ROSTER.staff[0]).effects


def test_the_trainer_says_how_loud_the_speaker_may_be():
    state, kept = pick(inside(), "tablet").state, []
    for _ in range(5):
        turn = pick(state, "loudest")
        kept += [each.value for each in turn.effects if isinstance(each, flow.Keep)]
        state = turn.state

    assert [80, 60, 40, 0, 80] == kept
    assert "聲最大：80%" == flow.look(state).choices[0].text


def test_work_is_taken_away_on_a_stick_where_one_is_plugged_in():
    state = pick(inside(), "tablet").state
    with_stick = flow.tell(state, flow.Facts(usb="/media/stick"))
    done = flow.tell(with_stick, flow.Facts(usb="/media/stick", exported=12))
    failed = flow.tell(with_stick, flow.Facts(usb="/media/stick", exported=-2, usb_said="usb-full"))
    came = flow.tell(with_stick, flow.Facts(usb="/media/stick", exported=0, usb_acked=12))

    assert "export" not in [c.id for c in flow.look(state).choices]
    assert () == pick(state, "export").effects
    assert (flow.Export(), flow.Inspect()) == pick(with_stick, "export").effects
    assert "USB" not in dict(flow.look(state).rows)
    assert ["插咗", "存唔到，再試"] == [dict(flow.look(one).rows)["USB"] for one in (with_stick, failed)]
    assert "12" == dict(flow.look(done).rows)["抄咗去 USB"]
    assert "USB 滿咗，換支有位嘅" == dict(flow.look(failed).rows)["USB 有問題"]
    assert "12" == dict(flow.look(came).rows)["中心收妥咗"]


def test_only_a_trainer_leaves_the_app_and_is_asked_first():
    state = pick(inside(), "tablet").state
    helper = replace(state, staff=WAN)

    assert "leave" not in [c.id for c in flow.look(helper).choices]
    assert flow.Turn(helper) == pick(helper, "leave")
    asked = pick(state, "leave").state
    assert ["really"] == ids(asked)
    assert (flow.Close(),) == pick(asked, "really").effects
    assert "tablet" == pick(asked, "back").state.screen
    assert () == pick(state, "really").effects


def test_one_learner_may_do_another_lesson_today_and_a_second_tap_takes_it_back():
    first, second = sorted(LESSONS)[:2]
    state = pick(inside(), "people", "learner:c2", "today").state
    chosen = pick(state, f"lesson:{second}").state
    again = pick(chosen, "today", f"lesson:{second}").state
    everybody = pick(again, "back", "back", "today", f"lesson:{first}").state

    assert ("person", second, "") == (chosen.screen, *map(chosen.roster.session.lesson_of, ("c2", "c1")))
    assert "" == again.roster.session.lesson_of("c2")
    assert first == everybody.roster.session.lesson_of("c2")
    assert {"c2": second} == flow.meet_roster(chosen, ROSTER).roster.session.chosen
    assert "" == pick(everybody, "today", f"lesson:{first}").state.roster.session.lesson


def test_a_lesson_seen_by_mistake_on_her_phone_is_taken_back():
    state = pick(inside(), "people", "learner:c1").state
    assert "unsee" not in ids(state)
    state = flow.remember(state, "c1", {LESSON: done(LESSON, "2026-11-18", own_phone=True)})
    turn = pick(state, "unsee", f"lesson:{LESSON}")

    assert [(Verb.CORRECTED, "c1", {"own_phone": False, "by": "ho"})] == [
        (s.verb, s.learner, s.result) for s in statements(turn)
    ]
    assert ("person", False) == (turn.state.screen, turn.state.reached[LESSON].own_phone)
    assert "unsee" not in ids(turn.state)


SITTINGS = (flow.Sitting("a1", LESSON, 1_795_000_000_000), flow.Sitting("zz", "gone", 0))


def test_work_that_was_not_hers_is_given_to_whoever_did_it():
    asked = pick(inside(), "people", "learner:c1", "work")
    state = flow.look_back(asked.state, SITTINGS)
    turn = pick(state, "sitting:a1", "learner:c2")

    assert flow.LookBack("c1") in asked.effects
    assert [("sitting:a1", "2026-11-18 19:06")] == [(c.id, c.note) for c in flow.look(state).choices]
    assert ["c2"] == [p.id for p in flow.look(pick(state, "sitting:a1").state).learners]
    assert [(Verb.REASSIGNED, "c2", LESSON, "a1", {"of": "c1", "by": "ho"})] == [
        (s.verb, s.learner, s.object, s.attempt, s.result) for s in statements(turn)
    ]
    assert "work" == turn.state.screen
    assert flow.LookBack("c1") in turn.effects
    assert state == pick(state, "sitting:zz").state
    assert ["work", "person", "people", "corner"] == [
        pick(state, "sitting:a1", *["back"] * n).state.screen for n in (1, 2, 3, 4)
    ]
    helper = replace(pick(inside(), "people", "learner:c1").state, staff=WAN)
    assert helper == pick(helper, "work").state


def test_an_attempt_that_is_still_open_ends_before_it_is_given_away():
    lesson = pick(arrive(begin()).state, "go").state
    state = pick(inside(lesson), "people", "learner:c1", "work").state
    state = flow.look_back(state, (flow.Sitting(lesson.attempt, lesson.play.lesson.id, 0),))
    turn = pick(state, f"sitting:{lesson.attempt}", "learner:c2")

    assert [(Verb.TERMINATED, "c1"), (Verb.REASSIGNED, "c2")] == [(s.verb, s.learner) for s in statements(turn)]
    assert (None, None) == (turn.state.learner, turn.state.play)
    assert "names" == pick(turn.state, "back", "back", "back", "back").state.screen


def test_a_corner_that_was_forgotten_closes_and_the_help_desk_does_not():
    roll, desk = pick(inside(), "roll").state, pick(inside(), "desk").state

    assert ("names", None) == (flow.close(roll).state.screen, flow.close(roll).state.staff)
    assert flow.Turn(desk) == flow.close(desk)


@pytest.mark.parametrize("outcome", ["solved", "referred"])
def test_an_enquiry_is_four_taps_and_nobody_s_name(outcome):
    later = replace(GIVEN, now=GIVEN.now + 130_000)
    state = pick(inside(), "desk", "pay", "android").state
    turn = pick(state, outcome, given=later)

    [told] = statements(turn)
    assert (Verb.ASKED, "@desk", "") == (told.verb, told.object, told.learner)
    assert {"topic": "pay", "phone": "android", "outcome": outcome, "minutes": 3, "by": "ho"} == told.result
    assert "desk" == turn.state.screen


def test_a_further_question_of_the_same_visitor_says_so():
    first = pick(inside(), "desk", "pay", "android")
    assert ["solved", "referred", "lesson"] == ids(first.state)
    second = pick(first.state, "solved", "sound", "android")
    assert ["solved", "referred", "lesson", "same-visitor"] == ids(second.state)

    toggled = [pick(second.state, *["same-visitor"] * n, "solved") for n in (1, 2)]
    assert [True, None] == [statements(turn)[0].result.get("again") for turn in toggled]
    hour_later = replace(GIVEN, now=GIVEN.now + 3_600_000)
    third = pick(pick(toggled[0].state, "back", "desk", given=hour_later).state, "pay", "other", given=hour_later)
    assert "same-visitor" not in ids(third.state)


def test_a_lesson_is_offered_by_topic_and_tried_at_once_as_a_guest():
    state = pick(inside(), "desk", "scam", "iphone", "lesson").state
    first = flow.look(state).cards[0]
    shown = pick(state, f"lesson:{first.lesson}").state
    turn = pick(shown, "try")

    assert ["try", "card"] == ids(shown)
    assert "scams" == first.track
    assert ("lesson", first.lesson) == (turn.state.screen, turn.state.play.lesson.id)
    assert [("@desk", "lesson")] == [(s.object, s.result["outcome"]) for s in statements(turn)]
    assert "desk-lesson" == pick(state, "more").state.screen
    assert ["desk-end", "desk-phone", "desk", "corner"] == [
        pick(state, *["back"] * n).state.screen for n in (1, 2, 3, 4)
    ]


def test_the_card_of_a_lesson_is_shown_and_the_next_one_may_come():
    state = pick(inside(), "desk", "scam", "iphone", "lesson").state
    lesson = flow.look(state).cards[0].lesson
    card = pick(state, f"lesson:{lesson}", "card").state
    given = pick(card, "next")

    assert LESSONS[lesson].card == flow.look(card).lines
    assert [("lesson", lesson)] == [(s.result["outcome"], s.result["lesson"]) for s in statements(given)]
    assert ("desk", None) == (given.state.screen, given.state.learner)
    assert ["desk-show", "desk-lesson"] == [pick(card, *["back"] * n).state.screen for n in (1, 2)]


def test_the_corner_closes_where_it_was_opened():
    home = arrive(begin()).state
    lesson = pick(home, "go").state

    assert "names" == pick(inside(), "back").state.screen
    assert "home" == pick(inside(pick(home, "me").state), "back").state.screen
    assert "lesson" == pick(inside(lesson), "back").state.screen
    assert "corner" == pick(inside(), "roll", "back").state.screen


def test_what_is_unknown_changes_nothing_in_any_room():
    rooms = [(), ("roll",), ("today",), ("people",), ("people", "learner:c1"), ("desk",), ("desk", "pay"),
             ("desk", "pay", "other"), ("desk", "pay", "other", "lesson"), ("tablet",), ("tablet", "leave"),
             ("people", "learner:c1", "work"), ("people", "learner:c1", "own-phone")]  # fmt: skip
    for room in rooms:
        state = pick(inside(), *room).state
        assert flow.Turn(state) == pick(state, "nothing")


def test_nobody_hears_the_corner():
    assert [] == said(pick(inside(), "roll", "all", "back", "desk", "pay", "other", "solved", "back", "tablet"))
