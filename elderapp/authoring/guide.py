"""The pages of the author's guide that are written by the code: so they cannot say anything else than it does."""

import unicodedata

from elderapp.authoring.diagnostics import plain
from elderapp.authoring.explanations import EXPLANATIONS, LANGUAGES

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
