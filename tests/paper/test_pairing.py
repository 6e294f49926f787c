import io

import pypdf

from elderapp import i18n
from elderapp.paper import pairing

CODES = [
    pairing.Code(f"{number:08d}", f"elderapp:pair?hub=http://192.168.1.5:8700&code={number}") for number in range(20)
]


def text_of(pdf):
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def test_twenty_codes_stand_on_one_page_in_digits_that_are_read_at_arm_s_length():
    made = pairing.sheet(CODES, "晴川", "11月27日 23:59", "http://192.168.1.5:8700", i18n.words("yue"))

    (page,) = text_of(made)
    assert all(f"{number // 10**4:04d} {number % 10**4:04d}" in page for number in range(20))
    assert "11月27日 23:59" in page
    assert made == pairing.sheet(CODES, "晴川", "11月27日 23:59", "http://192.168.1.5:8700", i18n.words("yue"))
