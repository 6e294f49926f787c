"""Every code of `elderapp.authoring.explanations` is given for some mistake, and for the right place."""

import pytest

from elderapp.authoring.explanations import EXPLANATIONS

LINE = "    say: 撳「轉數快」呢個掣。\n"
NEXT = "  - {do: tap, id: next, screen: amount, target: next, say: 撳「下一步」。, where: 喺電話最底。}\n"
SWIPE = "  - {do: gesture, id: up, screen: amount, gesture: up, say: 掃上。, where: 電話底。}\n"
ORDER = "  - {do: order, id: o, say: 順住撳。, where: 先讀。, items: [{id: a, text: 讀}], because: 啱喇。}\n"
SPOKEN = "  - {{do: say, id: s{}, say: 好。}}\n"
SAY = "why: 學識過數，唔使排隊。"


def line_of_15(text: str) -> tuple[str, str, str]:
    return ("lesson", SAY, f"why: {text}")


# code, file, what stands there, what is written instead
CASES = [
    ("L001", "lesson", "why:", "#" * 262_145 + "\nwhy:"),
    ("L002", "lesson", "用轉數快", "\ud800"),
    ("L003", "lesson", "lesson: pay", "\ufefflesson: pay"),
    ("L004", *line_of_15("學識\x07過數。")),
    ("L005", *line_of_15("[" * 40 + "]" * 40)),
    ("L006", *line_of_15("&a 學識過數。")),
    ("L006", *line_of_15("*a")),
    ("L006", *line_of_15("!!str 學識過數。")),
    ("L010", "lesson", "why: ", "why："),
    ("L010", "lesson", "do: type", "do：type"),
    ("L010", "lesson", "target: next, say", "target：next, say"),
    ("L011", "lesson", "id: next, screen", "id: next，screen"),
    ("L011", "lesson", "card:", "needs: [a，b]\ncard:"),
    ("L012", *line_of_15("“學識過數。”")),
    ("L012", "lesson", 'from: "6000 0000"', "from: “6000 0000”"),
    ("L013", "lesson", "why: ", "why:　"),
    ("L013", "lesson", "    id: open-fps", "　　id: open-fps"),
    ("L014", "lesson", "  - do: type", "  － do: type"),
    ("L014", "lesson", "suspicious: {link", "suspicious: ｛link"),
    ("L015", "lesson", "    id: open-fps", "\tid: open-fps"),
    ("L015", "lesson", "id: next, screen", "id: next,\tscreen"),
    ("L016", "lesson", "why: ", "why:"),
    ("L016", "lesson", "  - do: type", "  -do: type"),
    ("L016", "lesson", SAY, "why:\n  -學識過數。"),
    ("L017", *line_of_15("你好 #1 位")),
    ("L017", *line_of_15("個名開頭有 # 號")),
    ("L017", "lesson", "say: 撳「下一步」。", "say: 撳 #1 個。"),
    ("L018", *line_of_15('"學識過數。')),
    ("L018", "lesson", 'from: "6000 0000"', 'from: "6000 0000'),
    ("L019", "lesson", "where: 喺電話最底。}", "where: 喺電話最底。"),
    ("L020", "lesson", "    id: amount\n", "    id: amount\n    ]\n"),
    ("L022", "lesson", "    id: amount", "   id: amount"),
    ("L022", "lesson", "    id: amount", "     id: amount"),
    ("L020", "lesson", "    screen: amount\n", "    screen: amount\n    就係咁\n"),
    ("L021", "lesson", "minutes: 7", "minutes: 7\nminutes: 6"),
    ("L023", "lesson", "why:", "---\nwhy:"),
    ("L023", "lesson", "lesson: pay", "%YAML 1.1\nlesson: pay"),
    ("L024", "lesson", "why:", "k：v\n" * 210 + "why:"),
    ("L025", *line_of_15("@學識過數。")),
    ("L025", *line_of_15("*#06# 係乜？")),
    ("L026", *line_of_15("收款人: 陳生")),
    ("L026", "lesson", "say: 撳「下一步」。", "say: 撳: 下一步"),
    ("L027", *line_of_15("{sum} 蚊")),
    ("L027", "lesson", "say: 撳「下一步」。", "say: 俾 {sum} 蚊。"),
    ("L028", *line_of_15('"學識過數。" 唔使排隊。')),
    ("L028", "lesson", 'CHAN T** M**, sum: "200"}}', 'CHAN T** M**, sum: "200"}} 呀'),
    ("L029", *line_of_15("{[a]: b}")),
    ("L101", "lesson", "    target: fps", "    traget: fps"),
    ("L101", "lesson", "card:", "cards:"),
    ("L101", "mock", "status:", "statu:"),
    ("L102", "lesson", "    target: fps\n", ""),
    ("L102", "lesson", "    where: 數字掣喺電話下面。\n  - {do: tap,", "  - {"),
    ("L102", "lesson", "minutes: 7\n", ""),
    ("L102", "lesson", "mock: harbour-bank\n", ""),
    ("L102", "mock", "繳付賬單", "繳付電費、水費、煤氣費同埋差餉嘅賬單"),
    ("L103", "lesson", "together:\n", "together: 撳掣\nx:\n"),
    ("L103", "lesson", "title: 用轉數快過數俾屋企人", "title: [a, b]"),
    ("L103", "mock", "    rows: [", "    rows: 收款人\n    list: ["),
    ("L103", "facts", "fps-free:\n", "fps-free: 唔收費\nx:\n"),
    ("L103", "pronounce", "FPS: 轉數快", "FPS: [轉數快]"),
    ("L104", "lesson", "track: e-payments", "track: e-payment"),
    ("L104", "lesson", "watch: auto", "watch: later"),
    ("L104", "lesson", "alone: same", "alone: different"),
    ("L104", "mock", "role: primary", "role: primery"),
    ("L105", "lesson", "minutes: 7", "minutes: 七分鐘"),
    ("L106", "lesson", "genuine: false", "genuine: no"),
    ("L107", "lesson", "- do: type", "- do: typ"),
    ("L108", "lesson", "id: open-fps", "id: Open_FPS"),
    ("L109", "lesson", "id: next,", "id: amount,"),
    ("L109", "mock", "{id: bills,", "{id: fps,"),
    ("L109", "lesson", "- {id: time,", "- {id: name,"),
    ("L110", "lesson", "lesson: pay-fps-send", "lesson: pay-fps"),
    ("L110", "lesson", "track: e-payments", "track: scams"),
    ("L110", "mock", "mock: harbour-bank", "mock: harbor-bank"),
    ("L111", "lesson", "mock: harbour-bank", "mock: harbor-bank"),
    ("L111", "lesson", "mock: river-bank", "mock: lake-bank"),
    ("L112", "lesson", "入 ${sum}。", '"入 ${amount}。"'),
    ("L113", "lesson", "入 ${sum}。", '"入 {fact.fee}。"'),
    ("L113", "lesson", "[fps-free]", "[fps-fre]"),
    ("L114", "lesson", 'sum: "200"', 'summ: "200"'),
    ("L114", "lesson", "mock: harbour-bank", "mock: harbour-bank\nwith: {who: 陳太}"),
    ("L115", "lesson", '"2027-05-20"', "下年五月"),
    ("L115", "lesson", '"2027-05-20"', '"2027-02-30"'),
    ("L115", "facts", '"2027-05-22"', '"2027-13-22"'),
    ("L116", "lesson", SAY, "why:"),
    ("L117", "lesson", "trick:\n", NEXT.replace("id: next", "id: late").replace("  -", "trick:\n  -")),
    ("L118", "lesson", "suspicious: {link:", "suspicious: {lnk: 唔係。, link:"),
    ("L119", "lesson", "suspicious: {link: 唔係官方網址。, fee", "suspicious: {fee"),
    ("L120", "lesson", "minutes: 7", "minutes: 20"),
    ("L121", "lesson", "入 ${sum}。", '"入 ${sum。"'),
    ("L121", "lesson", "入 ${sum}。", '"入 ${銀碼}。"'),
    ("L121", "lesson", "補 {fee|$8.5}", "補 {fee|$8.5"),
    ("L122", "mock", "    status: {", '    body: [{buton: {id: x}}]\n    status: {'),
    ("L123", "lesson", "alone: same", "alone: {skip: [nxt]}"),
    ("L123", "lesson", 'sum: "200"}}', 'sum: "200"}, lines: {nxt: {say: 撳。}}}'),
    ("L124", "lesson", "minutes: 7", "minutes: 7\nversion: 一"),
    ("L126", "river", "kind: bank", "kind: chat"),
    ("L127", "lesson", "card: [", "card: [一, 二, 三, 四, 五, "),
    ("L201", "lesson", "target: next", "target: ok"),
    ("L201", "lesson", "target: bills, say", "target: ok, say"),
    ("L201", "lesson", "watch: auto", "watch: [{do: show, id: w, moves: [{say: 撳。, tap: zzz, screen: home}]}]"),
    ("L202", "lesson", "screen: review", "screen: reviews"),
    ("L202", "mock", "screens:", "start: hom\nscreens:"),
    ("L202", "lesson", "watch: auto", "watch: [{do: show, id: w, moves: [{say: 撳。, tap: fps, screen: hom}]}]"),
    ("L203", "mock", "goto: review", "goto: reviews"),
    ("L204", "mock", "  done:\n", "  extra:\n    app_bar: {text: 冇人嚟, back: home}\n  done:\n"),
    ("L205", "mock", "  done:\n", "  done:\n    text: 完\n  extra:\n"),
    ("L206", "lesson", "field: pad", "field: amount"),
    ("L207", "lesson", 'expect: "{sum}"', 'expect: "9999"'),
    ("L207", "lesson", 'expect: "{sum}"', "expect: 一百"),
    ("L207", "lesson", 'expect: "{sum}"', 'expect: "1.234"'),
    ("L207", "mock", 'max: "5000"', "length: 2"),
    ("L208", "lesson", NEXT, NEXT + SWIPE),
    ("L208", "lesson", "watch: auto", "watch: [{do: show, id: w, moves: [{say: 掃。, swipe: up, screen: home}]}]"),
    ("L209", "lesson", NEXT, ""),
    ("L210", "mock", "needs: pad", "needs: sum"),
    ("L210", "mock", "kind: money, ", "kind: money, field: sum, "),
    ("L211", "lesson", ", replies: [{hang_up: true, to: safe}, {say: 好啦。, to: stop}]", ""),
    ("L211", "lesson", "就係想你冇時間諗。, to: b}", "就係想你冇時間諗。}"),
    ("L212", "lesson", "      stop: {end", "      lost: {end: good, say: 好。}\n      stop: {end"),
    ("L213", "lesson", "end: good", "end: pause, to: b"),
    ("L213", "lesson", "    start: a\n", "    start: a\n    hang_up: b\n"),
    ("L214", "lesson", "{say: 咁點算？, to: b}", "{say: 咁點算？, to: bb}"),
    ("L214", "lesson", "start: a\n", "start: z\n"),
    ("L215", "lesson", ", right: true", ""),
    ("L216", "lesson", "幾點都過得到數。}", "幾點都過得到數。, right: true}"),
    ("L217", "lesson", "      - {id: time, text: 而家幾點, because: 幾點都過得到數。}\n", ""),
    ("L218", "lesson", "track: e-payments", "track: scams"),
    ("L219", "lesson", "genuine: false", "genuine: true"),
    ("L220", "mock", "goto: review", "goto: done"),
    ("L221", "mock", "ribbon: money", "ribbon: plain"),
    ("L222", "river", "{id: next, text", "{id: go-on, text"),
    ("L223", "lesson", "target: bills, say", "target: fps, say"),
    ("L128", "lesson", "id: next, screen", "id: next, was: open-fps, screen"),
    ("L225", "lesson", "trick:\n", f"trick:\n{ORDER}"),
    ("L226", "lesson", NEXT, NEXT + SWIPE.replace("gesture: up", "gesture: hold, target: next")),
    ("L227", "lesson", NEXT, NEXT + SWIPE.replace("gesture: up", "gesture: scroll, target: next")),
    ("L228", "lesson", "card: [", "card: [有事打去銀行問, "),
    ("L224", "lesson", "together:\n", "together:\n  - {do: say, id: hello, say: 你好。}\nx:\n"),
    ("L301", *line_of_15("學識過數之後，你以後就唔使再去銀行排隊，喺屋企都可以俾錢屋企人。")),
    ("L302", *line_of_15("學識過數之後你以後就唔使再去銀行排隊等咁耐㗎喇")),
    ("L303", *line_of_15("学识過數。")),
    ("L304", *line_of_15("學識睇短信。")),
    ("L304", "mock", "繳付賬單", "登錄"),
    ("L305", *line_of_15("你入嘅密碼無效。")),
    ("L306", *line_of_15("學識過數\U00020b9f。")),
    ("L307", *line_of_15("有 91% 嘅人識用。")),
    ("L308", *line_of_15("去 aaaaaaaaaaaaaaaaaaaaaaaa 睇。")),
    ("L309", *line_of_15("用 zqxw 過數。")),
    ("L401", "lesson", "parcel.example/pay", "parcel-hk.com/pay"),
    ("L402", *line_of_15("打 2345 6789 問吓。")),
    ("L402", "lesson", "payee: CHAN T** M**", 'payee: "6123 4567"'),
    ("L403", *line_of_15("身份證 A123456(3)。")),
    ("L404", *line_of_15("卡號 4512 3456 7890 1234。")),
    ("L501", "lesson", 'reviewed: {by: 陳大文, on: "2026-11-20"}', "reviewed: never"),
    ("L511", "lesson", 'on: "2026-11-20"', 'on: "2030-11-20"'),
    ("L502", "lesson", '"2027-05-20"', '"2026-11-21"'),
    ("L503", "facts", 'review_by: "2027-05-22"', 'review_by: "2026-11-21"'),
    ("L504", "lesson", "minutes: 7", "minutes: 7\nneeds: [basics-home]"),
    ("L505", "lesson", "together:\n", "together:\n" + "".join(SPOKEN.format(n) for n in range(9))),
    ("L506", "lesson", NEXT, NEXT + "".join(NEXT.replace("id: next", f"id: n{n}") for n in range(4))),
    ("L507", "mock", "icon: bolt", "icon: blot"),
    ("L508", "lesson", "together:\n", "together:\n  - {do: say, id: look, say: 睇吓。, picture: phone.png}\n"),
    ("L509", "lesson", "together:\n", "together:\n  - {do: say, id: look, say: 睇吓。, picture: ../phone.png}\n"),
    ("L510", "lesson", "minutes: 7", "minutes: 7\nneeds: [pay-fps-send]"),
]  # fmt: skip

