from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader


@pytest.fixture
def sizes() -> Callable[[Path], set[float]]:
    """The sizes, in points, of everything that is written in a PDF."""

    def find(path: Path) -> set[float]:
        found: set[float] = set()

        def visit(text, _cm, _tm, _font, size):
            if text.strip():
                found.add(round(size, 1))

        for page in PdfReader(path).pages:
            page.extract_text(visitor_text=visit)
        return found

    return find


@pytest.fixture
def text() -> Callable[[Path], str]:
    """The words of a PDF, page after page, without breaks."""

    def read(path: Path) -> str:
        document = pypdfium2.PdfDocument(path)
        pages = [document[i].get_textpage().get_text_bounded() for i in range(len(document))]
        document.close()
        return "".join(pages).replace("\r\n", "").replace("\n", "")

    return read
