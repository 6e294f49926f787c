from elderapp.authoring.mend import mend


def mended(text: str) -> str:
    return mend([text], "f").lines[0]


def test_a_text_that_yaml_would_misread_is_put_in_quotes():
    assert "a: 'it''s: b'" == mended("a: it's: b")


def test_an_address_is_no_key():
    assert "- https://x.example" == mended("- https://x.example")
