import numpy as np
from msgspec.structs import replace

from elderapp.player.play import Ghost
from elderapp.tablet.phone.pieces import Words

CREAM = (255, 244, 226)


def hand_in(window):
    return (window.pixels() == CREAM).all(axis=2)


def test_the_ghost_hand_presses_beneath_the_word_and_then_is_gone(window, phone, views):
    done = []
    view = replace(views["bank"], ring="fps", dim=True, ghost=Ghost("tap", "fps"))
    phone.show(view)
    window.advance(0.4)
    phone.play_ghost(view.ghost, lambda: done.append(True))
    window.advance(2.0)
    left, low, right, _ = phone.box_of("fps")
    word = next(piece for piece in phone.page.pieces if isinstance(piece, Words) and piece.text == "轉數快")
    hand = hand_in(window)
    rows, columns = np.nonzero(hand[:, int(phone.x) : int(phone.right)])

    assert [] == done
    assert low < 800 - rows.min() < phone.top - 14 - word.y - word.size * 0.55
    assert left < phone.x + columns[rows.argmin()] < right
    window.advance(1.5)
    assert [True] == done
    assert not hand_in(window).any()


def test_the_ghost_types_key_by_key_and_its_digits_vanish_again(window, phone, views):
    done = []
    view = replace(views["amount"], typed={}, ghost=Ghost("type", "pad", "30"))
    phone.show(view)
    phone.play_ghost(view.ghost, lambda: done.append(True))
    seen = set()
    for _ in range(60):
        window.advance(0.1)
        seen |= {piece.text for piece in phone.page.pieces if isinstance(piece, Words) and "HK$" in piece.text}

    assert [True] == done
    assert {"HK$ 0", "HK$ 3", "HK$ 30"} == seen
    assert "HK$ 0" in {piece.text for piece in phone.page.pieces if isinstance(piece, Words)}


def test_the_ghost_swipes_the_way_it_is_told(window, phone, views):
    done = []
    view = replace(views["home"], ghost=Ghost("swipe", "", "up"))
    phone.show(view)
    phone.play_ghost(view.ghost, lambda: done.append(True))
    heights = []
    for _ in range(30):
        window.advance(0.1)
        heights.append(phone._hand.tip_y)

    assert [True] == done
    assert heights[-1] - heights[0] > 200


def test_a_ghost_without_a_target_is_done_at_once(window, phone, views):
    done = []
    phone.show(views["bank"])
    phone.play_ghost(Ghost("tap", "nothing-like-it"), lambda: done.append(True))

    assert [True] == done


def test_a_ghost_that_is_no_longer_wanted_goes_silently(window, phone, views):
    done = []
    view = replace(views["bank"], ghost=Ghost("tap", "fps"))
    phone.show(view)
    phone.play_ghost(view.ghost, lambda: done.append(True))
    window.advance(0.5)
    phone.show(views["bank"])
    window.advance(5)

    assert [] == done
    assert not phone._hand.is_acting
