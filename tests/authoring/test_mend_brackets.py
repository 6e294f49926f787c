from elderapp.authoring.mend import mend


def mended(text: str) -> str:
    return mend([text], "f").lines[0]


def test_a_comma_between_clauses_stays_and_one_between_values_is_mended():
    assert "a: {b: 你好，世界, c: d}" == mended("a: {b: 你好，世界，c: d}")


def test_an_odd_bracket_is_left_for_the_reader_to_tell():
    assert "a: {b: c]" == mended("a: {b: c]").removesuffix("}")
