"""What a human narrator reads: a spreadsheet to tick off, and pages in large print."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import xlsxwriter
from msgspec import Struct
from reportlab.platypus import Flowable, KeepTogether, Spacer

from elderapp.i18n import Words
from elderapp.paper.pages import LEAST, NAVY, SOFT, words, write


class Line(Struct, frozen=True, kw_only=True):
    """One line to be read. `file` is what its recording is to be called, `sound` how odd words are said, or nothing.

    `seconds` is the longest that it may take.
    """

    number: int
    lesson: str
    line: str
    text: str
    sound: str
    seconds: float
    file: str


_HEADS = ("號", "課", "讀", "讀音", "最多幾秒", "檔名", "錄咗")


def xlsx(lines: Sequence[Line], path: Path, _: Words) -> None:
    """One row a line, with a column to tick; nothing half-written stays."""
    part = path.with_name(f"{path.name}.part")
    with xlsxwriter.Workbook(str(part), {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "valign": "top", "bg_color": "#F3E6CC"})
        plain = book.add_format({"valign": "top", "text_wrap": True, "font_size": 14})
        page = book.add_worksheet(_("錄音稿"))
        page.write_row(0, 0, [_(head) for head in _HEADS], bold)
        for at, one in enumerate(lines, 1):
            page.write_row(at, 0, (one.number, one.lesson, one.text, one.sound, one.seconds, one.file, ""), plain)
        for column, width in enumerate((6, 20, 52, 30, 10, 42, 8)):
            page.set_column(column, column, width)
        page.freeze_panes(1, 0)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
    part.replace(path)


def pdf(lines: Sequence[Line], path: Path, _: Words, language: str = "yue") -> None:
    """Large print, a lesson after the other."""
    story: list[Flowable] = []
    for lesson, group in groupby(lines, key=lambda one: one.lesson):
        story.append(words(lesson, 22, bold=True, colour=NAVY))
        for one in group:
            under = " · ".join(part for part in (one.file, one.sound, f"≤ {one.seconds:g} s") if part)
            block = [words(f"{one.number}. {one.text}", LEAST + 2), words(under, 10, colour=SOFT), Spacer(0, 8)]
            story.append(KeepTogether(block))
    write(path, story, title=_("錄音稿"), language=language, footer=_("逐句讀，句同句之間停一停。"), size=12)
