from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from elderapp.authoring.build import Library, build_lesson
from elderapp.authoring.diagnostics import render
from elderapp.authoring.nodes import Mapping, Node, Scalar
from elderapp.authoring.source import read, read_bytes, read_text
from elderapp.lesson.rules import Given, check


def plain(node: Node | None) -> object:
    """Nodes as Python has them, all text."""
    if node is None or isinstance(node, Scalar):
        return node.text if node else None
    if isinstance(node, Mapping):
        return {key.text: plain(value) for key, value in node.pairs}
    return [plain(item) for item in node.items]


def seen(text: str) -> object:
    return plain(read_text(text, "f").root)


def places(text: str) -> list[tuple[str, int, int]]:
    return [(one.code, one.where.line, one.where.column) for one in read_text(text, "f").problems]


@pytest.mark.parametrize("text", ["12:30", "no", "0123", "~", "1e3", "2026-11-22", "0x1F", "yes", "null"])
def test_whatever_looks_like_something_else_stays_text(text):
    source = read_text(f"time: {text}", "f")

    assert ({"time": text}, ()) == (plain(source.root), source.problems)


def test_the_second_of_two_equal_keys_is_an_error_that_tells_the_line_of_the_first():
    source = read_text("a: 1\nb: 2\na: 3", "f")

    assert {"a": "1", "b": "2"} == plain(source.root)
    (problem,) = source.problems
    assert ("L021", 3, "1") == (problem.code, problem.where.line, problem.about["line"])


def test_equal_keys_are_found_between_brackets_and_across_a_fault_too():
    assert [("L021", 1, 11)] == places("x: {a: 1, a: 2}")
    assert ["L021", "L020"] == sorted((code for code, *_ in places("a: 1\nb: ]\na: 3")), reverse=True)


def test_text_after_a_hash_is_kept_and_reported():
    assert {"say": "你好 #1 位"} == seen("say: 你好 #1 位")
    assert [("L017", 1, 9)] == places("say: 你好 #1 位")
    assert {"x": {"say": "第 #1 個", "to": "b"}} == seen("x: {say: 第 #1 個, to: b}")


@pytest.mark.parametrize(
    "text", ["a: x  # why", "a: x # why", "# why\na: x", "a: x   #why is this\n".replace("#w", "# w"), "a: [x]  # 你好"]
)
def test_a_real_comment_is_left_alone(text):
    assert ([], "x") == (places(text), str(seen(text)["a"]).strip("[']"))


@pytest.mark.parametrize(
    ("text", "code", "meant"),
    [
        ("say：你好，世界", "L010", {"say": "你好，世界"}),
        ("- {do：tap}", "L010", [{"do": "tap"}]),
        ("a: {b: c，d: e}", "L011", {"a": {"b": "c", "d": "e"}}),
        ("a: [b，c]", "L011", {"a": ["b", "c"]}),
        ("a: [{b: c}，{d: e}]", "L011", {"a": [{"b": "c"}, {"d": "e"}]}),
        ("a: “你好”", "L012", {"a": "你好"}),
        ("a: {b: “你，好”, c: d}", "L012", {"a": {"b": "你，好", "c": "d"}}),
        ("a:　b", "L013", {"a": "b"}),
        ("a　: b", "L013", {"a": "b"}),
        ("a:\n　　b: c", "L013", {"a": {"b": "c"}}),
        ("a: {b:　c}", "L013", {"a": {"b": "c"}}),
        ("－ a: b", "L014", [{"a": "b"}]),
        ("a: ｛b: c｝", "L014", {"a": {"b": "c"}}),
        ("a: ［b, c］", "L014", {"a": ["b", "c"]}),
        ("a:\n\tb: c", "L015", {"a": {"b": "c"}}),
        ("a:\tb", "L015", {"a": "b"}),
        ("a: b\tc", "L015", {"a": "b c"}),
        ("a:b", "L016", {"a": "b"}),
        ("a: {b:c}", "L016", {"a": {"b": "c"}}),
        ("-a: b", "L016", [{"a": "b"}]),
        ('a: "b', "L018", {"a": "b"}),
        ("a: 'b\nc: d", "L018", {"a": "b", "c": "d"}),
        ('a: {b: "c, d: e}', "L018", {"a": {"b": "c", "d": "e"}}),
        ('a: {b: "c, d: "e"}', "L018", {"a": {"b": "c", "d": "e"}}),
        ("a: {b: c\nd: e", "L019", {"a": {"b": "c"}, "d": "e"}),
        ("a: [b, c", "L019", {"a": ["b", "c"]}),
        ("a: @b", "L025", {"a": "@b"}),
        ("a: *#06#", "L025", {"a": "*#06#"}),
        ("a: {b: %c}", "L025", {"a": {"b": "%c"}}),
        ("a: b: c", "L026", {"a": "b: c"}),
        ("a: 叫佢's 名: c", "L026", {"a": "叫佢's 名: c"}),
        ("a: {b: c: d}", "L026", {"a": {"b": "c: d"}}),
        ("a: {who} 你好", "L027", {"a": "{who} 你好"}),
        ("a: {b: 俾 {sum} 蚊, c: d}", "L027", {"a": {"b": "俾 {sum} 蚊", "c": "d"}}),
        ("a: {b: {who}, c: d}", "L027", {"a": {"b": "{who}", "c": "d"}}),
        ('a: "b" c', "L028", {"a": "b"}),
        ("a: [b] c", "L028", {"a": ["b"]}),
    ],
)
def test_a_slip_of_the_keyboard_is_mended_reported_once_and_read_on(text, code, meant):
    assert (meant, [code]) == (seen(text), [one for one, *_ in places(text)])


