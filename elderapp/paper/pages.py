"""What every printed page is made of: our fonts embedded, Chinese line breaking, the same bytes for the same words."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph

from elderapp import resources
from elderapp.lesson.model import Line
from elderapp.paper.breaking import break_lines

LEAST = 18.0
"""Points: nothing on a page for learners is smaller."""
INK, SOFT, NAVY, JADE, LINE, SAND = (
    HexColor(colour) for colour in ("#1C2331", "#414B5C", "#16324F", "#0A5145", "#747F8F", "#F3E6CC")
)
MARGIN = 14 * mm
WIDTH, HEIGHT = A4
_WEIGHTS = {"Elder": 400, "Elder-Bold": 700}


@cache
def fonts() -> None:
    """Make our fonts known; they are embedded with the characters that are used."""
    for name, weight in _WEIGHTS.items():
        pdfmetrics.registerFont(TTFont(name, str(resources.assets() / "fonts" / f"NotoSansHK-{weight}.ttf")))


def style(size: float, *, bold: bool = False, colour: Any = INK, leading: float = 1.4, **more: Any) -> ParagraphStyle:
    """Words of `size` points."""
    fonts()
    font = "Elder-Bold" if bold else "Elder"
    return ParagraphStyle(
        f"{font}-{size:g}",
        fontName=font,
        fontSize=size,
        leading=size * leading,
        textColor=colour,
        wordWrap="CJK",
        **more,
    )


class Words(Flowable):
    """Words that break as Chinese does, between words where the line knows them."""

    def __init__(self, line: Line, style: ParagraphStyle) -> None:
        super().__init__()
        self.line, self.style = line, style
        self.inner = Paragraph("", style)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As high as its lines."""
        font, size = self.style.fontName, self.style.fontSize
        lines = break_lines(
            self.line.text, self.line.cuts, width - 0.5, lambda text: pdfmetrics.stringWidth(text, font, size)
        )
        self.inner = Paragraph("<br/>".join(map(escape, lines)), self.style)
        self.width, self.height = self.inner.wrap(width, height)
        return self.width, self.height

    def draw(self) -> None:
        """Draw the lines."""
        self.inner.drawOn(self.canv, 0, 0)


def words(line: Line | str, size: float, **how: Any) -> Words:
    """A paragraph: a lesson's line, or plain words."""
    return Words(Line("", line) if isinstance(line, str) else line, style(size, **how))


def write(
    path: Path, story: Sequence[Flowable], *, title: str, language: str, footer: str, size: float = LEAST
) -> None:
    """Put the story on A4 pages, `footer` and the page's number at the foot of each; nothing half-written stays."""
    fonts()

    def foot(canvas: Any, document: Any) -> None:
        canvas.saveState()
        canvas.setFont("Elder", size)
        canvas.setFillColor(SOFT)
        canvas.drawString(MARGIN, 8 * mm, footer)
        canvas.drawRightString(WIDTH - MARGIN, 8 * mm, str(document.page))
        canvas.restoreState()

    part = path.with_name(f"{path.name}.part")
    document = BaseDocTemplate(
        str(part), pagesize=A4, title=title, author="ElderApp", lang={"yue": "zh-HK"}.get(language, language),
        invariant=1, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=MARGIN + size,
    )  # fmt: skip
    bottom = 10 * mm + size
    frame = Frame(MARGIN, bottom, WIDTH - 2 * MARGIN, HEIGHT - MARGIN - bottom, 0, 0, 0, 0)
    document.addPageTemplates([PageTemplate("page", [frame], onPage=foot)])
    try:
        document.build(list(story))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


class Box(Flowable):
    """An empty box to be filled by hand, with a word at its upper left."""

    def __init__(self, label: str, height: float, size: float = LEAST) -> None:
        super().__init__()
        self.label, self.height, self.size, self.width = label, height, size, 0.0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """As wide as the page."""
        self.width = width
        return width, self.height

    def draw(self) -> None:
        """Draw it."""
        canvas = self.canv
        canvas.setStrokeColor(NAVY)
        canvas.setLineWidth(1.4)
        canvas.roundRect(0, 0, self.width, self.height, 8)
        canvas.setFont("Elder", self.size)
        canvas.setFillColor(SOFT)
        canvas.drawString(10, self.height - self.size - 6, self.label)
