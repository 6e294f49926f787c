from elderapp.authoring.mend import mend


def test_a_line_that_is_right_keeps_its_text_and_columns():
    found = mend(["say: 撳「轉數快」", "", "# 註解：好"], "f")

    assert (["say: 撳「轉數快」", "", "# 註解：好"], {}, []) == (found.lines, found.columns, found.problems)


def test_columns_of_a_mended_line_lead_back():
    found = mend(["a：b"], "f")

    assert "a: b" == found.lines[0]
    assert [0, 1, 1, 2, 2] == [found.column(0, at) for at in range(5)]
    assert 7 == found.column(3, 7)


def test_a_block_of_text_is_left_as_it_stands():
    lines = ["a: |", "  b：c", "  “d”", "e：f"]

    assert [*lines[:3], "e: f"] == mend(lines, "f").lines


def test_a_quote_over_several_lines_is_left_as_it_stands():
    assert ["a: 'b", "  c：d'", "e: f"] == mend(["a: 'b", "  c：d'", "e：f"], "f").lines
    assert ['a: {b: "c', '  d", e: f}'] == mend(['a: {b: "c', '  d"，e：f}'], "f").lines
