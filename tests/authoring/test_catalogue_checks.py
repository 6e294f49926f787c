"""What is wrong with a translation, and how far a catalogue has come."""

from elderapp.authoring.catalogue import Entry
from elderapp.authoring.catalogue_checks import Standing, faults, standings


def _faults(text: str, string: str, comment: str = ""):
    return [
        (fault.severity, fault.fact)
        for fault in faults("en.po", [Entry(context="a/b", id=text, string=string, comments=(comment,))])
    ]


def test_placeholders_agree_whatever_their_order():
    assert [] == _faults("{name}，過 ${amount}。", "Pay ${amount}, {name}.")
    assert [] == _faults("請按 {link|呢度}。", "Tap {link|here}.")


def test_a_lost_and_an_invented_placeholder_are_told():
    assert [("error", "it has no placeholder, the Cantonese has {amount}")] == _faults("過 ${amount}。", "Pay.")
    assert [("error", "it has {amuont}, the Cantonese has {amount}")] == _faults("過 ${amount}。", "Pay ${amuont}.")


def test_a_brace_that_is_left_open_is_told():
    assert [("error", "a brace is open")] == _faults("過數。", "Pay {amount.")


def test_a_translation_too_long_for_the_card_is_a_warning():
    comment = "spoken to the learner, at most 20 characters"

    assert [("warning", "21 characters, room for 20")] == _faults("過數", "x" * 21, comment)
    assert [] == _faults("過數", "x" * 20, comment)


def test_a_fault_tells_place_fact_and_remedy():
    (fault,) = faults("en.po", [Entry(context="a/b", id="{x}", string="y")])

    assert "error: en.po: a/b: it has no placeholder, the Cantonese has {x}: use the same ones, each once" == str(fault)


def test_each_part_is_counted():
    spoken = ("spoken to the learner, at most 64 characters",)
    lesson = ("lessons/scams/fake/lesson.yaml",)
    found = standings([
        Entry(context="fake/a/say", id="一", string="one", files=lesson, comments=spoken),
        Entry(context="fake/b/say", id="二", string="two", is_fuzzy=True, files=lesson, comments=spoken),
        Entry(context="fake/c/caller", id="三", string="three", is_fuzzy=True, files=lesson, comments=("seen",)),
        Entry(context="fake/d/say", id="四", files=lesson),
        Entry(context="fake/e/say", id="五", string="five", files=lesson, is_obsolete=True),
        Entry(context="bank/home/text", id="六", files=("lessons/mocks/bank.yaml",)),
        Entry(id="七", string="seven", files=("elderapp/tablet/screens/home.py",)),
        Entry(id="八", files=("elderapp/paper/card.py",)),
    ])  # fmt: skip

    assert (
        Standing("fake", translated=1, fuzzy=2, missing=1, stale=1),
        Standing("interface", translated=1),
        Standing("mocks", missing=1),
        Standing("paper", missing=1),
    ) == found


def test_words_of_another_language_are_told():
    found = list(faults("cmn.po", [Entry(context="a/b", id="撳「付款」。", string="撳「付款」。")], "cmn"))

    assert [("cmn.po: a/b", "撳 is not said in this language")] == [(fault.place, fault.fact) for fault in found]
    assert [] == list(faults("en.po", [Entry(context="a/b", id="撳", string="撳")], "en"))
