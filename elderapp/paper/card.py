"""The take-home card: large print, a picture of each step for those who do not read."""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Image, KeepTogether, Spacer, Table, TableStyle

from elderapp.i18n import Words
from elderapp.lesson.model import Line
from elderapp.paper.pages import INK, JADE, LEAST, LINE, MARGIN, NAVY, SAND, WIDTH, Box, words, write

TITLE, LINES = 30.0, 24.0
ACROSS = 2
"""Steps side by side."""


class Step(Struct, frozen=True):
    """One step in words and as a picture (PNG)."""

    say: Line
    picture: bytes


class Card(Struct, frozen=True, kw_only=True):
    """What stands on a card. `notice` says that nobody has verified the lesson yet, or is empty."""

    title: Line
    goal: Line
    lines: tuple[Line, ...]
    steps: tuple[Step, ...]
    checklist: tuple[Line, ...]
    notice: str = ""


def pdf(card: Card, path: Path, _: Words, language: str = "yue") -> None:
    """Write the card on A4: first what to remember, then the steps."""
    write(path, list(_story(card, _)), title=card.title.text, language=language, footer=card.notice or "ElderApp")


def _story(card: Card, _: Words) -> Iterator[Flowable]:
    yield words(card.title, TITLE, bold=True, colour=NAVY, leading=1.25)
    yield Spacer(0, 4)
    yield words(card.goal, LEAST)
    yield Spacer(0, 12)
    for number, line in enumerate(card.lines, 1):
        yield _numbered(str(number), line)
    if card.checklist:
        yield Spacer(0, 10)
        yield words(_("喺自己部電話試"), LINES, bold=True, colour=JADE)
        for line in card.checklist:
            yield _numbered("□", line, size=LEAST)
    yield Spacer(0, 12)
    yield KeepTogether([Box(_("中心電話"), 24 * mm)])
    if card.steps:
        yield Spacer(0, 16)
        first, *rest = _steps(card.steps)
        yield KeepTogether([words(_("逐步做"), LINES, bold=True, colour=NAVY), Spacer(0, 6), first])
        yield from rest


def _numbered(number: str, line: Line, size: float = LINES) -> Table:
    mark = words(number, size, bold=True, colour=NAVY)
    table = Table(
        [[mark, words(line, size, bold=size == LINES)]], colWidths=[size * 1.7, WIDTH - 2 * MARGIN - size * 1.7]
    )
    rules = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
    ]
    table.setStyle(TableStyle([*rules, ("LINEBELOW", (0, 0), (-1, -1), 0.7, LINE)]))
    return table


def _steps(steps: Sequence[Step]) -> Iterator[Flowable]:
    """Rows of two: the picture, its number and words beside it."""
    wide = (WIDTH - 2 * MARGIN) / ACROSS
    picture_wide = wide * 0.45
    for at in range(0, len(steps), ACROSS):
        cells: list[list[Flowable] | Flowable] = []
        for number, step in enumerate(steps[at : at + ACROSS], at + 1):
            image = Image(io.BytesIO(step.picture), picture_wide - 8, (picture_wide - 8) * _ratio(step.picture))
            cells += [image, [words(str(number), TITLE, bold=True, colour=NAVY), words(step.say, LEAST, colour=INK)]]
        cells += [""] * (2 * ACROSS - len(cells))
        table = Table([cells], colWidths=[picture_wide, wide - picture_wide] * ACROSS)
        table.setStyle(
            TableStyle(
                [
                    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                    ("LEFTPADDING", (0, 0), (-1, -1), 4),
                    ("RIGHTPADDING", (0, 0), (-1, -1), 4),
                    *(("BOX", (2 * n, 0), (2 * n + 1, 0), 1, SAND) for n in range(ACROSS)),
                ]
            )
        )
        table.spaceAfter = 6
        yield table


def _ratio(png: bytes) -> float:
    """Height by width, from the picture's own header."""
    width, height = int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
    return height / width
