"""The words of lessons for translators."""

from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file

from elderapp.authoring import messages, messages_code
from elderapp.authoring.workspace import load
from elderapp.lesson.lines import lines_of
from tests.desk import ours

LESSON = """\
lesson: pay-one
track: e-payments
title: 過數
minutes: 3
mock: bank
why: [學識過數。]
watch: auto
together:
  - do: tap
    id: open-fps
    was: [open]
    screen: home
    target: fps
    say: {text: 撳「轉數快」。, speech: 撳轉數快}
    where: 喺上面。
    slip: {target: bills, say: 呢度係交費嘅。}
  - do: type
    id: amount
    screen: amount
    field: pad
    expect: "{sum}"
    say: 入 ${sum}。
    where: 喺下面，打 {fact.hotline}。
alone: same
variant: {mock: bank, with: {payee: 陳好}}
trick:
  - do: spot
    id: sms
    genuine: false
    say: 睇吓。
    message: {from: 銀行, text: "請按 {link|呢度}。"}
    suspicious: {link: 唔好撳。}
checklist: [做一次]
"""
MOCK = """\
mock: bank
kind: bank
vars: {payee: 李好, sum: "100"}
screens:
  home:
    app_bar: {text: 海港}
    tiles: [{id: fps, text: 轉數快, goto: amount}, {id: bills, text: 交費}]
  amount:
    text: 入銀碼
    keypad: {id: pad, kind: money}
    rows: [{id: who, label: 收款人, value: "{payee}"}]
    button: {id: ok, text: 好}
"""
FACTS = """\
hotline: {value: 熱線, source: 警方, checked: "2026-01-01", review_by: "2027-01-01"}
other: {value: 冇人講, source: 警方, checked: "2026-01-01", review_by: "2027-01-01"}
"""


@pytest.fixture
def lessons(tmp_path: Path) -> Path:
    folder = tmp_path / "lessons"
    (folder / "e-payments" / "pay-one").mkdir(parents=True)
    (folder / "mocks").mkdir()
    (folder / "e-payments" / "pay-one" / "lesson.yaml").write_text(LESSON, encoding="utf-8")
    (folder / "mocks" / "bank.yaml").write_text(MOCK, encoding="utf-8")
    (folder / "facts.yaml").write_text(FACTS, encoding="utf-8")
    return folder


def _texts(lessons: Path) -> dict[str, str]:
    return {one.context: one.id for one in messages.catalogue(load(lessons, cuts=False))}


def test_every_text_has_the_context_that_is_its_lines_id(lessons: Path):
    assert {
        "pay-one/title": "過數",
        "pay-one/why-1/say": "學識過數。",
        "pay-one/open-fps/say": "撳「轉數快」。",
        "pay-one/open-fps/where": "喺上面。",
        "pay-one/open-fps/slip": "呢度係交費嘅。",
        "pay-one/open-fps/slip-ask": "我哋特登撳錯一次：撳「交費」。",
        "pay-one/amount/say": "入 ${sum}。",
        "pay-one/amount/where": "喺下面，打 {fact.hotline}。",
        "pay-one/variant/with/payee": "陳好",
        "pay-one/variant/say": "阿玲部電話唔同樣，你幫佢做一次。",
        "pay-one/sms/say": "睇吓。",
        "pay-one/sms/message/from": "銀行",
        "pay-one/sms/message/text": "請按 {link|呢度}。",
        "pay-one/sms/link": "唔好撳。",
        "pay-one/done": "過數，你識做喇。",
        "pay-one/checklist-1": "做一次",
        "pay-one/checklist/say": "呢啲喺你自己部電話做，導師幫你睇。",
        "bank/vars/payee": "李好",
        "bank/home/app_bar/text": "海港",
        "bank/home/fps/text": "轉數快",
        "bank/home/bills/text": "交費",
        "bank/amount/text": "入銀碼",
        "bank/amount/who/label": "收款人",
        "bank/amount/ok/text": "好",
        "facts/hotline": "熱線",
    } == _texts(lessons)


def test_translators_are_told_how_long_a_text_may_be_and_whether_it_is_spoken(lessons: Path):
    found = {one.context: one.comments[0] for one in messages.catalogue(load(lessons, cuts=False))}

    assert "spoken to the learner, at most 56 characters" == found["pay-one/open-fps/say"]
    assert "seen, not spoken: keep {id|…} around the suspicious part" == found["pay-one/sms/message/text"]
    assert found["bank/home/fps/text"].startswith("seen on the phone")


def test_a_text_put_in_before_another_renames_nothing(lessons: Path):
    path = lessons / "mocks" / "bank.yaml"
    path.write_text(MOCK.replace("tiles: [", "tiles: [{id: card, text: 信用卡}, "), encoding="utf-8")

    assert "轉數快" == _texts(lessons)["bank/home/fps/text"]


def test_a_renamed_step_knows_the_contexts_it_had(lessons: Path):
    renames = messages.renames(load(lessons, cuts=False))

    assert ("pay-one/open/say",) == renames["pay-one/open-fps/say"]
    assert "pay-one/amount/say" not in renames


def test_babel_finds_the_texts_of_one_file_with_their_lines(lessons: Path):
    path = lessons / "mocks" / "bank.yaml"

    found = list(extract_from_file(messages.extract, str(path), keywords={"pgettext": ((1, "c"), 2)}))

    assert (6, "海港", "bank/home/app_bar/text") in [(line, text[-1] if isinstance(text, tuple) else text, context)
                                                   for line, text, _, context in found]  # fmt: skip
    assert {"海港", "轉數快", "交費", "入銀碼", "收款人", "好", "李好"} == {
        text[-1] if isinstance(text, tuple) else text for _, text, _, _ in found
    }


def test_every_line_of_the_shipped_lessons_is_extracted():
    workspace = ours()
    contexts = {one.context for one in messages.catalogue(workspace)}

    missing = [name for lesson in workspace.lessons for name in workspace.spans if name.startswith(f"{lesson}/")]
    places = {text.where for text in messages.texts(workspace)}
    lines = {line.id: line.text for lesson in workspace.lessons.values() for line in lines_of(lesson)}
    chinese = [name for name in missing if messages_code.CHINESE.search(lines.get(name, "字"))]
    lost = [name for name in chinese if name not in contexts and workspace.spans[name] not in places]

    # A line with braces of its own stands one column before its text.
    assert [] == [name for name in lost if not name.endswith("/say")]
