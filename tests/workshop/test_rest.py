"""A19: nothing but the declared target changes more than once a second in three idle seconds."""

import numpy as np
import pytest

from elderapp.lesson.mock import Screen
from elderapp.player.play import Ghost
from elderapp.workshop.rest import A_SECOND, SECONDS, restless
from tests.desk import ours

ONCE_A_SECOND = SECONDS


def test_the_most_restless_pixel_counts_and_what_is_meant_to_move_does_not():
    frames = [np.zeros((40, 40, 3), np.uint8) for _ in range(4)]
    for number, frame in enumerate(frames):
        frame[30, 5] = 200 * (number % 2)

    assert 3 == restless(frames)
    assert 0 == restless(frames, (0, 5, 10, 12))
    assert 3 == restless(frames, (20, 20, 30, 30))


@pytest.fixture(scope="module")
def shown():
    """One view of each kind, by name, with what may move on it."""
    from elderapp.i18n import SOURCE, words
    from elderapp.tablet.tongue import Tongue
    from elderapp.workshop import sheets

    lessons = ours().lessons
    first = [lessons[name] for name in ("basics-home-back", "pay-fps-check-payee")]
    tongue = Tongue(words(SOURCE))
    return {one.name: one.view for one in (*sheets.of_shell(tongue), *sheets.of_lessons(tongue, first))}


def watch(window, screen):
    window.put(screen)
    window.advance(1.5)  # fades, the ferry and the ring have come to rest
    pictures = [window.pixels().copy()]
    for _ in range(SECONDS * A_SECOND):
        window.wait(1 / A_SECOND)
        pictures.append(window.pixels().copy())
    return pictures


@pytest.mark.parametrize("name", ["home", "well-done", "notice", "hearing"])
def test_a_screen_of_the_shell_rests(window, shown, name):
    from elderapp.tablet import screens
    from elderapp.tablet.theme import Theme
    from elderapp.workshop import specimens

    screen = screens.FOR[type(shown[name])](Theme(), str)
    screen.show(shown[name], specimens.rail(name))

    assert 0 == restless(watch(window, screen))


@pytest.mark.parametrize("kind", ["tap do 2", "type do ", "call talk ", "say tell "])
def test_on_a_step_only_what_is_pointed_out_moves_and_that_once_a_second(window, shown, kind):
    from elderapp.tablet.theme import Theme
    from elderapp.workshop.seeing import Showing

    showing = Showing(Theme(), str)
    showing.show(next(view for name, view in shown.items() if name.startswith(kind)))
    pictures = watch(window, showing.screen)
    phone = showing.view.phone
    target = showing.phone.box_of(phone.ring) if phone and phone.ring else None
    around = tuple(part + by for part, by in zip(target, (-24, -24, 24, 24), strict=True)) if target else None

    assert restless(pictures, around) <= ONCE_A_SECOND
    assert target is None or restless(pictures) <= 2 * SECONDS * A_SECOND


def test_a_phone_without_ring_or_hand_rests(window):
    from elderapp.player.play import PhoneView
    from elderapp.tablet.phone import PhoneWidget

    phone = PhoneWidget()
    phone.show(PhoneView("m", "plain", Screen(()), ghost=Ghost("tap", "nothing")))

    assert 0 == restless(watch(window, phone))
