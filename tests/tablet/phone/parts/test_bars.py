from elderapp.lesson.mock import AppBar, Screen, Status
from elderapp.player.play import PhoneView
from elderapp.tablet.phone.layout import lay_out
from elderapp.tablet.phone.pieces import Words


def page(*widgets):
    return lay_out(PhoneView("m", "plain", Screen(widgets)), str)


def words(found):
    return [piece.text for piece in found.pieces if isinstance(piece, Words)]


def test_a_screen_without_a_status_strip_gets_one():
    assert ["10:08", "銀行"] == words(page(AppBar(text="銀行")))
    assert ["15:20", "銀行"] == words(page(Status(time="15:20"), AppBar(text="銀行")))


def test_the_back_arrow_is_there_only_where_there_is_a_way_back():
    assert [] == [spot.id for spot in page(AppBar(text="銀行")).spots]
    assert ["back"] == [spot.id for spot in page(AppBar(text="銀行", back="home")).spots]


def test_a_long_name_of_an_app_stands_in_two_lines_and_nothing_is_lost():
    long = "一個非常之長嘅應用程式名稱，要兩行先寫得晒"
    found = words(page(AppBar(text=long, icon="bolt", back="home")))

    assert long == "".join(found[1:])
    assert len(found) > 2
