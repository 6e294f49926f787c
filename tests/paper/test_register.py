import io

from pypdf import PdfReader

from elderapp.paper import register
from elderapp.paper.register import Register


def test_twenty_stand_on_a_page_and_there_are_spare_lines_for_walk_ins():
    people = tuple((str(n), f"學員{n}號", f"M{n}") for n in range(1, 41))
    told = Register(
        title="B 班", when="11月20日", where="二樓", printed="印於", code="s1 2026-11-20 abc", people=people
    )
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(register.pdf(told, str))).pages]

    assert [20, 20, 0] == [page.count("學員") for page in pages]
    assert all(f"{number}／3" in page for number, page in enumerate(pages, 1))
