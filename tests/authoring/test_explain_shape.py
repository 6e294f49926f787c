from elderapp.authoring.explain_shape import TABLE


def test_its_codes_are_of_its_hundred():
    assert {"L1"} == {code[:2] for code in TABLE}
