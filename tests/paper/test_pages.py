import pytest
from reportlab.platypus import Flowable
from reportlab.platypus.doctemplate import LayoutError

from elderapp.paper.pages import Box, words, write


def test_a_box_is_as_wide_as_the_page_and_has_its_label(tmp_path, text):
    box = Box("中心電話", 60)

    assert (500, 60) == box.wrap(500, 800)
    write(tmp_path / "a.pdf", [box], title="咭", language="yue", footer="完")
    assert "中心電話" in text(tmp_path / "a.pdf")


def test_a_page_that_cannot_be_made_leaves_nothing(tmp_path):
    class Huge(Flowable):
        def wrap(self, _width, _height):
            return 10_000, 10_000

    with pytest.raises(LayoutError):
        write(tmp_path / "a.pdf", [words("好", 20), Huge()], title="咭", language="yue", footer="")
    assert [] == list(tmp_path.iterdir())
