from elderapp.authoring.build_facts import build_facts, build_respell
from elderapp.authoring.form import Desk
from elderapp.authoring.source import read_text


def test_a_fact_keeps_its_source_and_dates():
    desk = Desk("f")
    text = (
        'a: {value: "18222", source: 警務處, checked: "2026-11-22", review_by: "2027-02-22", volatile: true, note: x}'
    )
    fact = build_facts(desk, read_text(text, "f").root)["a"]

    assert ("18222", "警務處", "2027-02-22", True) == (fact.value, fact.source, fact.review_by, fact.volatile)
    assert [] == desk.problems


def test_a_fact_without_a_source_is_told():
    desk = Desk("f")
    build_facts(desk, read_text("a: {value: x}", "f").root)

    assert ["L102", "L102", "L102"] == [one.code for one in desk.problems]


def test_a_list_holds_no_facts():
    desk = Desk("f")

    assert ({}, {}) == (build_facts(desk, read_text("- a", "f").root), build_facts(desk, None))
    assert ["L103"] == [one.code for one in desk.problems]


def test_respellings_are_words_by_words():
    assert {"HA Go": "H A Go"} == build_respell(Desk("f"), read_text("respell: {HA Go: H A Go}", "f").root)
    assert {} == build_respell(Desk("f"), None)
