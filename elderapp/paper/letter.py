"""A plain letter: headings and lines, in Chinese and English, to be finished by hand."""

import io
from collections.abc import Sequence

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, SimpleDocTemplate, Spacer

from elderapp.paper.pages import NAVY, fonts, words

EDGE = 18 * mm


def pdf(title: str, parts: Sequence[tuple[str, Sequence[str]]], language: str = "yue") -> bytes:
    """A4 as PDF; a heading stays with its lines."""
    fonts()
    made = io.BytesIO()
    document = SimpleDocTemplate(
        made, pagesize=A4, leftMargin=EDGE, rightMargin=EDGE, topMargin=EDGE, bottomMargin=EDGE, title=title,
        author="ElderApp", invariant=1, lang={"yue": "zh-HK"}.get(language, language),
    )  # fmt: skip
    story: list[Flowable] = [words(title, 17, bold=True, colour=NAVY), Spacer(0, 12)]
    for heading, lines in parts:
        story.append(KeepTogether([words(heading, 13, bold=True), Spacer(0, 3), *(words(line, 11) for line in lines)]))
        story.append(Spacer(0, 10))
    document.build(story)
    return made.getvalue()
