"""A funder's workbook is filled by its names and stays itself; what could run, grow or reach elsewhere is refused."""

import io
import re
import zipfile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName

from elderapp.paper import workbook
from elderapp.paper.workbook import Place, WorkbookRefused

VALUES = {"elder_visits": 612, "elder_centre": "=cmd|'/c calc'!A0", "elder_worse": None, "elder_hours": 2.5}


@pytest.fixture
def made():
    """A form with a format, a formula, merged cells, a picture of none of our making, and names right and wrong."""
    book = Workbook()
    page = book.active
    page.title = "表一"
    page["B2"].font, page["B2"].number_format = Font(bold=True, size=20), "#,##0"
    page["B2"].fill = PatternFill("solid", fgColor="FFEEAA")
    page["B3"] = "=B2*2"
    page["D5"] = "機構自己寫嘅"
    page.merge_cells("A7:C7")
    page.column_dimensions["B"].width = 33
    names = {
        "Elder_Visits": "表一!$B$2", "elder_centre": "表一!$A$7:$C$7", "elder_worse": "表一!$B$4",
        "elder_hours": "表一!$B$8:$B$9", "elder_vists": "表一!$B$5", "their_own": "表一!$D$5",
    }  # fmt: skip
    for name, where in names.items():
        book.defined_names[name] = DefinedName(name, attr_text=where)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_dry_run_tells_of_each_name_what_becomes_of_it(made):
    assert [
        Place("elder_centre", "表一!A7", "filled", "=cmd|'/c calc'!A0"),
        Place("elder_hours", "表一!$B$8:$B$9", "unusable"),
        Place("Elder_Visits", "表一!B2", "filled", 612),
        Place("elder_vists", "表一!B5", "unknown"),
        Place("elder_worse", "表一!B4", "empty"),
    ] == workbook.look(made, VALUES)


def test_what_is_filled_keeps_its_format_and_no_text_is_a_formula(made):
    filled = workbook.fill(made, VALUES)
    page = load_workbook(io.BytesIO(filled))["表一"]

    assert (612, "#,##0", True, 20, "00FFEEAA") == (
        page["B2"].value, page["B2"].number_format, page["B2"].font.b, page["B2"].font.sz, page["B2"].fill.fgColor.rgb
    )  # fmt: skip
    assert ("=B2*2", "機構自己寫嘅", 33) == (page["B3"].value, page["D5"].value, page.column_dimensions["B"].width)
    assert (None, None) == (page["B4"].value, page["B5"].value)
    with zipfile.ZipFile(io.BytesIO(filled)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert ["B2*2"] == re.findall(r"<f>([^<]*)</f>", sheet)
    assert 'fullCalcOnLoad="1"' in zipfile.ZipFile(io.BytesIO(filled)).read("xl/workbook.xml").decode()


def changed(data: bytes, **parts: bytes) -> bytes:
    """The same file with parts added or replaced: `xl__a_xml` names ``xl/a.xml``."""
    out = io.BytesIO()
    named = {
        name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"): text for name, text in parts.items()
    }
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            if one not in named:
                new.writestr(one, old.read(one))
        for one, text in named.items():
            new.writestr(one, text)
    return out.getvalue()


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData>%s</worksheet>'

MERGED = b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'


@pytest.mark.parametrize(
    ("reason", "parts"),
    [
        ("macros", {"xl__vbaProject_bin": b"x"}),
        ("macros", {"xl__macrosheets__sheet1_xml": b"<a/>"}),
        ("macros", {"xl__embeddings__oleObject1_bin": b"x"}),
        ("links", {"xl__externalLinks__externalLink1_xml": b"<a/>"}),
        ("links", {"xl__connections_xml": b"<a/>"}),
        ("too-large", {"xl__media__a_xml": b" " * (workbook.MOST_INFLATED + 1)}),
        ("too-large", {f"xl__m__a{n}_xml": b"<a/>" for n in range(workbook.MOST_PARTS)}),
        ("too-large", {"xl__worksheets__sheet1_xml": SHEET % (b"<row>" + b"<c/>" * 60_001 + b"</row>", b"")}),
        ("too-large", {"xl__worksheets__sheet1_xml": SHEET % (b"", MERGED)}),
        ("not-a-workbook", {"xl__worksheets__sheet1_xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        ("not-a-workbook", {"xl__workbook_xml": b"<broken"}),
    ],
)  # fmt: skip
def test_what_could_run_grow_or_reach_elsewhere_is_refused(made, reason, parts):
    with pytest.raises(WorkbookRefused) as caught:
        workbook.look(changed(made, **parts), VALUES)

    assert reason == caught.value.reason


@pytest.mark.parametrize(
    ("reason", "data"),
    [
        ("not-a-workbook", b""),
        ("not-a-workbook", b"PK\x03\x04 torn"),
        ("encrypted", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600),
        ("too-large", b"x" * (workbook.MOST_BYTES + 1)),
    ],
)
def test_what_is_no_workbook_is_refused_with_its_reason(reason, data):
    with pytest.raises(WorkbookRefused) as caught:
        workbook.fill(data, VALUES)

    assert reason == caught.value.reason
