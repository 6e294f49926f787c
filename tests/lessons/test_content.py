"""The lessons that come with the app say what they must, no more than they may, and do not take too long."""

from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest

from elderapp.authoring.workspace import Workspace, check_all
from elderapp.lesson.lines import lines_of
from elderapp.lesson.model import (
    STAGES,
    TRACKS,
    Call,
    Checklist,
    Choose,
    Gesture,
    Lesson,
    Line,
    Say,
    Show,
    Spot,
    Stage,
    Tap,
    Type,
)
from elderapp.player.phone import buttons
from elderapp.speech.spoken import spoken
from elderapp.speech.syllables import syllables
from tests.desk import ours

ACTIONS = Tap | Type | Gesture
MONTHS = {"basics": 12, "e-payments": 6, "government": 12, "scams": 3}


@cache
def workspace() -> Workspace:
    return ours()


ALL = tuple(sorted(workspace().lessons))


def lesson(name: str) -> Lesson:
    return workspace().lessons[name]


def stage(of: Lesson, kind: str) -> Stage:
    return next(stage for stage in of.stages if stage.kind == kind)


def heard(of: Lesson, *kinds: str) -> Iterator[Line]:
    """Every line that can be heard in these stages (all, where none is named) without a hint being asked for."""
    for each in of.stages:
        if not kinds or each.kind in kinds:
            if each.say is not None:
                yield each.say
            graded = each.kind in {"alone", "variant"}
            for step in each.steps:
                if not (graded and isinstance(step, ACTIONS)):
                    yield from lines(step)


def lines(step: object) -> Iterator[Line]:
    match step:
        case Show(moves=moves):
            yield from (move.say for move in moves)
        case Choose(say=say, options=options):
            yield say
            for option in options:
                yield from (option.text, option.because)
        case Spot(say=say, suspicious=suspicious, because=because):
            yield from (say, *(mark.because for mark in suspicious), because)
        case Call(say=say, turns=turns):
            yield say
            for turn in turns.values():
                yield from (line for line in (turn.hear, turn.say) if line is not None)
                yield from (reply.say for reply in turn.replies)
        case Checklist(say=say, items=items):
            yield from (say, *items)
        case Tap(say=say, slip=slip):
            yield from (say,) if slip is None else (slip.ask, slip.say, say)
        case Say(say=say) | Type(say=say) | Gesture(say=say):
            yield say


def everything(of: Lesson) -> str:
    return "\n".join(line.text for line in lines_of(of))


def seconds(of: Lesson, *kinds: str) -> float:
    """Voice at 3.2 syllables a second with its pauses, and four seconds for each thing done."""
    respell = workspace().pronounce
    clauses = [clause for line in heard(of, *kinds) for clause in spoken(line.text, respell)]
    voice = sum(syllables(clause.text) / 3.2 + clause.pause_after for clause in clauses)
    steps = [step for each in of.stages if not kinds or each.kind in kinds for step in each.steps]
    return voice + 4 * sum(isinstance(step, ACTIONS | Choose | Spot | Call) for step in steps)


def actions(of: Lesson, kind: str) -> list[Tap | Type | Gesture]:
    return [step for step in stage(of, kind).steps if isinstance(step, ACTIONS)]


def test_the_lessons_check_clean_but_for_what_only_people_can_mend() -> None:
    """L501: nobody has opened the sources yet. L504: a lesson that this one builds on is not written yet."""
    found = check_all(workspace(), today="2026-11-22")

    assert {"L501", "L504"} >= {problem.code for problem in found}


@pytest.mark.parametrize("name", ALL)
def test_a_lesson_has_every_stage_in_its_order(name: str) -> None:
    """The card is no stage to go through: it closes the lesson."""
    assert [kind for kind in STAGES if kind != "card"] == [stage.kind for stage in lesson(name).stages]


def test_each_track_has_a_lesson() -> None:
    assert set(TRACKS) == {lesson.track for lesson in workspace().lessons.values()}


@pytest.mark.parametrize("name", ALL)
def test_doing_it_together_is_at_most_seven_actions_in_twelve_steps(name: str) -> None:
    assert 12 >= len(stage(lesson(name), "together").steps)
    assert 7 >= len(actions(lesson(name), "together"))


@pytest.mark.parametrize("name", ALL)
def test_exactly_one_slip_is_planned(name: str) -> None:
    assert 1 == sum(isinstance(step, Tap) and step.slip is not None for step in stage(lesson(name), "together").steps)


@pytest.mark.parametrize("name", ALL)
def test_a_lesson_takes_at_most_eight_minutes_and_no_longer_than_it_says(name: str) -> None:
    assert 8 >= lesson(name).minutes
    assert lesson(name).minutes * 60 >= seconds(lesson(name))


@pytest.mark.parametrize("name", ALL)
def test_the_reason_takes_twenty_seconds_and_looking_on_seventy(name: str) -> None:
    assert 20 >= seconds(lesson(name), "why")
    assert 70 >= seconds(lesson(name), "watch")


@pytest.mark.parametrize("name", ALL)
def test_no_line_is_longer_than_twenty_eight_characters(name: str) -> None:
    assert [] == [line.text for line in lines_of(lesson(name)) if len(line.text) > 28]


@pytest.mark.parametrize("name", ALL)
def test_ah_ling_is_helped_on_another_phone_with_other_words(name: str) -> None:
    alone, variant = actions(lesson(name), "together"), actions(lesson(name), "variant")
    mocks = lesson(name).mocks
    own, other = ({f"{step.mock}" for step in steps} for steps in (alone, variant))

    assert {step.id for step in alone} == {step.id for step in variant}
    assert own != other
    assert all(mocks[mock] != mocks.get(mock.removesuffix("@variant")) for mock in other - own)


