"""The mistakes that must be caught: each has its own code, its place to the sign, words in two languages, and a cure.

A cure is what the message says to write: a text for the marked place, or one text in place of another. Where only the
author can know what to write instead, an instance of it is given.
"""

from typing import NamedTuple

import pytest

from elderapp.authoring.diagnostics import cells, explain, render
from elderapp.authoring.workspace import check_all, load
from tests.authoring.conftest import ICONS, NAMES

WHY = "why: 學識過數，唔使排隊。"
TOGETHER = "together:\n"
LOOK = "together:\n  - {{do: say, id: look, say: 睇吓。, picture: {}}}\n"
CALL_REPLIES = ", replies: [{hang_up: true, to: safe}, {say: 好啦。, to: stop}]"
LOST = "  extra:\n    app_bar: {text: 冇人嚟, back: home}\n"
DONE = "    banner: {icon: check_circle, text: 練習完成，冇過到真錢, tone: good}"
GENUINE = """\
  - do: spot
    id: genuine-sms
    genuine: true
    say: 呢個又點呀？
    message: {from: 社區中心, text: 聽日十點有太極班。}
    because: 佢冇叫你撳。
  - do: call
"""


class Case(NamedTuple):
    """`old` in a file becomes `new`: `code` is given at `marked`, and the cure takes it away."""

    name: str
    code: str
    old: str
    new: str
    marked: str
    cure: str | tuple[str, str] = ""
    file: str = "lesson"


CASES = [
    Case("a full-width colon", "L010", "why: ", "why：", "：", ": "),
    Case("a full-width comma", "L011", "id: next, screen", "id: next，screen", "，", ", "),
    Case("full-width quotes", "L012", WHY, "why: “學識過數。”", "“", ("“學識過數。”", '"學識過數。"')),
    Case("a full-width space", "L013", "why: ", "why:　", "\u3000", " "),
    Case("a tab", "L015", "    id: open-fps", "\tid: open-fps", "\t", "    "),
    Case("text after a hash", "L017", WHY, "why: 你好 #1 位", "#1 位", ("你好 #1 位", '"你好 #1 位"')),
    Case("a duplicate key", "L021", "minutes: 7", "minutes: 7\nminutes: 6", "minutes", ("minutes: 6\n", "")),
    Case("a misspelt key", "L101", "    target: fps", "    traget: fps", "traget", "`"),
    Case("an unknown kind of step", "L107", "- do: type", "- do: typ", "typ", "`"),
    Case("a missing id", "L102", "    id: open-fps\n", "", "d", ("- do: tap\n", "- do: tap\n    id: open-fps\n")),
    Case("a duplicate id", "L109", "id: next,", "id: amount,", "amount", "`"),
    Case("a target that is not there", "L201", "target: next", "target: ok", "ok", "next"),
    Case("a screen nobody can reach", "L204", "  done:\n", LOST + "  done:\n", "extra", (LOST, ""), "mock"),
    Case("a screen nobody can leave", "L205", DONE, "    text: 完", "done", ("    text: 完", DONE), "mock"),
    Case("a call that does not end", "L211", CALL_REPLIES, "", "b", ("安全戶口！", "安全戶口！" + CALL_REPLIES)),
    Case("no right answer", "L215", ", right: true", "", "-", ("個名唔對就停手。", "個名唔對就停手。, right: true")),
    Case(
        "two right answers",
        "L216",
        "過得到數。}",
        "過得到數。, right: true}",
        "-",
        ("過得到數。, right: true", "過得到數。"),
    ),
    Case("fake messages alone", "L218", "track: e-payments", "track: scams", "false", ("  - do: call\n", GENUINE)),
    Case("a live address", "L401", "parcel.example/pay", "parcel-hk.com/pay", "", ("-hk.com/pay", ".example/pay")),
    Case(
        "a real-looking number",
        "L402",
        WHY,
        "why: 打 2345 6789 問吓。",
        "打 2345 6789 問吓。",
        ("2345 6789", "6000 0000"),
    ),
    Case(
        "an identity card", "L403", WHY, "why: 身份證 A123456(3)。", "身份證 A123456(3)。", ("A123456(3)", "A12XXXX(X)")
    ),
    Case(
        "a card number",
        "L404",
        WHY,
        "why: 卡 4512 3456 7890 1234。",
        "卡 4512 3456 7890 1234。",
        ("4512 3456 7890 1234", "4000 0000 0000 0000"),
    ),
    Case("money without a review", "L220", "goto: review", "goto: done", "done", "review", "mock"),
    Case(
        "a line too long to read",
        "L301",
        WHY,
        "why: 學識過數之後，你以後就唔使再去銀行排隊，喺屋企都可以俾錢屋企人。",
        "",
        ("，喺屋企", "。\nx: ，喺屋企"),
    ),
    Case(
        "a line too long to say",
        "L302",
        WHY,
        "why: 學識過數之後你以後就唔使再去銀行排隊等咁耐㗎喇",
        "",
        ("之後你", "，之後你"),
    ),
    Case("Simplified characters", "L303", WHY, "why: 学識過數。", "学識過數。", ("学", "學")),
    Case("mainland words", "L304", WHY, "why: 學識睇短信。", "學識睇短信。", ("短信", "短訊")),
    Case("words that blame", "L305", WHY, "why: 你入嘅密碼無效。", "", ("你入嘅密碼無效。", "未啱，再試吓。")),
    Case("a sign the font lacks", "L306", WHY, "why: 學識過數\U00020b9f。", "", ("\U00020b9f", "")),
    Case("a statistic without a fact", "L307", WHY, "why: 有 91% 嘅人識用。", "", ("有 91% 嘅人", "好多人")),
    Case(
        "a missing picture",
        "L508",
        TOGETHER,
        LOOK.format("phone.png"),
        "phone.png",
        (LOOK.format("phone.png"), TOGETHER),
    ),
    Case("a picture elsewhere", "L509", TOGETHER, LOOK.format("../phone.png"), "../phone.png", "phone.png"),
    Case("a review overdue", "L502", '"2027-05-20"', '"2026-11-21"', '"2026-11-21"', '"2027-05-21"'),
    Case(
        "a review never made",
        "L501",
        'reviewed: {by: 陳大文, on: "2026-11-20"}',
        "reviewed: never",
        "never",
        '{by: 陳大文, on: "2026-11-20"}',
    ),
    Case("a bomb of aliases", "L006", WHY, "why: *a", "*a", '"*a"'),
]

