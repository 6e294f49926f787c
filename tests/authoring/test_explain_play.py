from elderapp.authoring.explain_play import TABLE


def test_its_codes_are_of_its_hundred():
    assert {"L2"} == {code[:2] for code in TABLE}