@pytest.mark.parametrize(
    "text",
    [
        "a: 你好，世界：早晨",
        "- 收款人：陳生",
        "a: 「你好」",
        "a: |\n  b：c\n  d\t#1",
        'a: "b\n  c"',
        "a: 'it''s'",
        'a: {"b": c, "d e": "f"}',
        "a: {b: 你好，你好, c: https://x.example}",
        "a: {\n  b: c,\n  d: [e,\n    f],\n}",
        "a: [\n  b,\n]",
        "a:\n- b\n- c: d\n  e: f",
        "HA Go: H A Go\n智方便+: 智方便加",
        "a: 佢話「唔該」：好",
        'a: "b \\" c"',
        "a: {b: }",
        "- - a\n  - b",
    ],
)
def test_what_is_right_is_left_as_it_stands(text):
    assert [] == places(text)


def test_columns_lead_back_to_what_the_author_typed():
    source = read_text("a：{b：c，d：“e”， f: g x: y}", "f")

    assert isinstance(source.root, Mapping)
    inner = source.root.get("a")
    assert isinstance(inner, Mapping)
    assert [4, 8, 15] == [key.where.column for key, _ in inner.pairs]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("a: 1\nb: {c: ]}\nd: 2", {"a": "1", "d": "2"}),
        ("a:\n  - b: 1\n  - ]\n  - c: 2", {"a": [{"b": "1"}, {"c": "2"}]}),
        ("a:\n  - b: 1\n   c: 2\n  - d: 3\ne: 4", {"a": [{"b": "1", "c": "2"}, {"d": "3"}], "e": "4"}),
        ("a: b\n  c: d\ne: f", {"a": "b", "c": "d", "e": "f"}),
        ("a: b\n  c\n  d: e\nf: g", {"a": "b", "f": "g"}),
        ("a:\n  b: 1\n  - c\nd: 2", {"a": {"b": "1"}, "d": "2"}),
        ("a: 1\n]\nb: 2", {"a": "1", "b": "2"}),
        ('a: "\\q"\nb: 2', {"b": "2"}),
        ("a:\n    b: 1\n  c: 2\nd: 3", {"a": {"b": "1", "c": "2"}, "d": "3"}),
        ("a: 1\n---\nb: 2", {"a": "1"}),
    ],
)
def test_what_cannot_be_read_is_left_out_and_the_rest_is_read(text, rest):
    source = read_text(text, "f")

    assert (rest, True) == (plain(source.root), bool(source.problems))


def test_faults_in_several_items_are_all_told_in_order():
    text = "a：1\nb:\n  - {c: ]}\n  - d: “x”\n\te: 1\nf: 'g\nh: 1"

    assert [("L010", 1), ("L020", 3), ("L012", 4), ("L015", 5), ("L018", 6)] == [
        (code, line) for code, line, _ in places(text)
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"x" * 262_145, "L001"),
        ("a: 你".encode("big5"), "L002"),
        ("a: 1".encode("utf-16"), "L002"),
        (b"\xef\xbb\xbfa: 1", "L003"),
        (b"a: \x00", "L004"),
        ("a: \u2028b".encode(), "L004"),
        (b"a: " + b"[" * 5000, "L005"),
        (b"a: &x [1]\nb: *x", "L006"),
        (b"a: !!python/object:os.system x", "L006"),
    ],
)
def test_what_could_harm_is_refused_or_defused_with_a_place(data, code):
    assert code in [problem.code for problem in read_bytes(data, "f").problems]


