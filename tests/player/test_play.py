import msgspec

from elderapp.player.play import Chose, Input, Swiped, Tapped


def test_inputs_can_be_written_down_and_read_again():
    for given in (Tapped("fps"), Swiped("up"), Chose("a")):
        assert given == msgspec.json.decode(msgspec.json.encode(given), type=Input)
