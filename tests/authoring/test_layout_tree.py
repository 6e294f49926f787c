from elderapp.authoring.layout_tree import Group, Leaf, Page


def test_comments_are_told_from_texts_that_have_a_hash_in_them():
    page = Page("a: 'x #1'  # one\n# two\nb: y#z\n")

    assert isinstance(page.root, Group)
    assert ["x #1", "y#z"] == [value.text for _, value in page.root.pairs if isinstance(value, Leaf)]
    assert [("# one", True), ("# two", False)] == [(note.text, note.trails) for note in page.root.pairs[1][0].notes]


def test_comments_between_brackets_are_found_to_the_last():
    page = Page("a: [\n  b,\n  # last\n]\n# end\n")

    assert isinstance(page.root, Group)
    inner = page.root.get("a")
    assert isinstance(inner, Group)
    assert (True, ["# last"], ["# end"]) == (
        inner.has_notes,
        [note.text for note in inner.tail],
        [note.text for note in page.end],
    )


def test_a_file_of_comments_has_no_root():
    assert (None, ["# a"]) == (Page("# a\n").root, [note.text for note in Page("# a\n").end])
