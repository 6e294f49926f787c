"""A funder's own workbook, filled by its named cells: everything else stays as the funder made it.

A workbook comes from outside. It is looked at as a zip file before anything reads it as a workbook, and what could run,
grow or reach elsewhere is refused.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from msgspec import Struct

from elderapp.errors import ElderError

PREFIX = "elder_"
"""Names that are ours to fill begin so; all others are the funder's."""
MOST_BYTES = 200 * 1024
MOST_INFLATED = 4 * 1024 * 1024
"""Bytes of all parts together."""
MOST_PARTS = 300
MOST_CELLS = 60_000
MOST_MERGED = 60_000
_RUNS = re.compile(r"vba|/macrosheets/|/activex/|/embeddings/|\.bin$")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*\bref=[\"']([A-Za-z0-9:$]+)[\"']")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")

Cell = str | int | float
State = Literal["filled", "empty", "unknown", "unusable"]
Reason = Literal["not-a-workbook", "too-large", "macros", "links", "encrypted"]


class WorkbookRefused(ElderError):
    """This file is not filled: `reason` says why."""

    code = "workbook-refused"

    def __init__(self, reason: Reason) -> None:
        """Why, as a code."""
        super().__init__(f"the workbook is refused: {reason}")
        self.reason = reason


class Place(Struct, frozen=True):
    """One of our names in a workbook: where it points (``表一!B4``), and what becomes of it.

    ``empty`` is a name we know and have no value for, ``unknown`` one we do not know, ``unusable`` one that points
    nowhere or at more than one cell.
    """

    name: str
    where: str
    state: State
    value: Cell = ""


def check(data: bytes) -> None:
    """Refuses what is no plain workbook of a reasonable size. Raises `WorkbookRefused`."""
    if len(data) > MOST_BYTES:
        raise WorkbookRefused("too-large")
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":  # the older container: an old workbook, or one with a password
        raise WorkbookRefused("encrypted")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_parts(archive)
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise WorkbookRefused("not-a-workbook") from error


def _check_parts(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_INFLATED:
        raise WorkbookRefused("too-large")
    names = [part.filename.lower() for part in parts]
    if "[content_types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise WorkbookRefused("not-a-workbook")
    if any(_RUNS.search(name) for name in names if "/printersettings/" not in name):
        raise WorkbookRefused("macros")
    if any("/externallinks/" in name or name.endswith("connections.xml") for name in names):
        raise WorkbookRefused("links")
    cells = merged = 0
    for part in parts:
        if not part.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        text = archive.read(part)
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise WorkbookRefused("not-a-workbook")
        if b"macroEnabled" in text and part.filename == "[Content_Types].xml":
            raise WorkbookRefused("macros")
        cells += len(_CELL.findall(text))
        merged += sum(_area(one.decode()) for one in _MERGED.findall(text))
    if cells > MOST_CELLS or merged > MOST_MERGED:
        raise WorkbookRefused("too-large")


def _area(ref: str) -> int:
    from openpyxl.utils.cell import range_boundaries

    left, top, right, bottom = (edge or MOST_MERGED for edge in range_boundaries(ref))
    return (right - left + 1) * (bottom - top + 1)


def _open(data: bytes) -> Any:
    import openpyxl

    check(data)
    try:
        return openpyxl.load_workbook(io.BytesIO(data), keep_links=False)
    except Exception as error:  # whatever a stranger's file makes the library stumble over, the file is at fault
        raise WorkbookRefused("not-a-workbook") from error


def look(data: bytes, values: Mapping[str, Cell | None]) -> list[Place]:
    """What filling would do, name by name. Raises `WorkbookRefused`."""
    return [place for place, _ in _places(_open(data), values)]


def fill(data: bytes, values: Mapping[str, Cell | None]) -> bytes:
    """The workbook with its named cells filled; `values` by name, None where there is none. Raises `WorkbookRefused`.

    A text is a text, whatever it begins with: nothing that comes from us is ever calculated. Formulas of the funder's
    stay, and are calculated anew when the file is opened.
    """
    book = _open(data)
    for place, cell in list(_places(book, values)):
        if place.state == "filled" and cell is not None:
            cell.value = place.value
            if isinstance(place.value, str):
                cell.data_type = "s"
    book.calculation.fullCalcOnLoad = True
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _places(book: Any, values: Mapping[str, Cell | None]) -> Iterator[tuple[Place, Any]]:
    scopes = [book.defined_names, *(sheet.defined_names for sheet in book.worksheets)]
    named = [(name, defined) for scope in scopes for name, defined in scope.items()]
    for name, defined in sorted(named, key=lambda one: one[0].lower()):
        ours = name.lower()
        if not ours.startswith(PREFIX):
            continue
        cell = _cell(book, defined)
        where = f"{cell.parent.title}!{cell.coordinate}" if cell is not None else str(defined.attr_text or "")[:60]
        if ours not in values:
            yield Place(name, where, "unknown"), None
        elif cell is None:
            yield Place(name, where, "unusable"), None
        elif (value := values[ours]) is None:
            yield Place(name, where, "empty"), None
        else:
            yield Place(name, where, "filled", value), cell


def _cell(book: Any, defined: Any) -> Any:
    """The one cell a name points at; of cells that are merged the first. None where it points elsewhere."""
    from openpyxl.utils.cell import range_boundaries

    try:
        places = list(defined.destinations)
    except (ValueError, TypeError, AttributeError):
        return None
    if len(places) != 1 or places[0][0] not in book.sheetnames:
        return None
    sheet, area = book[places[0][0]], places[0][1].replace("$", "")
    try:
        left, top, right, bottom = range_boundaries(area)
    except ValueError:
        return None
    if None in (left, top, right, bottom) or not hasattr(sheet, "merged_cells"):
        return None
    for merged in sheet.merged_cells.ranges:
        if merged.min_row <= top <= bottom <= merged.max_row and merged.min_col <= left <= right <= merged.max_col:
            return sheet.cell(merged.min_row, merged.min_col)
    return sheet.cell(top, left) if (left, top) == (right, bottom) else None
