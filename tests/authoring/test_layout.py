"""Layout changes nothing that is read, twice is once, and comments stay where they belong."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elderapp import resources
from elderapp.authoring.layout import lay_out
from elderapp.authoring.nodes import Mapping, Node, Scalar
from elderapp.authoring.source import read_text


def plain(node: Node | None) -> object:
    """What a reader reads, with the order of keys."""
    if node is None or isinstance(node, Scalar):
        return node.text if node else None
    if isinstance(node, Mapping):
        return [(key.text, plain(value)) for key, value in node.pairs]
    return [plain(item) for item in node.items]


def comments(text: str) -> list[str]:
    return re.findall(r"(?:^|\s)(#(?: .*)?)$", text, re.MULTILINE)


def kept(text: str) -> str:
    """The layout of a text that can be read, which says the same, for good."""
    before, laid = read_text(text, "f"), lay_out(text)
    after = read_text(laid, "f")
    assert (plain(before.root), ()) == (plain(after.root), after.problems), laid
    assert laid == lay_out(laid)
    return laid


def is_kept(text: str) -> bool:
    return kept(text) is not None


@pytest.mark.parametrize(
    ("text", "laid"),
    [
        ("a:   b\n", "a: b\n"),
        ("a: 'b'\n", "a: b\n"),
        ("a: '12:30'\nb: 'no'\nc: '2026-11-22'", 'a: "12:30"\nb: "no"\nc: "2026-11-22"\n'),
        ("a: 12:30\nb: no\n", "a: 12:30\nb: no\n"),
        ("a: '{sum} 蚊'\n", 'a: "{sum} 蚊"\n'),
        ("a: '講「\"」'\n", "a: '講「\"」'\n"),
        ("a:\n- b\n- c: d\n  e: f\n", "a:\n  - b\n  - c: d\n    e: f\n"),
        ("a:\n      b:\n         c: d\n", "a:\n  b:\n    c: d\n"),
        ("a: { b: c,d: e }\n", "a: {b: c, d: e}\n"),
        ("a: [ b,c ]\n", "a: [b, c]\n"),
        ("a: {\n  b: c,\n  d: e,\n}\n", "a: {b: c, d: e}\n"),
        ("a: {\n  b: c,  # why\n  d: e,\n}\n", "a:\n  b: c  # why\n  d: e\n"),
        ("a: b   # c\n", "a: b  # c\n"),
        ("\n\n# a\n\n\n\nb: c\n\n\n", "# a\n\nb: c\n"),
        ("a:\n\n  - b\n", "a:\n  - b\n"),
        ("a:\n  - b\n\n  - c\n", "a:\n  - b\n\n  - c\n"),
        ("a:\n    # first\n    - b\n    # last\nc: d\n", "a:\n  # first\n  - b\n  # last\nc: d\n"),
        ("a:\n- b\n# of c\nc: d\n", "a:\n  - b\n# of c\nc: d\n"),
        ("a:\n  - b: c\n    # of the item\n  # of the list\n  - d: e\n# of all\n", None),
        ("a:  # here\n  b: c\n", None),
        ("a:\n  # above\n  b\n", "# above\na: b\n"),
        ("a: |\n   b\n\n   c\n\nd: e\n", "a: |\n  b\n\n  c\n\nd: e\n"),
        ("a: >-\n   b\n   c\n", "a: b c\n"),
        ("a: >-\n   b: 1\n   c\n", 'a: "b: 1 c"\n'),
        ("a: |-\n   b: 1\n   c\n", "a: |-\n  b: 1\n  c\n"),
        ("a: | # why\n  b\n", "a: |  # why\n  b\n"),
        ("a: b\n   c\n", "a: b c\n"),
        ("a: 話\n   ”要扣\n", 'a: "話 ”要扣"\n'),
        ('a: "b\n   c"\n', "a: b c\n"),
        ('a: "b\\nc"\n', 'a: "b\\nc"\n'),
        ("- - a\n  - b\n-\n  c: d\n", "- - a\n  - b\n- c: d\n"),
        ("-  # note\n  a: b\n", "# note\n- a: b\n"),
        ("a:\nb:\n", "a:\nb:\n"),
        ("a: []\nb: {}\n", "a: []\nb: {}\n"),
        ("a: {b: , c: d}\n", "a: {b: , c: d}\n"),
        ("---\na: b\n", "a: b\n"),
        ("# nothing\n", "# nothing\n"),
        ("", ""),
        ("a: b\r\nc:\r\n- d\r\n", "a: b\nc:\n  - d\n"),
        ("a: b\rc: d", "a: b\nc: d\n"),
    ],
)
def test_a_text_is_laid_out(text, laid):
    assert (text if laid is None else laid) == lay_out(text)
    assert is_kept(text)


def test_what_does_not_fit_on_a_line_is_written_out():
    items = ", ".join(f"{{id: item-{number}, text: 一二三四五六}}" for number in range(4))

    assert ["tiles:", "  - {id: item-0, text: 一二三四五六}"] == lay_out(f"tiles: [{items}]").splitlines()[:2]
    assert is_kept(f"tiles: [{items}]")


@pytest.mark.no_cover  # traced three times as slow, and every line is reached by quicker tests
def test_every_lesson_that_we_have_keeps_what_it_says():
    texts = [path.read_text(encoding="utf-8") for path in resources.lessons().rglob("*.yaml")]

    assert [comments(text) for text in texts] == [comments(kept(text)) for text in texts]


WORDS = st.one_of(
    st.sampled_from(
        (
            "撳「轉數快」",
            "12:30",
            "no",
            "1e3",
            "~",
            "2026-11-22",
            "a: b",
            "x #1",
            "it's",
            '"',
            "{sum}",
            "你好，世界",
            "-",
        )
    ),
    st.text(st.sampled_from("ab「」 :#,'\"{}[]&*!|>%@`-?\n\\\t，：“你"), max_size=8),
    st.text(max_size=5),
)
KEYS = st.sampled_from(("say", "id", "where", "a b", "12", "智方便+"))
TREES = st.recursive(
    WORDS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=12,
)


class Untidy:
    """Writes a tree as somebody in a hurry would: any indentation, any quotes that will do, comments anywhere."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.count = 0

    def note(self) -> str:
        if self.chance.random() > 0.15:
            return ""
        self.count += 1
        return f"  # note {self.count}"

    def lines_between(self, indent: int) -> str:
        kind = self.chance.random()
        if kind < 0.1:
            self.count += 1
            return " " * indent + f"# note {self.count}\n"
        return "\n" if kind < 0.2 else ""

    def scalar(self, text: str) -> str:
        if re.fullmatch(r"[ab你好世界a-z0-9+]+( [a-z]+)?", text) and self.chance.random() < 0.7:
            return text
        if "\n" not in text and text.isprintable() and self.chance.random() < 0.5:
            return "'" + text.replace("'", "''") + "'"
        return '"' + "".join(self.sign(sign) for sign in text) + '"'

    @staticmethod
    def sign(sign: str) -> str:
        if sign in '"\\':
            return "\\" + sign
        return sign if sign.isprintable() else f"\\U{ord(sign):08X}"

    def flow(self, tree: object) -> str:
        gap = " " * self.chance.randrange(2)
        if isinstance(tree, dict):
            parts = [f"{self.scalar(key)}: {self.flow(value)}" for key, value in tree.items()]
            return "{" + gap + f",{gap or ' '}".join(parts) + gap + "}"
        if isinstance(tree, list):
            return "[" + gap + ", ".join(self.flow(item) for item in tree) + gap + "]"
        return self.scalar(str(tree))

    def block(self, tree: object, indent: int) -> str:
        if isinstance(tree, str) or not tree or self.chance.random() < 0.2:
            return f" {self.flow(tree)}{self.note()}\n"
        deeper = indent + self.chance.randrange(1, 4)
        out = f"{self.note()}\n"
        entries = tree.items() if isinstance(tree, dict) else [("-", item) for item in tree]
        for key, value in entries:
            head = "-" if isinstance(tree, list) else f"{self.scalar(key)}:"
            out += self.lines_between(deeper) + " " * deeper + head + self.block(value, deeper)
        return out


