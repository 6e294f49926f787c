"""A month's report on paper: each number with its definition, the chart, and the same figures as tables."""

import io
from collections.abc import Sequence

from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, SimpleDocTemplate, Spacer, Table, TableStyle

from elderapp.paper.pages import INK, LINE, NAVY, SOFT, fonts, words
from elderapp.paper.sections import Section

EDGE = 14 * mm
WIDTH = A4[0] - 2 * EDGE


def pdf(title: str, context: str, sections: Sequence[Section], chart: Drawing | None, language: str = "yue") -> bytes:
    """A4 as PDF; the first section's numbers come first, the chart after them."""
    fonts()
    made = io.BytesIO()
    document = SimpleDocTemplate(
        made, pagesize=A4, leftMargin=EDGE, rightMargin=EDGE, topMargin=EDGE, bottomMargin=EDGE, title=title,
        author="ElderApp", invariant=1, lang={"yue": "zh-HK"}.get(language, language),
    )  # fmt: skip
    story: list[Flowable] = [words(title, 22, bold=True, colour=NAVY), words(context, 12, colour=SOFT), Spacer(0, 10)]
    for place, section in enumerate(sections):
        story.append(KeepTogether([words(section.title, 14, bold=True), Spacer(0, 4), _table(section)]))
        if section.below:
            story.append(words(section.below, 10.5, colour=SOFT))
        story.append(Spacer(0, 12))
        if place == 0 and chart is not None:
            story += [chart, Spacer(0, 12)]
    document.build(story)
    return made.getvalue()


def _table(section: Section) -> Table:
    columns = len(section.rows[0])
    is_definitions = columns == 3 and all(isinstance(row[2], str) for row in section.rows)
    widths = [34 * mm, 22 * mm, WIDTH - 56 * mm] if is_definitions else [WIDTH / columns] * columns
    cells = [
        [words(_shown(cell), 11, bold=down == 0 or (is_definitions and across == 1)) for across, cell in enumerate(row)]
        for down, row in enumerate(section.rows)
    ]
    table = Table(cells, colWidths=widths, repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("LINEBELOW", (0, 0), (-1, 0), 1, INK),
                ("LINEBELOW", (0, 1), (-1, -1), 0.75, LINE),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
            ]
        )
    )
    return table


def _shown(cell: str | float) -> str:
    return cell if isinstance(cell, str) else f"{cell:g}"
