import msgspec
import pytest

from elderapp.hub.usable import LATEST, LONGEST, understood
from elderapp.records.statements import Row, Verb, canonical


def row(**given) -> Row:
    plain = Row(1, 1, 5, 0, "", Verb.ANSWERED, "chan", "s1", "a1", "pay/alone/open", {"outcome": "alone"})
    return msgspec.structs.replace(plain, **given)


def test_rows_are_read_at_once_with_their_texts():
    first, second = understood([canonical(row()), canonical(row(seq=2, result={}))])

    assert (row(), ("chan", "s1", "a1", "pay/alone/open", '{"outcome":"alone"}'), "") == (
        first.row, first.texts, first.code
    )  # fmt: skip
    assert ("", "") == (second.texts[4], second.code)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"object": "x" * LONGEST}, ""),
        ({"object": "x" * (LONGEST + 1)}, "text-too-long"),
        ({"learner": "a\0"}, "text-unstorable"),
        ({"result": {"a": "\0"}}, "text-unstorable"),
        ({"learner": "a\\u00", "session": "00b"}, ""),
        ({"wall": LATEST}, "time-impossible"),
        ({"result": {"n": -(2**63) - 1}}, "number-impossible"),
    ],
)
def test_what_cannot_be_used_has_a_code(given, code):
    (said,) = understood([canonical(row(**given))])

    assert code == said.code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (b'[1,1,5,0,"","danced","c","s","a","o",{}]', "unknown-verb"),
        (b'[1,1,5,0,"","answered","c","s","a","o",{"deep":{"er":1}}]', "unreadable-row"),
        (b'[1,1,5,0,"","answered","c","s","a","o",{"bad":"\xff"}]', "unreadable-row"),
        (b"[1,1]", "unreadable-row"),
        (b'{"5":"answered"}', "unreadable-row"),
        (b"7", "unreadable-row"),
    ],
)
def test_one_row_that_cannot_be_read_leaves_the_others_as_they_are(written, code):
    good, bad = understood([canonical(row()), written])

    assert (row(), None, code) == (good.row, bad.row, bad.code)
