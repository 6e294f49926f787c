"""A certificate on A4, lying: who, what, where, when, and a QR with which anybody can see that it is genuine."""

import io
from collections.abc import Sequence

from msgspec import Struct
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from elderapp.i18n import Words
from elderapp.paper.pages import INK, NAVY, SOFT, fonts
from elderapp.paper.people import draw_qr

WIDTH, HEIGHT = landscape(A4)
AMBER = HexColor("#FFB81C")
QR = 34 * mm


class Certificate(Struct, frozen=True):
    """What stands on one. `title_en` may be empty; `day` and `day_en` are dates in words; `address` is in the QR."""

    name: str
    title: str
    title_en: str
    centre: str
    day: str
    day_en: str
    code: str
    address: str


def pdf(certificates: Sequence[Certificate], chinese: Words, english: Words) -> bytes:
    """A page each, Chinese above, English below it."""
    fonts()
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(WIDTH, HEIGHT), invariant=1, lang="zh-HK")
    canvas.setTitle(chinese("證書"))
    canvas.setAuthor("ElderApp")
    for one in certificates:
        _frame(canvas)
        _body(canvas, one, chinese, english)
        _foot(canvas, one, chinese, english)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def _frame(canvas: Canvas) -> None:
    for edge, width, colour in ((9 * mm, 3.5, NAVY), (12 * mm, 1, AMBER), (13.2 * mm, 0.75, NAVY)):
        canvas.setStrokeColor(colour)
        canvas.setLineWidth(width)
        canvas.roundRect(edge, edge, WIDTH - 2 * edge, HEIGHT - 2 * edge, 10)


def _centred(
    canvas: Canvas, text: str, y: float, size: float, *, bold: bool = False, colour: object = INK, least: float = 14
) -> None:
    font, room = "Elder-Bold" if bold else "Elder", WIDTH - 50 * mm
    while size > least and pdfmetrics.stringWidth(text, font, size) > room:
        size -= 1
    canvas.setFillColor(colour)
    canvas.setFont(font, size)
    canvas.drawCentredString(WIDTH / 2, y, text)


def _body(canvas: Canvas, one: Certificate, chinese: Words, english: Words) -> None:
    _centred(canvas, one.centre, HEIGHT - 32 * mm, 20, colour=NAVY)
    _centred(canvas, chinese("證書"), HEIGHT - 53 * mm, 50, bold=True, colour=NAVY)
    _centred(canvas, english("證書"), HEIGHT - 63 * mm, 17, colour=SOFT)
    _centred(canvas, f"{chinese('茲證明')}　{english('茲證明')}", HEIGHT - 79 * mm, 18)
    _centred(canvas, one.name or "—", HEIGHT - 97 * mm, 40, bold=True)
    canvas.setStrokeColor(AMBER)
    canvas.setLineWidth(2)
    canvas.line(WIDTH / 2 - 55 * mm, HEIGHT - 102 * mm, WIDTH / 2 + 55 * mm, HEIGHT - 102 * mm)
    _centred(canvas, f"{chinese('已完成')}　{english('已完成')}", HEIGHT - 113 * mm, 18)
    _centred(canvas, one.title, HEIGHT - 129 * mm, 30, bold=True, colour=NAVY)
    if one.title_en and one.title_en != one.title:
        _centred(canvas, one.title_en, HEIGHT - 139 * mm, 16, colour=SOFT)


def _foot(canvas: Canvas, one: Certificate, chinese: Words, english: Words) -> None:
    left, low = 26 * mm, 24 * mm
    canvas.setFillColor(INK)
    canvas.setFont("Elder-Bold", 16)
    canvas.drawString(left, low + 12 * mm, one.day)
    canvas.setFillColor(SOFT)
    canvas.setFont("Elder", 12)
    canvas.drawString(left, low + 6 * mm, one.day_en)
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.75)
    canvas.line(WIDTH / 2 - 34 * mm, low + 10 * mm, WIDTH / 2 + 34 * mm, low + 10 * mm)
    canvas.setFont("Elder", 12)
    canvas.drawCentredString(WIDTH / 2, low + 4 * mm, f"{chinese('中心代表簽署')}　{english('中心代表簽署')}")
    right = WIDTH - 22 * mm
    draw_qr(canvas, one.address, right - QR, low - 5 * mm, QR)
    canvas.setFillColor(INK)
    canvas.setFont("Elder-Bold", 12)
    canvas.drawRightString(right - QR - 3 * mm, low + 18 * mm, chinese("掃一掃核實"))
    canvas.setFillColor(SOFT)
    canvas.setFont("Elder", 11)
    canvas.drawRightString(right - QR - 3 * mm, low + 12.5 * mm, english("掃一掃核實"))
    canvas.setFont("Elder", 10)
    canvas.drawRightString(right - QR - 3 * mm, low - 2 * mm, one.code)
