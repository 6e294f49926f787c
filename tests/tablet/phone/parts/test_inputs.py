from msgspec.structs import replace

from elderapp.lesson.mock import Button, Screen
from elderapp.player.play import PhoneView
from elderapp.tablet import theme as look
from elderapp.tablet.phone.layout import lay_out
from elderapp.tablet.phone.parts.inputs import GREY
from elderapp.tablet.phone.pieces import Panel


def box_of(page, id_):
    return next(spot.box for spot in page.spots if spot.id == id_)


def fills(page):
    return {piece.fill for piece in page.pieces if isinstance(piece, Panel)}


def test_where_room_is_short_the_button_of_a_keypad_is_a_tall_key_beside_it(views):
    page = lay_out(views["amount"], str)

    assert box_of(page, "next").x > box_of(page, "3").right
    assert box_of(page, "next").y == box_of(page, "3").y
    assert box_of(page, "next").bottom == box_of(page, "del").bottom


def test_the_button_that_goes_on_is_at_the_right_of_a_pair(views):
    page = lay_out(views["review"], str)

    assert box_of(page, "ok").x > box_of(page, "stop").right
    assert box_of(page, "ok").y == box_of(page, "stop").y


def test_a_dangerous_button_never_shares_a_line():
    many = tuple(Button(id=f"b{i}", text="刪除", role="danger") for i in range(5))
    page = lay_out(PhoneView("m", "plain", Screen(many)), str)

    assert 1 == len({spot.box.x for spot in page.spots})


def test_what_cannot_act_yet_is_grey(views):
    assert GREY in fills(lay_out(views["search"], str))
    assert GREY not in fills(lay_out(replace(views["search"], grey=()), str))
    assert look.MOCK_BAR in fills(lay_out(replace(views["search"], grey=()), str))


def test_only_money_has_a_point(views):
    assert "." in {spot.id for spot in lay_out(views["amount"], str).spots}
    assert "." not in {spot.id for spot in lay_out(views["pin"], str).spots}
