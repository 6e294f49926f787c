"""A certificate says whose it is and for what, with its own letters and a code that a camera reads."""

import io

import pypdfium2
from pypdf import PdfReader

from elderapp import i18n
from elderapp.paper import certificate
from elderapp.paper.certificate import Certificate

ONE = Certificate(
    "陳太", "轉數快：睇清楚先撳", "FPS: look before you pay", "晴川長者學堂", "2026年11月27日", "27 November 2026",
    "1-ABCD-EFGH-2345-MNPQ", "https://hub.example/certificate/1-ABCD-EFGH-2345-MNPQ",
)  # fmt: skip


def test_each_has_a_page_with_its_words_in_letters_that_come_with_it():
    made = certificate.pdf([ONE, ONE], i18n.words("yue"), i18n.words("en"))
    document = PdfReader(io.BytesIO(made))

    assert 2 == len(document.pages)
    text = document.pages[0].extract_text()
    for words in ("陳太", "轉數快：睇清楚先撳", "晴川長者學堂", "2026年11月27日", "1-ABCD-EFGH-2345-MNPQ"):
        assert words in text
    fonts = document.pages[0]["/Resources"]["/Font"].values()
    named = [font.get_object() for font in fonts]
    embedded = [font for font in named if "/FontDescriptor" in font and "/FontFile2" in font["/FontDescriptor"]]
    assert len(embedded) >= 2
    assert made == certificate.pdf([ONE, ONE], i18n.words("yue"), i18n.words("en"))


def test_a_long_title_stays_within_the_frame():
    long = Certificate("陳" * 30, "題" * 40, "", "中" * 40, "", "", ONE.code, ONE.address)
    page = pypdfium2.PdfDocument(certificate.pdf([long], i18n.words("yue"), i18n.words("en")))[0]
    picture = page.render(scale=0.5).to_pil().convert("L")
    wide, high = picture.size
    left = picture.crop((22, 30, 34, high - 30))

    assert wide > high
    assert left.getextrema()[0] > 200  # nothing is written beside the frame's inner line
