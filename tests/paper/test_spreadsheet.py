import io
import zipfile

from elderapp.paper import spreadsheet
from elderapp.paper.spreadsheet import Table


def test_what_is_written_is_read_again_and_nothing_is_a_formula():
    rows = [["姓名", "次"], ["=1+1", 3], ["https://x.example", 2.5]]
    made = spreadsheet.xlsx([Table("名/單", rows, ("上面",), ("下面",))])

    expected = [["上面"], [], ["姓名", "次"], ["=1+1", "3"], ["https://x.example", "2.5"], [], ["下面"]]
    assert expected == spreadsheet.read(made, 100)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert "<f>" not in archive.read("xl/worksheets/sheet1.xml").decode()


def test_what_is_no_workbook_or_too_large_is_refused():
    swollen = io.BytesIO()
    with zipfile.ZipFile(swollen, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", " " * (spreadsheet.MOST_INFLATED + 1))
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("a.txt", "a")

    assert [None] * 4 == [spreadsheet.read(data, 9) for data in (b"", b"PK", swollen.getvalue(), empty.getvalue())]
