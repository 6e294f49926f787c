"""The pages of the author's guide that are written by the code: so they cannot say anything else than it does."""

import unicodedata
from collections.abc import Iterator

from elderapp.authoring.diagnostics import plain
from elderapp.authoring.explanations import EXPLANATIONS, LANGUAGES
from elderapp.authoring.grammar import SHAPES, STEP_KEYS, WIDGET_NAMES, Key

_GROUPS = {
    "L0": ("檔案同符號", "Files and signs"),
    "L1": ("寫法", "How it is written"),
    "L2": ("會卡住學員嘅地方", "What would leave a learner stuck"),
    "L3": ("用字", "Words"),
    "L4": ("私隱同真資料", "Real people and real addresses"),
    "L5": ("核實、長度、圖畫", "Reviews, limits, pictures"),
}


def problems(language: str = "yue") -> str:
    """Every problem code in tables, as Markdown: what is wrong, what it does to the learner, how to mend it."""
    at = LANGUAGES.index(language)
    heads = (("編號", "有咩唔妥", "點解要理", "點改"), ("Code", "What is wrong", "Why it matters", "Fix"))[at]
    rows: dict[str, list[str]] = {}
    for code, entry in sorted(EXPLANATIONS.items()):
        fix = plain(entry.fix[at]).replace("¦", " / ")
        cells = (code, plain(entry.title[at]), plain(entry.label[at]), fix)
        rows.setdefault(code[:2], []).append(row(*cells))
    parts = []
    for group, lines in rows.items():
        title = _GROUPS[group][at] if group in _GROUPS else group
        parts.append("\n".join([f"## {title}", "", row(*heads), row(*["---"] * 4), *lines]))
    return "\n\n".join(parts) + "\n"


def row(*cells: str) -> str:
    r"""One row of a table, with what would break it escaped.

    >>> row("a", "{b|c}")
    '| a | {b\\|c} |'
    """
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _cell(text: str) -> str:
    visible = "".join(" " if unicodedata.category(char) == "Cc" else char for char in text)
    return visible.replace("|", r"\|").replace("<", "&lt;").strip()


def reference(language: str = "yue") -> str:
    """Every key that an author may write, in tables, as Markdown."""
    at = LANGUAGES.index(language)
    steps = [f"do.{kind}" for kind in STEP_KEYS]
    inside = ["move", "slip", "thing", "option", "message", "turn", "reply", "alone", "variant", "over", "reviewed"]
    phones = ["mock", "screen"]
    parts = ["tile", "row", "item", "tab", "bubble"]
    groups = (
        (("一課", "A lesson"), ["lesson"]),
        (("步", "Steps"), steps),
        (("步入面", "Inside steps and stages"), inside),
        (("練習電話", "Practice phones"), phones),
        (("零件", "Widgets"), [name for name in WIDGET_NAMES if SHAPES[name].keys]),
        (("零件入面", "Inside widgets"), parts),
        (("真定假嘅訊息", "True or fake"), ["bank", "drill"]),
        (("資料同讀音", "Facts and sounds"), ["fact", "pronounce"]),
    )
    return "\n\n".join("\n\n".join([f"## {title[at]}", *_shapes(names, at)]) for title, names in groups) + "\n"


def _shapes(names: list[str], at: int) -> Iterator[str]:
    heads = (("寫", "要唔要", "寫啲乜", "係咩"), ("Key", "Needed", "Takes", "What it is"))[at]
    for name in names:
        shape = SHAPES[name]
        lines = [
            row(f"`{key}`", ("要", "yes")[at] if one.is_needed else "", _takes(one, at), one.words[at])
            for key, one in shape.keys.items()
        ]
        title = f"### `{name.replace('do.', 'do: ')}`"
        yield "\n".join([title, "", shape.words[at], "", row(*heads), row(*["---"] * 4), *lines])


_TAKES = {
    "text": ("字", "text"),
    "line": ("讀出嚟嘅字", "a spoken line"),
    "id": ("編號", "an id"),
    "flag": ("`true`／`false`", "`true` or `false`"),
    "int": ("{}", "{}"),
    "date": ('日期，好似 `"2026-11-23"`', 'a date, `"2026-11-23"`'),
    "one": ("{}", "{}"),
    "texts": ("一個或者一列", "one, or a list"),
    "lines": ("一句或者一列", "one line, or a list"),
    "map": ("`名: 值`", "`name: value`"),
    "shape": ("{}", "{}"),
    "shapes": ("一列 {}", "a list of {}"),
    "some": ("一個或者一列 {}", "one or a list of {}"),
    "maps": ("`名:` {}", "`name:` {}"),
    "steps": ("一列步", "a list of steps"),
    "watch": ("`auto`，或者一列步", "`auto`, or a list of steps"),
    "alone": ("`same`、`alone`，或者一列步", "`same`, `alone`, or a list of steps"),
    "tiles": ("一列 `tile`，或者 `tiles`", "a list of `tile`, or `tiles`"),
    "body": ("一列零件", "a list of widgets"),
}


def _takes(key: Key, at: int) -> str:
    names = [f"`{name}`" for name in key.detail.replace("plain|", "").split("|")]
    return _TAKES[key.kind][at].format(("／", ", ")[at].join(names).replace("`-", "-"))
