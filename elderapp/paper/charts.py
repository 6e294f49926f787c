"""Bar charts by ReportLab: the same drawing stands in a PDF and, as SVG, on a page.

Bars begin at nought, each has its number, and two series are told apart by a pattern and not by colour alone.
"""

import re
import xml.etree.ElementTree as ET  # our own drawing, no foreign document
from collections.abc import Sequence

from reportlab.graphics import renderSVG
from reportlab.graphics.charts.barcharts import VerticalBarChart
from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import HexColor

from elderapp.paper.pages import INK, NAVY, fonts

AMBER, HATCH, GRID = HexColor("#FFB81C"), HexColor("#1C2331"), HexColor("#E8DDC8")
__all__ = ["Drawing", "bars", "svg"]

_SVG = "http://www.w3.org/2000/svg"


def bars(labels: Sequence[str], series: Sequence[tuple[str, Sequence[int]]], width: float, height: float) -> Drawing:
    """At most two series side by side; `series` are name and values."""
    fonts()
    drawing = Drawing(width, height)
    chart = VerticalBarChart()
    chart.x, chart.y, chart.width, chart.height = 44, 26, width - 54, height - 66
    chart.data = [tuple(values) for _, values in series]
    chart.categoryAxis.categoryNames = list(labels)
    for axis in (chart.categoryAxis, chart.valueAxis):
        axis.labels.fontName, axis.labels.fontSize, axis.labels.fillColor = "Elder", 14, INK
    chart.categoryAxis.labels.dy = -4
    top = max((max(values, default=0) for _, values in series), default=0)
    step = _step(top)
    chart.valueAxis.valueMin, chart.valueAxis.valueMax, chart.valueAxis.valueStep = 0, _above(top, step), step
    chart.valueAxis.visibleGrid, chart.valueAxis.gridStrokeColor, chart.valueAxis.strokeColor = True, GRID, None
    chart.valueAxis.labelTextFormat = "%d"
    chart.barLabelFormat, chart.barLabels.nudge = "%d", 9
    chart.barLabels.fontName, chart.barLabels.fontSize, chart.barLabels.fillColor = "Elder-Bold", 14, INK
    chart.groupSpacing, chart.barSpacing = 10, 2
    for place, colour in enumerate((NAVY, AMBER)[: len(series)]):
        chart.bars[place].fillColor, chart.bars[place].strokeColor = colour, INK
        chart.bars[place].strokeWidth = 1
    drawing.add(chart)
    for place, (name, _) in enumerate(series):
        at = 44 + place * 110
        drawing.add(Rect(at, height - 18, 14, 14, fillColor=(NAVY, AMBER)[place], strokeColor=INK, strokeWidth=1))
        if place:
            _hatched(drawing, at, height - 18, 14, 14)
        drawing.add(String(at + 20, height - 16, name, fontName="Elder", fontSize=14, fillColor=INK))
    if len(series) > 1:
        chart.draw()  # it knows where its bars are only once it has drawn them
        for x, y, wide, high in chart._barPositions[1]:
            _hatched(drawing, x, y, wide, high)
    return drawing


def _step(top: int) -> int:
    """A round step that makes four or five lines at most."""
    for size in (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10_000):
        if top <= size * 5:
            return size
    return -(-top // 5)


def _above(top: int, step: int) -> int:
    return max(step, -(-top // step) * step)


def _hatched(drawing: Drawing, x: float, y: float, wide: float, high: float) -> None:
    gap, at = 6.0, -high
    while at < wide:
        start, end = max(at, 0.0), min(at + high, wide)
        if end > start:
            drawing.add(Line(x + start, y + start - at, x + end, y + end - at, strokeColor=HATCH, strokeWidth=1.4))
        at += gap


def svg(drawing: Drawing, label: str) -> str:
    """The drawing as SVG to stand in a page: no style of its own, so that a strict policy lets it be seen."""
    ET.register_namespace("", _SVG)
    text = renderSVG.drawToString(drawing)
    root = ET.fromstring(text[text.index("<svg") :])
    for element in root.iter():
        element.attrib.pop("clip-path", None)
        style = element.attrib.pop("style", "")
        for part in filter(None, (one.strip() for one in style.split(";"))):
            name, _, value = part.partition(":")
            element.set(name.strip(), value.strip())
        if element.get("font-family"):
            element.set("font-weight", "700" if "Bold" in element.attrib.pop("font-family") else "400")
    for name in ("width", "height", "preserveAspectRatio", "baseProfile", "version", "zoomAndPan"):
        root.attrib.pop(name, None)
    root.set("role", "img")
    root.set("aria-label", label)
    root.set("class", "chart")
    for child in list(root):
        if child.tag in {f"{{{_SVG}}}title", f"{{{_SVG}}}desc", f"{{{_SVG}}}defs"}:
            root.remove(child)
    made = ET.tostring(root, encoding="unicode")
    return re.sub(r"\s+id=\"[^\"]*\"", "", made)
