"""Statements and their chain."""

import hashlib

import msgspec

from elderapp.records.statements import GENESIS, Row, Verb, canonical, chain

ROW = Row(1, 1, 1_763_654_400_000, 5, "ab12cd34", Verb.ANSWERED, "c1", "s1", "a1", "l/alone/open", {"z": 1, "a": "信"})


def test_a_row_is_a_json_array_without_spaces_and_with_sorted_keys():
    expected = '[1,1,1763654400000,5,"ab12cd34","answered","c1","s1","a1","l/alone/open",{"a":"信","z":1}]'

    assert expected.encode() == canonical(ROW)


def test_a_row_survives_the_wire():
    assert ROW == msgspec.json.decode(canonical(ROW), type=Row)


def test_the_digest_covers_the_row_and_everything_before_it():
    first = chain(GENESIS, ROW)

    assert hashlib.sha256(bytes(32) + canonical(ROW)).digest() == first
    assert first != chain(first, ROW)


def test_cmi5_verbs_keep_their_names():
    assert {"initialized", "completed", "passed", "failed", "terminated"} <= {str(verb) for verb in Verb}
