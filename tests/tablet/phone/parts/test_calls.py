from elderapp.tablet import theme as look
from elderapp.tablet.phone.layout import lay_out
from elderapp.tablet.phone.pieces import Panel, Portrait, Words


def test_a_caller_is_a_grey_shape_with_a_name_and_a_number(views):
    for name in ("ringing", "talking"):
        page = lay_out(views[name], str)
        assert 1 == sum(isinstance(piece, Portrait) for piece in page.pieces)
        assert {"不明來電", "+852 6000 0000"} <= {piece.text for piece in page.pieces if isinstance(piece, Words)}


def test_hanging_up_includes_the_word_under_the_disc(views):
    spot = next(spot for spot in lay_out(views["talking"], str).spots if spot.id == "hang-up")

    assert spot.hit.bottom > spot.box.bottom + 20
    assert spot.box.w == spot.box.h


def test_the_same_text_makes_the_same_code(views):
    assert lay_out(views["show-code"], str) == lay_out(views["show-code"], str)


def test_the_bars_of_the_voice_keep_off_the_number_where_the_phone_is_low(views):
    def bars(height):
        page = lay_out(views["talking"], str, size=(422, height))
        number = next(piece for piece in page.pieces if isinstance(piece, Words) and piece.text.endswith("6000 0000"))
        found = [p.box for p in page.pieces if isinstance(p, Panel) and p.fill == look.SPOKEN]
        return number, found

    for height in (758, 680):
        number, found = bars(height)
        assert min(box.y for box in found) >= number.y + number.size / 2 - 4, height
    assert max(box.h for box in bars(680)[1]) < max(box.h for box in bars(758)[1])
    assert [] == bars(600)[1]