@pytest.mark.parametrize("name", ALL)
def test_genuine_and_fake_messages_are_equal_in_number(name: str) -> None:
    spots = [step.genuine for step in stage(lesson(name), "trick").steps if isinstance(step, Spot)]

    assert spots.count(True) == spots.count(False)


def test_the_scam_lesson_shows_messages_of_both_kinds() -> None:
    spots = [step for step in stage(lesson("scam-fake-cs"), "trick").steps if isinstance(step, Spot)]

    assert {True, False} == {spot.genuine for spot in spots}


@pytest.mark.parametrize("name", ALL)
def test_a_card_has_six_lines_at_most_and_one_to_show_to_staff(name: str) -> None:
    card = [line.text for line in lesson(name).card]

    assert 6 >= len(card)
    assert 1 == sum("職員" in line for line in card)


@pytest.mark.parametrize("name", ALL)
def test_no_card_leaves_a_voice_call_as_the_only_rescue(name: str) -> None:
    assert [] == [line.text for line in lesson(name).card if "打" in line.text and "職員" not in line.text]


@pytest.mark.parametrize("name", ALL)
def test_every_fact_has_a_source_and_the_day_it_was_read(name: str) -> None:
    for source in lesson(name).sources:
        assert source.source
        assert date(2026, 11, 22) <= date.fromisoformat(source.checked)


@pytest.mark.parametrize("name", ALL)
def test_a_fact_is_read_again_within_the_months_of_its_track(name: str) -> None:
    months = MONTHS[lesson(name).track]
    for source in lesson(name).sources:
        checked, again = date.fromisoformat(source.checked), date.fromisoformat(source.review_by)

        assert checked < again
        assert months >= (again.year - checked.year) * 12 + again.month - checked.month


@pytest.mark.parametrize("name", ALL)
def test_no_reviewer_is_invented(name: str) -> None:
    assert "never" == lesson(name).reviewed


def test_home_and_back_teaches_the_arrow_the_swipe_and_the_cross() -> None:
    steps = {step.id: step for step in actions(lesson("basics-home-back"), "together")}

    assert "back" == getattr(steps["go-back"], "target", "")
    assert "up" == getattr(steps["go-home"], "gesture", "")
    assert "close" == getattr(steps["close-advert"], "target", "")


def test_home_and_back_takes_the_fear_away_first() -> None:
    assert "唔會整壞部機" in next(heard(lesson("basics-home-back"), "why")).text


def test_the_payee_lesson_says_that_no_alert_is_not_safety() -> None:
    assert "冇警示唔等於安全" in everything(lesson("pay-fps-check-payee"))
    assert "冇警示，唔等於安全" in [line.text for line in lesson("pay-fps-check-payee").card]


def test_the_payee_lesson_says_that_with_a_phone_number_nobody_matches_the_name() -> None:
    said = everything(lesson("pay-fps-check-payee"))

    assert "用電話號碼過數，自己睇個名" in said
    assert "銀行要對名嗰種，係用戶口號碼過數" in said


def test_the_payee_lesson_never_asks_the_seller_why() -> None:
    assert "唔好問對方點解有警示" in [line.text for line in lesson("pay-fps-check-payee").card]


@pytest.mark.parametrize("kind", ["together", "alone", "variant"])
def test_the_alert_ends_in_a_cancelled_transfer_while_going_on_must_wait(kind: str) -> None:
    of = lesson("pay-fps-check-payee")
    cancel = next(step for step in actions(of, kind) if step.id == "cancel")
    found = {button.id: button for button in buttons(of.mocks[cancel.mock].screens[cancel.screen])}

    assert "cancel" == getattr(cancel, "target", "")
    assert ("取消交易", "cancelled") == (found["cancel"].text, found["cancel"].goto)
    assert ("繼續交易", 10, "") == (found["continue"].text, found["continue"].wait, found["continue"].goto)


def test_an_odd_name_without_an_alert_is_cancelled_too() -> None:
    step = next(step for step in stage(lesson("pay-fps-check-payee"), "trick").steps if step.id == "no-alert")

    assert isinstance(step, Choose)
    assert "review-odd" == step.screen
    assert ["cancel"] == [option.id for option in step.options if option.right]


@pytest.mark.parametrize("name", ["pay-fps-check-payee", "scam-fake-cs"])
def test_money_and_scam_lessons_name_the_helpline(name: str) -> None:
    assert any("18222" in line.text for line in lesson(name).card)


def test_the_hospital_lesson_says_when_and_where_a_first_visit_is_cancelled() -> None:
    said = everything(lesson("gov-hago-appointment"))

    assert "14個工作日" in said
    assert "自己開 HA Go" in said


def test_the_false_caller_never_gets_what_he_asks_for() -> None:
    """Whoever does as he says hears why not, and is asked again."""
    call = next(step for step in stage(lesson("scam-fake-cs"), "trick").steps if isinstance(step, Call))
    ends = {name: turn for name, turn in call.turns.items() if turn.end}

    assert {"safe"} == {name for name, turn in ends.items() if turn.end == "good"}
    assert all(turn.to in call.turns for turn in ends.values() if turn.end == "pause")
    assert all(any(reply.hang_up for reply in turn.replies) for turn in call.turns.values() if not turn.end)


def test_good_cantonese_proves_nothing() -> None:
    assert "有禮貌都可以係假" in everything(lesson("scam-fake-cs"))


@pytest.mark.parametrize("name", ALL)
def test_nobody_practises_what_would_harm_them(name: str) -> None:
    harmful = {"continue", "share", "claim", "answer"}
    targets = {
        getattr(step, "target", "") for kind in ("together", "alone", "variant") for step in actions(lesson(name), kind)
    }

    assert set() == harmful & targets
