from elderapp.authoring.explain_syntax import TABLE


def test_its_codes_are_of_its_hundred():
    assert {"L0"} == {code[:2] for code in TABLE}
