import io

import pypdfium2
from pypdf import PdfReader

from elderapp.paper import people
from elderapp.paper.people import Member


def test_thirty_labels_take_as_few_pages_as_they_can_and_long_names_fit():
    names = [Member(f"名{n}", "") for n in range(29)] + [Member("名字非常之長嘅一位學員朋友仔呀", "")]
    pages = PdfReader(io.BytesIO(people.labels(names, "B 班"))).pages

    assert 4 == len(pages)
    assert "名字非常之長嘅一位學員朋友仔呀" in pages[3].extract_text()


def test_a_card_without_a_number_has_no_code_and_one_with_it_is_dark_there():
    def ink(member):
        page = pypdfium2.PdfDocument(people.cards([member], "晴川", str))[0]
        picture = page.render(scale=1).to_pil().convert("L")
        return sum(value < 128 for value in picture.crop((150, 30, 310, 190)).getdata())

    assert ink(Member("陳太", "B01", "B01")) > 1500 > ink(Member("陳太", ""))
