"""Curves over a size that grows by tens, as SVG, drawn by ReportLab: both axes are logarithmic."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from reportlab.graphics.charts.axes import LogXValueAxis, LogYValueAxis
from reportlab.graphics.charts.lineplots import LinePlot
from reportlab.graphics.shapes import Drawing, Line, String
from reportlab.graphics.widgets.markers import makeMarker
from reportlab.lib.colors import HexColor

from elderapp.paper.charts import svg

WIDTH, HEIGHT = 720, 380
LEFT, BELOW, RIGHT, ABOVE = 70, 46, 210, 50
INKS = ("#003F72", "#B35900", "#2E7D32", "#8E24AA", "#C62828")
MARKS = ("FilledCircle", "FilledSquare", "FilledDiamond", "FilledTriangle", "FilledPentagon")
DASHES = (None, (6, 3), (2, 3), (8, 3, 2, 3), (12, 4))


class Curve(NamedTuple):
    """One line: its name, where, how much."""

    name: str
    at: Sequence[float]
    values: Sequence[float]


def plot(path: Path, title: str, curves: Sequence[Curve], *, limit: float | None = None) -> None:
    """Writes the picture; `limit` is what was promised, as a line of its own."""
    drawing = Drawing(WIDTH, HEIGHT)
    wide, high = WIDTH - LEFT - RIGHT, HEIGHT - BELOW - ABOVE
    every = [max(value, 0.01) for one in curves for value in one.values] + ([limit] if limit else [])
    low, top = 10.0 ** math.floor(math.log10(min(every))), 10.0 ** math.ceil(math.log10(max(every)))
    first = 10.0 ** math.floor(math.log10(min(one.at[0] for one in curves)))
    last = 10.0 ** math.ceil(math.log10(max(one.at[-1] for one in curves)) - 0.1)
    chart = LinePlot()
    chart.x, chart.y, chart.width, chart.height = LEFT, BELOW, wide, high
    chart.xValueAxis, chart.yValueAxis = LogXValueAxis(), LogYValueAxis()
    chart.xValueAxis.valueMin, chart.xValueAxis.valueMax = first, max(last, first * 10)
    chart.yValueAxis.valueMin, chart.yValueAxis.valueMax = low, max(top, low * 10)
    for axis in (chart.xValueAxis, chart.yValueAxis):
        axis.labels.fontName, axis.labels.fontSize = "Helvetica", 13
        axis.labelTextFormat = _told
        axis.visibleGrid, axis.gridStrokeColor = True, HexColor("#DDDDDD")
    chart.data = [list(zip(one.at, [max(value, 0.01) for value in one.values], strict=True)) for one in curves]
    for place, one in enumerate(curves):
        line = chart.lines[place]
        line.strokeColor, line.strokeWidth, line.strokeDashArray = HexColor(INKS[place % 5]), 2, DASHES[place % 5]
        line.symbol = makeMarker(MARKS[place % 5], size=8, fillColor=HexColor(INKS[place % 5]))
        _key(drawing, place, one.name)
    drawing.add(chart)
    drawing.add(String(LEFT, HEIGHT - 24, title, fontName="Helvetica-Bold", fontSize=15))
    drawing.add(
        String(LEFT + wide / 2, 6, "statements in the hub", fontName="Helvetica", fontSize=13, textAnchor="middle")
    )
    if limit:
        at = BELOW + high * math.log10(limit / low) / math.log10(max(top, low * 10) / low)
        drawing.add(Line(LEFT, at, LEFT + wide, at, strokeColor=HexColor("#C62828"), strokeWidth=1.5))
        drawing.add(String(LEFT + 6, at + 4, f"promised: {limit:g}", fontName="Helvetica", fontSize=12))
    path.write_text(svg(drawing, title), encoding="utf-8")


def _key(drawing: Drawing, place: int, name: str) -> None:
    """Which line is which: by colour, by dashes, by its mark."""
    x, y = WIDTH - RIGHT + 14, HEIGHT - ABOVE - 16 - 22 * place
    ink = HexColor(INKS[place % 5])
    drawing.add(Line(x, y + 4, x + 34, y + 4, strokeColor=ink, strokeWidth=2, strokeDashArray=DASHES[place % 5]))
    mark = makeMarker(MARKS[place % 5], size=8, fillColor=ink)
    mark.x, mark.y = x + 17, y + 4
    drawing.add(mark)
    drawing.add(String(x + 42, y, name, fontName="Helvetica", fontSize=12))


def _told(value: float) -> str:
    """Ten million as 10M."""
    for unit, sign in ((1e6, "M"), (1e3, "k")):
        if value >= unit:
            return f"{value / unit:g}{sign}"
    return f"{value:g}"