ELSEWHERE = {"L007", "L008"}
"""Codes of files that are not there or not ours: see test_workspace and test_source."""


def test_the_project_that_all_cases_start_from_is_sound(problems):
    assert () == problems()


@pytest.mark.parametrize(("code", "file", "old", "new"), CASES)
def test_each_mistake_has_its_code(problems, change, code, file, old, new):
    change(file, old, new)
    glyphs = None if code != "L306" else frozenset(map(chr, range(0x20, 0xFFFF)))

    assert code in [problem.code for problem in problems(glyphs=glyphs)]


def test_every_code_has_a_case():
    assert set(EXPLANATIONS) == {code for code, *_ in CASES} | ELSEWHERE


def test_a_lesson_without_its_phone_is_told_once_at_the_first_screen(problems, change):
    change("lesson", "mock: harbour-bank\n", "")

    assert [("L102", "mock")] == [(one.code, one.about["key"]) for one in problems() if one.code == "L102"]


@pytest.mark.parametrize(("old", "new", "code", "shown"), [
    ('from: "6000 0000"', 'from: "5123 4567"', "L402", "5123 4567"),
    ("    start: a\n", "    number: 5123 4567\n    start: a\n", "L402", "5123 4567"),
    ("入 ${sum}。", '"入 {fact.police}。"', "L113", "fact.police"),
])  # fmt: skip
def test_one_mistake_is_told_once_and_where_it_is_written(problems, change, folder, old, new, code, shown):
    change("lesson", old, new)

    (found,) = problems()
    lines = (folder / "lessons/e-payments/pay-fps-send/lesson.yaml").read_text(encoding="utf-8").splitlines()
    assert code == found.code
    assert shown in lines[found.where.line - 1]
