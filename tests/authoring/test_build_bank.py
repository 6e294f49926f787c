import pytest

from elderapp import resources
from elderapp.authoring import messages
from elderapp.authoring.cuts import shares
from elderapp.authoring.packing import usable
from elderapp.authoring.workspace import check_all, load, sound
from elderapp.lesson.lines import lines_of

HEAD = """bank: drills
title: 真定假？
items:
"""
FAKE = """  - id: parcel
    type: sms
    scam_kind: parcel
    difficulty: 2
    genuine: false
    from: "6000 0000"
    text: "包裹未付關稅，{now|今日內}去 {link|parcel.example/pay} 補錢。"
    suspicious: {now: 佢催你。, link: 唔係官方網址。}
"""
REAL = """  - id: clinic
    type: call
    scam_kind: parcel
    genuine: true
    from: 診所
    text: 提提你聽日覆診。
    because: 冇要錢，冇連結。
"""


@pytest.fixture
def bank(tmp_path):
    def write(text):
        (tmp_path / "drills.yaml").write_text(text, encoding="utf-8")
        return load(tmp_path)

    return write


def codes(workspace):
    return {problem.code for problem in check_all(workspace, today="2026-11-26") if problem.severity == "error"}


def test_a_bank_becomes_one_stage_of_messages_and_is_no_lesson(bank):
    workspace = bank(HEAD + FAKE + REAL)
    fake, real = workspace.bank.stages[0].steps

    assert set() == codes(workspace)
    assert ({}, {"drills"}) == (workspace.lessons, set(sound(workspace)))
    assert {"drills"} == set(usable(workspace, check_all(workspace, today="2026-11-26")))
    assert ("parcel", "parcel", 2, False) == (fake.id, fake.scam, fake.level, fake.genuine)
    assert (["now", "link"], "call") == ([mark.id for mark in fake.suspicious], real.message.kind)
    assert ("ui/drill-sms", "ui/drill-call") == (fake.say.id, real.say.id)


def test_a_message_is_read_out_and_an_address_is_called_one(bank):
    fake, real = bank(HEAD + FAKE + REAL).bank.stages[0].steps

    assert "包裹未付關稅，今日內去 一個連結 補錢。" == "".join(line.text for line in fake.hear).replace("去一", "去 一")
    assert 3 >= len(real.hear)
    own = (
        bank(HEAD + FAKE.replace("    genuine", "    hear: [佢話要補錢。]\n    genuine") + REAL).bank.stages[0].steps[0]
    )
    assert [("drills/parcel/hear-1", "佢話要補錢。")] == [(line.id, line.text) for line in own.hear]


def test_every_line_has_an_id_of_its_own(bank):
    ids = [line.id for line in lines_of(bank(HEAD + FAKE + REAL).bank)]

    assert sorted(set(ids)) == sorted(ids)
    assert {"drills/parcel/now", "drills/parcel/hear-1", "drills/clinic/because"} <= set(ids)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("L218", HEAD + FAKE),
        ("L109", HEAD + FAKE + FAKE),
        ("L104", HEAD + FAKE.replace("sms", "fax") + REAL),
        ("L101", HEAD + FAKE.replace("scam_kind", "scam_kindd") + REAL),
        ("L102", HEAD + FAKE.replace("    scam_kind: parcel\n", "") + REAL),
        ("L120", HEAD + FAKE.replace("difficulty: 2", "difficulty: 9") + REAL),
        ("L119", HEAD + FAKE.replace("now: 佢催你。, ", "") + REAL),
        ("L401", HEAD + FAKE.replace("parcel.example", "parcel-hk.com") + REAL),
        ("L110", HEAD.replace("drills", "other") + FAKE + REAL),
        ("L102", "bank: drills\ntitle: 真定假？\n"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(bank, code, text):
    workspace = bank(text)

    assert code in codes(workspace)
    assert all(p.where.file.endswith("drills.yaml") for p in check_all(workspace, today="2026-11-26"))


def test_translators_get_each_text_once_and_not_what_is_read_out_of_it(bank):
    workspace = bank(HEAD + FAKE + REAL)
    contexts = [text.entry.context for text in messages.texts(workspace)]

    assert {"drills/parcel/text", "drills/parcel/now", "drills/clinic/from", "drills/title"} <= set(contexts)
    assert not [one for one in contexts if "hear" in one or one.startswith("ui/")]


def test_a_text_is_shared_out_at_its_stops():
    assert ("Your parcel is held.", "Pay $8.5 at", "a link today.") == shares(
        "Your parcel is held. Pay $8.5 at a link today.", 3
    )
    assert ("喂",) == shares("喂", 3)
    assert () == shares("", 3)


def test_the_bank_that_comes_along_is_sound_and_half_of_it_genuine():
    workspace = load(resources.lessons(), only="drills")
    items = workspace.bank.stages[0].steps

    found = [p for p in check_all(workspace, today="2026-11-26") if p.where.file.endswith("drills.yaml")]
    assert {"notice"} >= {problem.severity for problem in found}
    assert len(items) == 2 * sum(one.genuine for one in items)
    assert 60 <= len(items)
