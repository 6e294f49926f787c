from elderapp.lesson.mock import Bubble, Screen, SmsThread
from elderapp.player.play import PhoneView
from elderapp.tablet.phone.layout import lay_out
from elderapp.tablet.phone.parts.messages import Stretch, parse
from elderapp.tablet.phone.pieces import Words
from elderapp.tablet.phone.sheet import FINGER


def test_a_marked_address_is_both_a_mark_and_a_link():
    assert ("去 a-b.example 睇", (Stretch(2, 13, "link", True),)) == parse("去 {link|a-b.example} 睇")


def test_an_address_without_a_mark_is_a_link():
    assert (Stretch(1, 24, "", True),) == parse("睇https://www.gov.hk/tc/x?。")[1]


def test_money_and_numbers_are_no_links():
    assert () == parse("HK$8,260.50 或 6000 0000，10:05。")[1]


def test_a_message_without_marks_stays_as_it_is():
    assert ("食咗飯未？", ()) == parse("食咗飯未？")


def said(text, **more):
    """The lines of a message as a phone shows it, and where its parts can be tapped."""
    thread = SmsThread(sender="不明號碼", messages=(Bubble(text=text),))
    page = lay_out(PhoneView("m", "message", Screen((thread,)), **more), str)
    lines = {}
    for piece in page.pieces:
        if isinstance(piece, Words) and piece.y > 140:
            lines[piece.y] = lines.get(piece.y, "") + piece.text
    return list(lines.values()), [spot for spot in page.spots if spot.role == "mark"]


def test_what_closes_an_address_does_not_begin_a_line():
    lines, _ = said("請到 a.example。今日內辦理你的登記手續。")

    assert "a.example。" in lines


def test_parts_that_stand_side_by_side_begin_lines_of_their_own_while_they_can_be_tapped():
    text = "新幣上市，{sure|必升}{rush|今晚}{pay|過數}"
    apart, marks = said(text, live=("sure", "rush", "pay"))

    assert ["新幣上市，", "必升", "今晚", "過數"] == apart
    assert "必升今晚過數" in "".join(said(text)[0])
    assert all(min(spot.hit.w, spot.hit.h) > 0.97 * FINGER for spot in marks)


def words_of(text):
    """The pieces of a message by what they say."""
    thread = SmsThread(sender="不明號碼", messages=(Bubble(text=text),))
    page = lay_out(PhoneView("m", "message", Screen((thread,))), str)
    return {piece.text.strip(): piece for piece in page.pieces if isinstance(piece, Words) and piece.y > 140}


def test_a_space_before_a_part_is_kept():
    found = words_of("Pay us {rush|today} now")
    before, part, after = found["Pay us"], found["today"], found["now"]

    assert 4 < part.x - (before.x + before.width) < 20
    assert " now" == after.text
    assert part.x + part.width == after.x


def test_what_follows_an_address_stands_at_the_margin():
    found = words_of("請到 a.example 今日內辦理你的登記手續。")
    (after,) = (piece for text, piece in found.items() if text.startswith("今日內"))

    assert found["請到"].x == found["a.example"].x == after.x
