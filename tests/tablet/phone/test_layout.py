import random
from itertools import combinations

import pytest
from msgspec.structs import replace

from elderapp.lesson.mock import Item, List, Screen
from elderapp.tablet.phone import fits, overflow
from elderapp.tablet.phone.case import FULL
from elderapp.tablet.phone.layout import LANDSCAPE, lay_out
from elderapp.tablet.phone.pieces import Words
from elderapp.tablet.theme import MM
from elderapp.tablet.touch import Accept, Finger, Fingers, Scene, Target, feel

FINGER, GAP = 16 * MM - 0.5, 3 * MM - 0.1
PORTRAIT = (95 * MM, 129 * MM)
LARGE = (500, 129 * MM)
SETTINGS = [(1.0, LANDSCAPE), (1.0, PORTRAIT), (1.25, LANDSCAPE), (1.5, LARGE)]


@pytest.fixture(scope="module")
def pages(views):
    """Every screen in every setting: its name, its page, the room above the ribbon."""
    return [
        (name, lay_out(view, str, size=size, scale=scale), (FULL.screen(size).w, FULL.screen(size).h))
        for scale, size in SETTINGS
        for name, view in views.items()
    ]


def hits(page, *roles):
    return [spot for spot in page.spots if spot.hit and (not roles or spot.role in roles)]


def ids(page):
    return {spot.id for spot in hits(page)}


def apart(one, other):
    """How far two boxes are from each other; negative where they overlap."""
    across = max(one.x - other.right, other.x - one.right)
    down = max(one.y - other.bottom, other.y - one.bottom)
    return max(across, down)


def test_everything_fits_at_every_size_and_nothing_is_clipped(pages):
    for name, page, (width, height) in pages:
        assert 0 == page.overflow, name
        for words in (piece for piece in page.pieces if isinstance(piece, Words)):
            assert words.x >= 0, (name, words.text)
            assert words.x + words.width <= width + 1, (name, words.text)
            assert words.y + words.size / 2 <= height, (name, words.text)


def test_no_text_is_under_24_sp_and_larger_text_is_larger(pages, views):
    for name, page, _ in pages:
        assert min(piece.size for piece in page.pieces if isinstance(piece, Words)) >= 24, name
    grown = [page.scale for _, page, _ in pages if page.scale > 1]
    assert len(grown) > len(views)


def test_whatever_is_aimed_at_is_16_mm_wide_and_high(pages):
    for name, page, _ in pages:
        for spot in hits(page, "button", "key"):
            assert min(spot.hit.w, spot.hit.h) >= FINGER, (name, spot.id)


def test_whatever_is_aimed_at_is_3_mm_apart_and_nothing_overlaps(pages):
    for name, page, _ in pages:
        for one, other in combinations(hits(page), 2):
            if one.id != other.id:
                assert apart(one.hit, other.hit) > -0.01, (name, one.id, other.id)
        for one, other in combinations(hits(page, "button", "key"), 2):
            assert apart(one.hit, other.hit) >= GAP, (name, one.id, other.id)


def test_every_hit_box_is_on_the_screen_above_the_ribbon(pages):
    for name, page, (width, height) in pages:
        for spot in hits(page):
            assert min(spot.hit.x, spot.hit.y) >= 0, (name, spot.id)
            assert max(spot.hit.right - width, spot.hit.bottom - height) <= 0.01, (name, spot.id)


def test_parts_of_a_message_can_be_hit_even_on_neighbouring_lines(views):
    for name in ("sms-live", "chat-live"):
        page = lay_out(views[name], str)
        assert set(views[name].live) == {spot.id for spot in hits(page, "mark")}
        for spot in hits(page, "mark"):
            assert spot.hit.h >= 8 * MM, spot.id
            assert spot.hit.w >= 14 * MM, spot.id


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("bank", {"balance", "account", "fps", "bills", "card"}),
        ("amount", {"back", "next", *"0123456789", ".", "del"}),
        ("pin", {"code", *"0123456789", "del"}),
        ("warning", {"back", "cancel", "continue"}),
        ("dialog", {"cancel", "continue"}),
        ("advert", {"close", "claim"}),
        ("banners", {"storm", "close"}),
        ("sms", set()),
        ("sms-live", {"when", "link"}),
        ("ringing", {"answer", "decline"}),
        ("talking", {"hang-up"}),
        ("scan", {"back", "code"}),
    ],
)
def test_only_what_can_be_tapped_now_is_a_target(views, name, expected):
    assert expected == ids(lay_out(views[name], str))


def test_what_can_be_pointed_out_is_known_even_if_it_cannot_be_tapped(views):
    page = lay_out(views["warning"], str)

    assert {"level"} == {spot.id for spot in page.spots if spot.hit is None}
    assert "pad" in {spot.id for spot in lay_out(views["amount"], str).spots}


def test_a_screen_that_is_too_tall_says_by_how_much():
    long = Screen((List(items=tuple(Item(id=f"i{i}", text="一項") for i in range(9))),))
    longer = Screen((List(items=tuple(Item(id=f"i{i}", text="一項") for i in range(10))),))

    assert not fits(long)
    assert pytest.approx(16 * MM + 18, abs=1) == overflow(longer) - overflow(long)
    assert fits(Screen((List(items=(Item(id="i", text="一項"),)),)))


def test_a_waiting_button_tells_the_seconds_left(views):
    waiting = lay_out(views["warning"], str, seconds={"continue": 7})
    over = lay_out(replace(views["warning"], waiting={}, grey=()), str, seconds={})

    assert "繼續交易（7）" in {piece.text for piece in waiting.pieces if isinstance(piece, Words)}
    assert "繼續交易" in {piece.text for piece in over.pieces if isinstance(piece, Words)}


def test_secrets_are_dots(views):
    words = {piece.text for piece in lay_out(views["pin"], str).pieces if isinstance(piece, Words)}

    assert "●●" in words
    assert "12" not in words


def test_words_of_a_phone_are_translated(views):
    words = {piece.text for piece in lay_out(views["talking"], lambda text: f"<{text}>").pieces
             if isinstance(piece, Words)}  # fmt: skip

    assert "<收線>" in words


@pytest.mark.parametrize("name", ["bank", "amount", "pin", "people", "ringing"])
def test_unsteady_taps_hit_what_they_are_meant_for(views, name):
    page, chance = lay_out(views[name], str), random.Random(21)
    boxes = [Target(s.id, (s.hit.x, -s.hit.bottom, s.hit.right, -s.hit.y), s.role) for s in hits(page)]
    for target in (box for box in boxes if box.role != "row"):
        left, low, right, high = target.box
        got = [
            _tapped(boxes, chance.gauss((left + right) / 2, 2.7 * MM), chance.gauss((low + high) / 2, 2.7 * MM))
            for _ in range(200)
        ]
        assert got.count(target.id) >= 196, target.id
        assert sum(one not in (target.id, None) for one in got) < 2, target.id


def _tapped(boxes, x, y):
    scene = Scene(tuple(boxes), MM)
    down = feel(Fingers(), scene, Finger("down", 1, x, y, 0))
    up = feel(down.fingers, scene, Finger("up", 1, x, y, 0.1))
    return next((event.id for event in up.events if isinstance(event, Accept)), None)
