"""A sheet of pairing codes: whoever holds a tablet in one hand reads eight digits beside the thumb of the other."""

import io

from msgspec import Struct
from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from elderapp.i18n import Words
from elderapp.paper.pages import SOFT, fonts
from elderapp.paper.people import draw_qr, fitted

WIDTH, HEIGHT = A4
EDGE = 12 * mm
COLUMNS, ROWS = 2, 10
HEAD = 46 * mm
"""Room for what to do, above the codes."""


class Code(Struct, frozen=True):
    """Eight digits, and the text of their QR."""

    digits: str
    qr: str


def sheet(codes: list[Code], title: str, until: str, address: str, _: Words, language: str = "yue") -> bytes:
    """A4 as PDF: two columns of ten codes, with boxes to tick; `until` is when they end."""
    fonts()
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=A4, invariant=1, lang={"yue": "zh-HK"}.get(language, language))
    canvas.setTitle(_("平板配對紙"))
    canvas.setAuthor("ElderApp")
    _head(canvas, title, until, address, _)
    wide = (WIDTH - 2 * EDGE - 6 * mm) / COLUMNS
    high = (HEIGHT - 2 * EDGE - HEAD) / ROWS
    for number, code in enumerate(codes):
        across, down = divmod(number, ROWS)
        x, y = EDGE + across * (wide + 6 * mm), HEIGHT - EDGE - HEAD - (down + 1) * high
        _cell(canvas, number + 1, code, (x, y), (wide, high))
    canvas.save()
    return made.getvalue()


def _head(canvas: Canvas, title: str, until: str, address: str, _: Words) -> None:
    canvas.setFillColor(black)
    fitted(canvas, f"{_('平板配對紙')}・{title}", EDGE, HEIGHT - EDGE - 20, WIDTH - 2 * EDGE, 22)
    told = (
        _("一・開平板嘅 ElderApp，撳「配對」，打一行八個數字；或者用掃描器掃 QR。"),
        _("二・成功就剔個格，用下一行配對下一部。每行淨係用得一次。"),
        _("有效到 {until}。用完或者唔見咗，喺「裝置」撳「取消張紙」。").format(until=until),
        _("中心地址：{address}").format(address=address),
    )
    canvas.setFont("Elder", 12)
    for line, text in enumerate(told):
        canvas.drawString(EDGE, HEIGHT - EDGE - 44 - 18 * line, text)


def _cell(canvas: Canvas, number: int, code: Code, place: tuple[float, float], size: tuple[float, float]) -> None:
    (x, y), (wide, high) = place, size
    canvas.setStrokeColor(SOFT)
    canvas.setLineWidth(0.75)
    canvas.line(x, y, x + wide, y)
    side = high - 2 * mm
    draw_qr(canvas, code.qr, x + wide - side, y + 1 * mm, side)
    canvas.setStrokeColor(black)
    canvas.setLineWidth(1)
    canvas.rect(x, y + high / 2 - 3 * mm, 6 * mm, 6 * mm)
    canvas.setFillColor(SOFT)
    canvas.setFont("Elder", 12)
    canvas.drawString(x + 8 * mm, y + high / 2 - 4, f"{number:02d}")
    canvas.setFillColor(black)
    canvas.setFont("Elder-Bold", 25)
    canvas.drawString(x + 15 * mm, y + high / 2 - 9, f"{code.digits[:4]} {code.digits[4:]}")
