"""Tables as XLSX, in and out. Cells are texts and whole numbers: nothing of a file is ever calculated."""

import io
import zipfile
from collections.abc import Sequence

from msgspec import Struct

MOST_INFLATED = 16 * 1024 * 1024
"""Bytes of all parts of a workbook together, before anything of it is read."""

Cell = str | int | float


class Table(Struct, frozen=True):
    """One sheet: its title, lines above the table, the table with its heading, lines below."""

    title: str
    rows: Sequence[Sequence[Cell]]
    above: Sequence[str] = ()
    below: Sequence[str] = ()


def xlsx(tables: Sequence[Table]) -> bytes:
    """A workbook, a sheet a table."""
    import xlsxwriter

    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True, "bg_color": "#F6ECD9", "valign": "top", "text_wrap": True})
        plain = book.add_format({"valign": "top"})
        title = book.add_format({"bold": True, "font_size": 14})
        for table in tables:
            page = book.add_worksheet(_sheet_name(table.title))
            at = 0
            for line in table.above:
                page.write_string(at, 0, line, title if at == 0 else plain)
                at += 1
            at += bool(table.above)
            first = at
            for row in table.rows:
                for column, cell in enumerate(row):
                    style = bold if at == first else plain
                    if isinstance(cell, str):
                        page.write_string(at, column, cell, style)
                    else:
                        page.write_number(at, column, cell, style)
                at += 1
            for line in table.below:
                at += 1
                page.write_string(at, 0, line, plain)
            page.set_column(0, 0, 22)
            page.set_column(1, 12, 15)
            page.fit_to_pages(1, 0)
    return made.getvalue()


def _sheet_name(title: str) -> str:
    return "".join("-" if sign in "[]:*?/\\" else sign for sign in title)[:31]


def read(data: bytes, most_rows: int) -> list[list[str]] | None:
    """The first sheet as texts, a row more than `most_rows` at most; None for what is no workbook, or too large."""
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_INFLATED:
                return None
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, TypeError):
        return None
    try:
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(max_row=most_rows + 2, max_col=30, values_only=True)
        return [_trimmed([_text(cell) for cell in row]) for row in rows]
    except (KeyError, ValueError, OSError, TypeError, IndexError):
        return None
    finally:
        book.close()


def _trimmed(row: list[str]) -> list[str]:
    """A row without the empty cells at its end."""
    while row and not row[-1]:
        row.pop()
    return row


def _text(cell: object) -> str:
    """A cell as one sees it: a number that a sheet keeps as 12.0 is 12."""
    if cell is None:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
