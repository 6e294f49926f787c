from elderapp.tablet.phone.parts.messages import Stretch, parse


def test_a_marked_address_is_both_a_mark_and_a_link():
    assert ("去 a-b.example 睇", (Stretch(2, 13, "link", True),)) == parse("去 {link|a-b.example} 睇")


def test_an_address_without_a_mark_is_a_link():
    assert (Stretch(1, 24, "", True),) == parse("睇https://www.gov.hk/tc/x?。")[1]


def test_money_and_numbers_are_no_links():
    assert () == parse("HK$8,260.50 或 6000 0000，10:05。")[1]


def test_a_message_without_marks_stays_as_it_is():
    assert ("食咗飯未？", ()) == parse("食咗飯未？")
