"""The trainer's run sheet: a lesson on one page."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from elderapp.i18n import Words
from elderapp.paper.pages import HEIGHT, LINE, MARGIN, NAVY, SAND, SOFT, WIDTH, words, write

SIZES = (11.0, 10.0, 9.0, 8.0, 7.0, 6.0)
"""Points, tried in turn until everything stands on one page. Trainers, not learners, read it."""


class Part(Struct, frozen=True):
    """One stage: its name, its minutes in words, what happens line by line."""

    name: str
    time: str
    lines: tuple[str, ...]


class RunSheet(Struct, frozen=True, kw_only=True):
    """What stands on a run sheet. `facts` are pairs of a label and its words."""

    title: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    checklist: tuple[str, ...]
    sources: tuple[str, ...]


def pdf(sheet: RunSheet, path: Path, _: Words, language: str = "yue") -> float:
    """Write it on one page of A4; gives the size of the type in points."""
    width = WIDTH - 2 * MARGIN
    for size in SIZES:
        story = list(_story(sheet, _, size))
        room = HEIGHT - MARGIN - 10 * mm - size
        if sum(flowable.wrap(width, room)[1] + _space(flowable) for flowable in story) <= room or size == SIZES[-1]:
            write(
                path, list(_story(sheet, _, size)), title=sheet.title, language=language, footer="ElderApp", size=size
            )
            return size
    raise AssertionError("the last size is always taken")


def _space(flowable: Flowable) -> float:
    return float(flowable.getSpaceBefore() + flowable.getSpaceAfter())


def _story(sheet: RunSheet, _: Words, size: float) -> Iterator[Flowable]:
    yield words(sheet.title, size * 1.8, bold=True, colour=NAVY)
    for label, text in sheet.facts:
        yield words(f"{label}：{text}", size)
    yield Spacer(0, size * 0.6)
    yield _table(sheet, size)
    yield Spacer(0, size * 0.6)
    if sheet.checklist:
        yield words(_("喺學員自己部電話睇過先剔"), size * 1.1, bold=True)
        for line in sheet.checklist:
            yield words(f"□ {line}", size)
    if sheet.sources:
        yield Spacer(0, size * 0.4)
        yield words(_("資料來源"), size, bold=True, colour=SOFT)
        for line in sheet.sources:
            yield words(line, size * 0.85, colour=SOFT)


def _table(sheet: RunSheet, size: float) -> Table:
    rows = [
        [
            [words(part.name, size, bold=True), words(part.time, size * 0.9, colour=SOFT)],
            [words(line, size) for line in part.lines] or "",
        ]
        for part in sheet.parts
    ]
    first = max(size * 6, 58)
    table = Table(rows, colWidths=[first, WIDTH - 2 * MARGIN - first])
    rules = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
        ("BACKGROUND", (0, 0), (0, -1), SAND),
        ("TOPPADDING", (0, 0), (-1, -1), size * 0.2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), size * 0.35),
    ]
    table.setStyle(TableStyle(rules))
    return table