@given(tree=TREES, seed=st.integers(0, 10_000))
def test_whatever_the_layout_was_a_reader_reads_the_same(tree, seed):
    untidy = Untidy(seed)
    text = "root:" + untidy.block(tree, 0)
    if read_text(text, "f").problems:
        return
    laid = lay_out(text)

    assert is_kept(text)
    assert sorted(re.findall(r"# note \d+", laid)) == sorted({f"# note {n}" for n in range(1, untidy.count + 1)})


@given(
    edits=st.lists(
        st.tuples(st.integers(0, 6000), st.sampled_from(("\n", " ", "  ", "# x\n", "'", '"', ", ", "- "))), max_size=4
    )
)
def test_lessons_with_slips_that_can_still_be_read_keep_what_they_say(edits):
    path = resources.lessons() / "scams" / "scam-fake-cs" / "lesson.yaml"
    text = path.read_text(encoding="utf-8")
    for at, sign in edits:
        text = text[: at % len(text)] + sign + text[at % len(text) :]
    if not read_text(text, "f").problems:
        assert is_kept(text)


def test_an_odd_key_with_nothing_after_it_between_braces_gets_no_colon():
    text = 'screens: {home: {tim#"11:08", battery: 72}}\n'

    assert () == read_text(text, "f").problems
    assert text == lay_out(text)