LANGUAGES = ("yue", "en")


@pytest.fixture
def found(folder):
    """Problems of one code, each with the lines of its file."""

    def find(code: str) -> list:
        workspace = load(folder / "lessons", cuts=False)
        glyphs = frozenset(map(chr, range(0x20, 0xFFFF)))
        problems = check_all(workspace, today="2026-11-22", glyphs=glyphs, icons=ICONS)
        return [(one, workspace.sources[one.where.file].lines) for one in problems if one.code == code]

    return find


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_it_is_caught_at_its_place_told_in_two_languages_and_cured(folder, change, found, case):
    assert [] == found(case.code)
    change(case.file, case.old, case.new)
    problem, lines = found(case.code)[0]
    line, start = lines[problem.where.line - 1], problem.where.column - 1

    assert NAMES[case.file] == problem.where.file
    assert line[start : start + problem.where.length].startswith(case.marked)
    told = {language: render(problem, lines, language).splitlines() for language in LANGUAGES}
    for language in LANGUAGES:
        caret = next(text for text in told[language] if "^" in text).partition("| ")[2]
        shown = cells(line[:start].replace("\t", "  "))
        assert (shown, "^") == (caret.index("^"), caret[shown]), told[language]
        assert max(1, cells(line[start : start + problem.where.length])) == caret.count("^")
        assert all(explain(problem, language)[part] for part in ("title", "label", "fix"))
    assert told["yue"] != told["en"]

    path = folder / NAMES[case.file]
    path.write_text(cured(path.read_text(encoding="utf-8"), problem, case.cure), encoding="utf-8")
    assert [] == found(case.code)


def cured(text: str, problem, cure) -> str:
    """The file with the cure in it; ````` stands for what the message itself says to write."""
    if isinstance(cure, tuple):
        assert cure[0] in text
        return text.replace(*cure, 1)
    if cure == "`":
        cure = explain(problem, "en")["fix"].split("`")[1].removeprefix("do: ")
    lines = text.split("\n")
    line, start = lines[problem.where.line - 1], problem.where.column - 1
    lines[problem.where.line - 1] = line[:start] + cure + line[start + problem.where.length :]
    return "\n".join(lines)


def test_every_case_has_a_code_of_its_own():
    assert len(CASES) == len({case.code for case in CASES})
