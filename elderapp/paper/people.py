"""Paper about people: labels to pin on, member cards with a QR that tablets read, a register to sign."""

import io
from collections.abc import Sequence

import segno
from msgspec import Struct
from reportlab.lib.colors import black, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from elderapp.i18n import Words
from elderapp.paper.pages import NAVY, SOFT, fonts

WIDTH, HEIGHT = A4
EDGE = 12 * mm
CARD = (85.6 * mm, 54 * mm)
"""As large as a bank card."""
LABEL = (90 * mm, 55 * mm)


class Member(Struct, frozen=True):
    """Whom a card or a label is for; `code` is what the QR holds: the member number."""

    name: str
    number: str
    code: str = ""


def _canvas(title: str, language: str = "yue") -> tuple[Canvas, io.BytesIO]:
    fonts()
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=A4, invariant=1, lang={"yue": "zh-HK"}.get(language, language))
    canvas.setTitle(title)
    canvas.setAuthor("ElderApp")
    return canvas, made


def draw_qr(canvas: Canvas, text: str, x: float, y: float, side: float) -> None:
    """A QR code as black squares on white, with the quiet edge it needs."""
    rows = [list(row) for row in segno.make(text, error="m", micro=False).matrix_iter(border=2)]
    dot = side / len(rows)
    canvas.setFillColor(white)
    canvas.rect(x, y, side, side, stroke=0, fill=1)
    canvas.setFillColor(black)
    for down, row in enumerate(rows):
        for across, dark in enumerate(row):
            if dark:
                canvas.rect(x + across * dot, y + side - (down + 1) * dot, dot + 0.05, dot + 0.05, stroke=0, fill=1)


def fitted(canvas: Canvas, text: str, x: float, y: float, width: float, size: float, *, centred: bool = False) -> None:
    """One bold line, smaller where it would be too wide."""
    while size > 9 and pdfmetrics.stringWidth(text, "Elder-Bold", size) > width:
        size -= 1
    canvas.setFont("Elder-Bold", size)
    (canvas.drawCentredString if centred else canvas.drawString)(x, y, text)


def _grid(count: int, size: tuple[float, float]) -> list[tuple[int, float, float]]:
    """Page and lower left corner of each of `count` pieces, two beside each other, with a gap to cut in."""
    wide, high = size
    gap = 4 * mm
    rows = int((HEIGHT - 2 * EDGE + gap) // (high + gap))
    left = (WIDTH - 2 * wide - gap) / 2
    places = []
    for n in range(count):
        page, on_page = divmod(n, 2 * rows)
        down, across = divmod(on_page, 2)
        places.append((page, left + across * (wide + gap), HEIGHT - EDGE - (down + 1) * high - down * gap))
    return places


def labels(people: Sequence[Member], title: str, language: str = "yue") -> bytes:
    """Name labels as PDF: the name as large as it goes, nothing that a stranger could use."""
    canvas, made = _canvas(title, language)
    page = 0
    for person, (on, x, y) in zip(people, _grid(len(people), LABEL), strict=True):
        if on != page:
            canvas.showPage()
            page = on
        wide, high = LABEL
        canvas.setStrokeColor(SOFT)
        canvas.setLineWidth(0.75)
        canvas.roundRect(x, y, wide, high, 8)
        canvas.setFillColor(black)
        fitted(canvas, person.name, x + wide / 2, y + high / 2 - 12, wide - 10 * mm, 46, centred=True)
        canvas.setFillColor(SOFT)
        canvas.setFont("Elder", 12)
        canvas.drawCentredString(x + wide / 2, y + 5 * mm, title)
    canvas.save()
    return made.getvalue()


def cards(people: Sequence[Member], centre: str, _: Words, language: str = "yue") -> bytes:
    """Member cards as PDF: name, number, and a QR of the number alone. It opens nothing outside this centre."""
    canvas, made = _canvas(_("會員卡"), language)
    page = 0
    for person, (on, x, y) in zip(people, _grid(len(people), CARD), strict=True):
        if on != page:
            canvas.showPage()
            page = on
        wide, high = CARD
        canvas.setStrokeColor(SOFT)
        canvas.setLineWidth(0.75)
        canvas.roundRect(x, y, wide, high, 9)
        canvas.setFillColor(NAVY)
        fitted(canvas, centre, x + 5 * mm, y + high - 10 * mm, wide - 10 * mm, 14)
        side = 32 * mm
        if person.code:
            draw_qr(canvas, person.code, x + wide - side - 4 * mm, y + 4 * mm, side)
        canvas.setFillColor(black)
        fitted(canvas, person.name, x + 5 * mm, y + 25 * mm, wide - side - 12 * mm, 26)
        canvas.setFont("Elder", 13)
        canvas.drawString(x + 5 * mm, y + 15 * mm, person.number or "—")
        canvas.setFillColor(SOFT)
        canvas.setFont("Elder", 10)
        canvas.drawString(x + 5 * mm, y + 6 * mm, _("上堂時掃一掃就登入"))
    canvas.save()
    return made.getvalue()
