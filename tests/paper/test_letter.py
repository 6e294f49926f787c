import io

import pypdf

from elderapp.paper import letter


def test_a_letter_has_its_headings_and_lines():
    (page,) = [
        one.extract_text()
        for one in pypdf.PdfReader(
            io.BytesIO(letter.pdf("草稿 Draft", [("一・甚麼", ("第一行", "A line")), ("2. Who", ("陳太",))]))
        ).pages
    ]

    for words in ("草稿", "一・甚麼", "第一行", "A line", "陳太"):
        assert words in page
