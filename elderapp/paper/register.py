"""The register of a class meeting on paper: black on white, a line to sign for everybody, spare lines for walk-ins."""

import io
from collections.abc import Sequence

from msgspec import Struct
from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from elderapp.i18n import Words
from elderapp.paper.pages import fonts
from elderapp.paper.people import draw_qr, fitted

WIDTH, HEIGHT = A4
EDGE = 12 * mm
ROWS = 20
"""People a page."""
ROW = 10.3 * mm
SPARE = 5
"""Empty lines at least, on the last page."""
COLUMNS = (13 * mm, 28 * mm, 31 * mm, 13 * mm, 13 * mm, 13 * mm, 57 * mm, 18 * mm)
"""Number, name, member number, present, late, absent, signature (at least 55 mm), remark."""


class Register(Struct, frozen=True, kw_only=True):
    """What stands above and below the list. `code` is what the QR names: class, day and list, nobody."""

    title: str
    when: str
    where: str
    printed: str
    code: str
    people: tuple[tuple[str, str, str], ...]


def pdf(register: Register, _: Words, language: str = "yue") -> bytes:
    """The register as PDF, `people` being number, name and member number."""
    fonts()
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=A4, invariant=1, lang={"yue": "zh-HK"}.get(language, language))
    canvas.setTitle(f"{register.title} {register.when}")
    canvas.setAuthor("ElderApp")
    lines = [*register.people, *[("", "", "")] * SPARE]
    pages = [lines[start : start + ROWS] for start in range(0, len(lines), ROWS)]
    pages[-1] += [("", "", "")] * (ROWS - len(pages[-1]))
    for number, page in enumerate(pages, 1):
        _head(canvas, register, _)
        bottom = _table(canvas, page, _)
        _foot(canvas, register, bottom, f"{number}／{len(pages)}", _)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def _head(canvas: Canvas, register: Register, _: Words) -> None:
    canvas.setFillColor(black)
    fitted(canvas, _("出席簽到表"), EDGE, HEIGHT - EDGE - 18, 120 * mm, 21)
    canvas.setFont("Elder", 12)
    for line, text in enumerate((f"{register.title}　{register.when}", register.where)):
        canvas.drawString(EDGE, HEIGHT - EDGE - 36 - 17 * line, text)
    side = 22 * mm
    draw_qr(canvas, register.code, WIDTH - EDGE - side, HEIGHT - EDGE - side, side)


def _table(canvas: Canvas, page: Sequence[tuple[str, str, str]], _: Words) -> float:
    """Draws the list; gives where it ends."""
    top = HEIGHT - EDGE - 27 * mm
    edges = [EDGE]
    for width in COLUMNS:
        edges.append(edges[-1] + width)
    canvas.setLineWidth(0.75)
    canvas.setStrokeColor(black)
    heads = (_("號"), _("姓名"), _("會員編號"), _("到"), _("遲"), _("缺"), _("簽名"), _("備註"))
    canvas.setFont("Elder-Bold", 11)
    for column, head in enumerate(heads):
        canvas.drawCentredString((edges[column] + edges[column + 1]) / 2, top - 13, head)
    first = top - 7 * mm
    for down, (number, name, member) in enumerate(page):
        base = first - (down + 1) * ROW + 3.3 * mm
        canvas.setFont("Elder", 11)
        canvas.drawCentredString((edges[0] + edges[1]) / 2, base, number)
        fitted(canvas, name, edges[1] + 2 * mm, base - 1, COLUMNS[1] - 3 * mm, 13)
        canvas.setFont("Elder", 10)
        canvas.drawCentredString((edges[2] + edges[3]) / 2, base, member[:18])
        for column in (3, 4, 5):
            box = 4.4 * mm
            canvas.rect((edges[column] + edges[column + 1] - box) / 2, base - 1.1 * mm, box, box)
    bottom = first - len(page) * ROW
    for line in range(len(page) + 1):
        canvas.line(edges[0], first - line * ROW, edges[-1], first - line * ROW)
    canvas.line(edges[0], top, edges[-1], top)
    for edge in edges:
        canvas.line(edge, top, edge, bottom)
    return bottom


def _foot(canvas: Canvas, register: Register, bottom: float, page: str, _: Words) -> None:
    canvas.setFont("Elder", 12)
    line = bottom - 8 * mm
    canvas.drawString(EDGE, line, "　".join(f"{_(word)} ______" for word in ("到", "遲", "缺", "臨時嚟")))
    canvas.drawRightString(WIDTH - EDGE, line, f"{_('導師簽名')} ____________________")
    canvas.setFont("Elder", 10.5)
    canvas.drawString(EDGE, line - 7 * mm, _("唔方便簽名，可以畫剔號或者打指模，導師喺備註寫低。臨時嚟嘅人寫喺最尾。"))
    canvas.line(EDGE, EDGE + 6 * mm, WIDTH - EDGE, EDGE + 6 * mm)
    canvas.drawString(EDGE, EDGE, register.printed)
    canvas.drawRightString(WIDTH - EDGE, EDGE, page)
