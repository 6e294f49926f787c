from elderapp.authoring.explain_words import TABLE


def test_its_codes_are_of_language_safety_and_plan():
    assert {"L3", "L4", "L5"} == {code[:2] for code in TABLE}
