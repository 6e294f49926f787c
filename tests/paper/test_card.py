import io

from PIL import Image

from elderapp.lesson.model import Line
from elderapp.paper.card import Card, Step, pdf
from elderapp.paper.pages import LEAST

PNG = io.BytesIO()
Image.new("RGB", (50, 70), "navy").save(PNG, "PNG")
CARD = Card(
    title=Line("t", "過數前睇真啲"),
    goal=Line("g", "見到高危警示，識得停手取消。"),
    lines=tuple(Line(f"c{n}", f"第{n}句：唔肯定，就俾職員睇呢張咭") for n in range(6)),
    steps=tuple(Step(Line(f"s{n}", f"第{n}步，再撳「下一步」。"), PNG.getvalue()) for n in range(7)),
    checklist=(Line("k", "喺自己部電話試一次"),),
    notice="內容待核實",
)


def test_nothing_on_the_card_is_smaller_than_eighteen_points(tmp_path, sizes):
    pdf(CARD, tmp_path / "card.pdf", str)

    assert LEAST <= min(sizes(tmp_path / "card.pdf"))


def test_every_line_and_every_step_stands_on_it(tmp_path, text):
    pdf(CARD, tmp_path / "card.pdf", str)
    written = text(tmp_path / "card.pdf")

    assert [] == [line.text for line in (*CARD.lines, *CARD.checklist) if line.text not in written]
    assert [] == [step.say.text for step in CARD.steps if step.say.text not in written]
    assert "內容待核實" in written
    assert "中心電話" in written


def test_the_fonts_are_in_the_file(tmp_path):
    from pypdf import PdfReader

    pdf(CARD, tmp_path / "card.pdf", str)
    page = PdfReader(tmp_path / "card.pdf").pages[0]
    # Every PDF names Helvetica as its default; no word is written with it.
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    ours = [font for font in fonts if "NotoSansHK" in font["/BaseFont"]]
    assert ours
    assert all("/FontFile2" in font["/FontDescriptor"] for font in ours)


def test_the_same_card_gives_the_same_bytes_and_leaves_nothing_half_written(tmp_path):
    pdf(CARD, tmp_path / "a.pdf", str)
    pdf(CARD, tmp_path / "b.pdf", str)

    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert ["a.pdf", "b.pdf"] == sorted(path.name for path in tmp_path.iterdir())
