from elderapp.lesson.mock import Banner, Screen
from elderapp.player.play import PhoneView
from elderapp.tablet.phone.layout import lay_out
from elderapp.tablet.phone.pieces import Words


def test_an_advertisement_says_that_it_is_one(views):
    assert "廣告" in {piece.text for piece in lay_out(views["advert"], str).pieces if isinstance(piece, Words)}


def test_closing_and_opening_a_banner_are_two_targets_that_do_not_touch():
    banner = Banner(id="offer", text="恭喜！你中了大獎", tone="advert", goto="trap", close="home")
    found = {spot.id: spot.hit for spot in lay_out(PhoneView("m", "plain", Screen((banner,))), str).spots}

    assert {"offer", "close"} == set(found)
    assert found["offer"].y - found["close"].bottom >= 16


def test_a_dialog_stands_over_everything_and_blocks_it(views):
    page = lay_out(views["dialog"], str)
    texts = [piece.text for piece in page.pieces if isinstance(piece, Words)]

    assert texts.index("HK$8,260.50") < texts.index("高危警示")
    assert {"continue", "cancel"} == {spot.id for spot in page.spots}
