import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from elderapp.authoring.workspace import check_all, load
from elderapp.lesson.problems import Problem

LESSON = """\
lesson: pay-fps-send
track: e-payments
title: 用轉數快過數俾屋企人
title_en: Send money by FPS
goal: 識用轉數快過數俾屋企人。
minutes: 7
mock: harbour-bank
reviewed: {by: 陳大文, on: "2026-11-20"}
review_by: "2027-05-20"
sources: [fps-free]
why: 學識過數，唔使排隊。
watch: auto
together:
  - do: tap
    id: open-fps
    screen: home
    target: fps
    say: 撳「轉數快」呢個掣。
    where: 喺電話上面，左邊。
    slip: {target: bills, say: 呢個係交費用嘅。撳「返回」就得。}
  - do: type
    id: amount
    screen: amount
    field: pad
    expect: "{sum}"
    say: 入 ${sum}。
    where: 數字掣喺電話下面。
  - {do: tap, id: next, screen: amount, target: next, say: 撳「下一步」。, where: 喺電話最底。}
  - {do: tap, id: ok, screen: review, target: ok, say: 睇清楚，再撳「確認」。, where: 喺電話中間。}
alone: same
variant: {mock: river-bank, with: {payee: CHAN T** M**, sum: "200"}}
trick:
  - do: choose
    id: who
    say: 過數之前，睇乜嘢先？
    options:
      - {id: name, text: 收款人個名, because: 啱喇。個名唔對就停手。, right: true}
      - {id: time, text: 而家幾點, because: 幾點都過得到數。}
  - do: spot
    id: parcel-sms
    genuine: false
    say: 你睇吓，有冇邊度唔對路？
    message: {from: "6000 0000", text: "請去 {link|parcel.example/pay} 補 {fee|$8.5}。"}
    suspicious: {link: 唔係官方網址。, fee: 佢收你少少錢，想呃你張卡號碼。}
    because: 唔使理佢，自己查。
  - do: call
    id: fake-bank
    say: 有人打嚟，你點答？
    start: a
    turns:
      a: {hear: 我係銀行保安部。, replies: [{say: 我收線，自己打去問。, to: safe}, {say: 咁點算？, to: b}]}
      b: {hear: 快啲過錢去安全戶口！, replies: [{hang_up: true, to: safe}, {say: 好啦。, to: stop}]}
      safe: {end: good, say: 做得好！收咗線，再核實。}
      stop: {end: pause, say: 我哋停一停。佢催你，就係想你冇時間諗。, to: b}
card: [過數前睇個名, 唔對就停手]
done: 過數，你識做喇。
checklist: [用自己部電話搵到轉數快, 講得出過數前要睇啲乜]
"""

MOCK = """\
mock: {id}
kind: bank
title: 練習銀行
ribbon: money
vars: {{payee: CHAN T** L**, sum: "100"}}
screens:
  home:
    status: {{time: "10:08", battery: 80}}
    app_bar: {{text: 海港銀行}}
    tiles: [{{id: fps, icon: bolt, text: 轉數快, goto: amount}}, {{id: bills, icon: receipt_long, text: 繳付賬單}}]
  amount:
    app_bar: {{text: 轉數快, back: home}}
    rows: [{{id: payee, label: 收款人, value: "{{payee}}"}}]
    keypad: {{id: pad, kind: money, max: "5000"}}
    button: {{id: next, text: 下一步, role: primary, needs: pad, goto: review}}
  review:
    dialog:
      text: "轉賬 ${{sum}} 予 {{payee}}？"
      accept: {{id: ok, text: 確認, goto: done}}
      cancel: {{id: cancel, text: 取消, goto: amount}}
  done:
    banner: {{icon: check_circle, text: 練習完成，冇過到真錢, tone: good}}
"""

FACTS = """\
fps-free:
  value: 一般唔收費
  source: 金管局（2025年）
  checked: "2026-11-22"
  review_by: "2027-05-22"
hotline:
  value: "18222"
  source: 警務處（2025年）
  checked: "2026-11-22"
  review_by: "2027-05-22"
"""

ICONS = frozenset(("bolt", "receipt_long", "check_circle"))

FILES = {
    "lessons/e-payments/pay-fps-send/lesson.yaml": LESSON,
    "lessons/mocks/harbour-bank.yaml": MOCK.format(id="harbour-bank"),
    "lessons/mocks/river-bank.yaml": MOCK.format(id="river-bank"),
    "lessons/facts.yaml": FACTS,
    "lessons/pronounce.yaml": "respell:\n  FPS: 轉數快\n",
}
NAMES = {
    "lesson": "lessons/e-payments/pay-fps-send/lesson.yaml",
    "mock": "lessons/mocks/harbour-bank.yaml",
    "river": "lessons/mocks/river-bank.yaml",
    "facts": "lessons/facts.yaml",
    "pronounce": "lessons/pronounce.yaml",
}

Project = Callable[..., tuple[Problem, ...]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sound project of one lesson, the present folder while a test runs."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def change(folder: Path) -> Callable[[str, str, str], None]:
    """Write one thing otherwise in one of the project's files."""

    def write(file: str, old: str, new: str) -> None:
        path = folder / NAMES[file]
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_bytes(text.replace(old, new, 1).encode("utf-8", "surrogatepass"))

    return write


@pytest.fixture
def problems(folder: Path) -> Project:
    """Everything that is wrong with the project."""

    def find(today: str = "2026-11-22", glyphs: frozenset[str] | None = None) -> tuple[Problem, ...]:
        return check_all(load(folder / "lessons", cuts=False), today=today, glyphs=glyphs, icons=ICONS)

    return find


@pytest.fixture
def dedent() -> Callable[[str], str]:
    return lambda text: textwrap.dedent(text).lstrip("\n")


@pytest.fixture
def link(folder: Path) -> Callable[[str, str], None]:
    def make(name: str, target: str) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            path.unlink()
        path.symlink_to(target)

    return make
