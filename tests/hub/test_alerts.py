"""The words of an alert: what is wrong is told at the field it stands in, and no other."""

import pytest
from msgspec.structs import replace

from elderapp.hub import alerts
from elderapp.hub.alerts import FIELDS, Words
from elderapp.hub.demo_lessons import GAS, PARCEL
from elderapp.hub.pages.words import ALERT_FIELDS, FAULTS
from elderapp.hub.studio import Studio, between_characters
from elderapp.lesson.model import Part, Spot
from elderapp.lesson.rules_words import length_of

DAY = "2026-11-27"


def found(words: Words) -> list[tuple[str, str, str]]:
    return [(one.field, one.code, one.severity) for one in alerts.check(words, "alert-1-a", DAY, Studio())]


def test_good_words_have_no_fault():
    assert [[], []] == [found(PARCEL), found(GAS)]


def test_an_empty_form_lacks_everything():
    assert [(name, "missing", "error") for name in FIELDS if name != "kind"] == found(Words())


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("safe", "短信入面嘅連結唔好撳。", "L304"),
        ("because1", "你唔識就會中招。", "L305"),
        ("story", "有人收到假短讯。", "L303"),
        ("genuine", "聽日嘅班照常，問 2345 6789。", "L402"),
        ("sender", "5123 4567", "L402"),
        ("genuine_because", "因為佢同平時一樣，冇任何連結，亦都冇問你攞錢，更加冇催你要即刻做。", "L301"),
        ("title", "一個好長好長好長好長好長好長好長嘅題目", "L301"),
    ],
)
def test_what_the_rules_say_stands_at_its_field(field, text, code):
    assert (field, code, "error") in found(replace(PARCEL, **{field: text}))
    assert {field} == {one[0] for one in found(replace(PARCEL, **{field: text}))}


def test_a_live_address_of_the_scammer_s_is_refused_and_what_no_machine_reads_is_only_told():
    words = replace(PARCEL, message=PARCEL.message.replace("parcel.example", "parcel-hk.com"), tell3="parcel-hk.com")
    assert ("message", "L401", "error") in found(words)
    assert [("genuine", "L309", "warning")] == found(replace(PARCEL, genuine="聽日 xyzzy 班照常。"))


def test_every_field_and_every_fault_has_its_words():
    told = {code for code in FAULTS if code.startswith("L")}
    assert {"L301", "L302", "L303", "L304", "L305", "L306", "L307", "L308", "L309"} < told
    assert set(FIELDS) < set(ALERT_FIELDS)


def test_tells_lie_in_the_message_apart_from_each_other():
    words = Words(message="今日內撳入去", tell1="撳", tell2="今日內", tell3="內撳")

    assert [Part("今日內", "tell-2"), Part("撳", "tell-1"), Part("入去")] == alerts.pieces(words)


def test_tells_that_a_trembling_finger_takes_for_each_other_are_told_and_stop_nobody():
    near = replace(PARCEL, message="【順速速遞】今日內撳 parcel.example 補交運費。")
    assert [("tell2", "near", "warning"), ("tell3", "near", "warning")] == found(near)
    touching = replace(near, message="順速速遞今日內請你撳呢度 parcel.example 補交。")
    assert ("tell2", "near", "warning") in found(touching)


def test_the_lesson_has_a_fake_and_a_genuine_message_read_out_in_short_parts():
    lesson = alerts.build(replace(PARCEL, message=PARCEL.message * 2), "alert-1-a", "2027-02-25", Studio())
    fake, genuine = (step for stage in lesson.stages for step in stage.steps if isinstance(step, Spot))

    assert (False, 3, True, 0) == (fake.genuine, len(fake.suspicious), genuine.genuine, len(genuine.suspicious))
    assert PARCEL.message * 2 == "".join(line.text for line in fake.hear)
    assert max(length_of(line.text) for line in fake.hear) <= 36
    assert ("2027-02-25", "scams") == (lesson.review_by, lesson.track)


@pytest.mark.parametrize(("sender", "kind"), [("中心林姑娘", "chat"), ("#CENTRE", "sms")])
def test_no_genuine_text_message_comes_from_a_name_without_its_sign(sender, kind):
    lesson = alerts.build(replace(PARCEL, genuine_sender=sender), "alert-1-a", "2027-02-25", Studio())
    _, genuine = (step for stage in lesson.stages for step in stage.steps if isinstance(step, Spot))

    assert kind == genuine.message.kind


def test_what_is_read_is_plain_and_bounded():
    words = alerts.read({"title": "假\u0007  短訊 ", "kind": "pigeon", "message": "字" * 500, "other": "x"})

    assert ("假 短訊", "sms", 90) == (words.title, words.kind, len(words.message))


def test_without_authors_tools_lines_break_between_characters_and_not_inside_words():
    assert (1, 2, 5, 6) == between_characters("撳呢App掣呀。")