def test_a_bomb_of_aliases_stays_small():
    text = 'a: &a ["lol"]\n' + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)
    )

    assert {"L006"} == {code for code, *_ in places(text)}


def test_a_bad_byte_is_told_with_its_line_and_column():
    (problem,) = read_bytes("a: 1\nb: 你好".encode() + b"\xff", "f").problems

    assert (2, 6) == (problem.where.line, problem.where.column)


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path):
    assert ["L008"] == [problem.code for problem in read(tmp_path / "lesson.yaml").problems]


def test_a_link_is_not_followed(tmp_path: Path):
    (tmp_path / "secret").write_text("a: 1", encoding="utf-8")
    (tmp_path / "lesson.yaml").symlink_to(tmp_path / "secret")

    assert ["L007"] == [problem.code for problem in read(tmp_path / "lesson.yaml").problems]


def test_windows_line_ends_are_line_ends():
    assert ({"a": "1", "b": "2"}, []) == (seen("a: 1\r\nb: 2\r\n"), places("a: 1\r\nb: 2\r\n"))


def test_an_empty_file_is_no_lesson_and_no_accident():
    assert (None, ()) == (read_text("", "f").root, read_text("# nothing\n", "f").problems)


SIGNS = st.sampled_from(
    (
        "：",
        "，",
        "“",
        "\t",
        "　",
        "{",
        "}",
        "[",
        "]",
        '"',
        "'",
        " #",
        "\n",
        "- ",
        "&a ",
        "*a",
        "|",
        ">",
        "\0",
        "%",
        "@",
        "`",
        "!!x ",
        "? ",
        "<<: ",
        "--- ",
        "｛",
        "］",
        "|}",
        "\\",
        "\u2028",
        "😀",
        "\ufeff",
        "do: ",
        "\n    ",
        ":",
        "\r",
    )
)


def tell_everything(data: bytes) -> None:
    source = read_bytes(data, "f")
    built = build_lesson("f", source.root, Library())
    problems = [*source.problems, *built.problems]
    if built.draft is not None:
        problems += check(built.draft, Given(today="2026-11-22", file="f", places=built.places))
    assert built.draft is not None or source.root is None or problems
    for problem in problems:
        assert 1 <= problem.where.line <= max(1, len(source.lines))
        assert 1 <= problem.where.column
        assert render(problem, source.lines, "yue") != render(problem, source.lines, "en")


@settings(suppress_health_check=list(HealthCheck))
@given(edits=st.lists(st.tuples(st.integers(0, 2500), st.integers(0, 4), SIGNS), min_size=1, max_size=4))
def test_a_lesson_that_was_mutilated_is_told_of_and_never_stops_the_reader(mutilated, edits):
    text = mutilated
    for at, cut, sign in edits:
        at %= len(text)
        text = text[:at] + sign + text[at + cut :]

    tell_everything(text.encode("utf-8", "surrogatepass"))


@given(st.binary(max_size=300))
def test_any_bytes_are_told_of(data):
    tell_everything(data)


@pytest.fixture
def mutilated(request) -> str:
    return LESSON


LESSON = """\
lesson: a-b
track: scams
title: 甲
minutes: 7
why: [學識, 唔使驚]
together:
  - do: tap
    id: x
    screen: home
    target: y
    say: 撳「甲」。
    where: 喺上面。
    slip: {target: z, say: 唔緊要。}
  - {do: type, id: t, screen: s, field: pad, expect: "1", say: 入。}
alone: {say: 做, skip: [x]}
variant: {mock: m, with: {a: b}, lines: {x: {say: 撳}}}
trick:
  - do: spot
    id: q
    genuine: false
    say: 睇吓
    message: {from: "6000 0000", text: "請去 {link|a.example} 補 {fee|$8.5}。"}
    suspicious: {link: 甲。, fee: 乙。}
    because: 丙
  - do: call
    id: c
    say: 聽
    start: a
    turns:
      a: {hear: 喂, replies: [{say: 收線, to: s}]}
      s: {end: good, say: 好。}
card: [一, 二]
checklist: [三]
"""
