import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elderapp.tablet.touch import (
    HOLD,
    KEY_LOCK_OUT,
    LOCK_OUT,
    Accept,
    Finger,
    Fingers,
    Hold,
    Miss,
    Press,
    Release,
    Scene,
    Swipe,
    Target,
    feel,
    new_screen,
    target_at,
)

MM = 5.88
SIDE, GAP = 16 * MM, 3 * MM


def tile(name, column, row, role="button"):
    left, bottom = 100 + column * (SIDE + GAP), 100 + row * (SIDE + GAP)
    return Target(name, (left, bottom, left + SIDE, bottom + SIDE), role)


def middle(target):
    left, bottom, right, top = target.box
    return (left + right) / 2, (bottom + top) / 2


A, B = tile("a", 0, 0), tile("b", 1, 0)
SCENE = Scene((A, B), MM)
KEYS = Scene((tile("1", 0, 0, "key"), tile("2", 1, 0, "key"), tile("send", 0, 2)), MM)


def after(events, scene=SCENE, fingers=None):
    """All that happened, and the state at the end."""
    fingers, happened = fingers or Fingers(), []
    for event in events:
        felt = feel(fingers, scene, event)
        fingers = felt.fingers
        happened += felt.events
    return happened, fingers


def tap(place, t, *, hold=0.08, finger=1):
    x, y = place
    return [Finger("down", finger, x, y, t), Finger("up", finger, x, y, t + hold)]


def accepted(happened):
    return [event.id for event in happened if isinstance(event, Accept)]


def test_a_tap_acts_when_the_finger_lifts():
    down, up = tap(middle(A), 0)

    assert [Press("a")] == after([down])[0]
    assert [Press("a"), Release(), Accept("a")] == after([down, up])[0]


@pytest.mark.parametrize("hold", [0.01, 0.5, 4, 60])
def test_any_length_of_press_is_a_tap(hold):
    assert ["a"] == accepted(after(tap(middle(A), 0, hold=hold))[0])


def test_only_what_may_be_held_is_held_and_every_other_long_press_is_a_tap():
    scene = Scene((A, B), MM, holds="a")
    long, short = HOLD + 0.1, HOLD - 0.1

    assert [Press("a"), Release(), Hold("a")] == after(tap(middle(A), 0, hold=long), scene)[0]
    assert ["a"] == accepted(after(tap(middle(A), 0, hold=short), scene)[0])
    assert ["b"] == accepted(after(tap(middle(B), 0, hold=long), scene)[0])


def test_a_held_finger_that_trembles_holds_without_being_lifted():
    x, y = middle(A)
    scene = Scene((A, B), MM, holds="a")
    resting = [Finger("move", 1, x + (-1) ** n * MM, y, n / 10) for n in range(1, 12)]
    happened, fingers = after([Finger("down", 1, x, y, 0), *resting], scene)

    assert Hold("a") in happened
    assert [] == accepted(after([Finger("up", 1, x, y, 1.2)], scene, fingers)[0])


def test_two_taps_150_ms_apart_are_one_and_a_second_apart_are_two():
    assert ["a"] == accepted(after(tap(middle(A), 0) + tap(middle(A), 0.15))[0])
    assert ["a"] == accepted(after(tap(middle(A), 0) + tap(middle(B), 0.15))[0])
    assert ["a", "a"] == accepted(after(tap(middle(A), 0) + tap(middle(A), 1))[0])


def test_a_tap_100_ms_after_a_new_screen_is_none_and_after_400_ms_is_one():
    fingers = new_screen(Fingers(), 10)

    assert [] == after(tap(middle(A), 10.1), fingers=fingers)[0]
    assert ["a"] == accepted(after(tap(middle(A), 10.41), fingers=fingers)[0])


def test_a_finger_that_was_down_when_the_screen_changed_means_nothing():
    down, up = tap(middle(A), 0, hold=3)
    _, fingers = after([down])

    assert [] == after([up], fingers=new_screen(fingers, 1))[0]


@pytest.mark.parametrize("phase", [0, 0.7, 1.57, 3.14, 4.7])
@pytest.mark.parametrize("start", [0.0, 0.2, 0.39])
def test_a_tap_that_trembles_3_mm_at_6_hz_is_one(phase, start):
    x, y = middle(A)
    x += start * SIDE

    def place(t):
        return x + 3 * MM * math.sin(2 * math.pi * 6 * t + phase), y + 3 * MM * math.cos(2 * math.pi * 6 * t + phase)

    events = [Finger("down", 1, *place(0), 0)]
    events += [Finger("move", 1, *place(i / 100), i / 100) for i in range(1, 25)]
    events += [Finger("up", 1, *place(0.25), 0.25)]

    assert ["a"] == accepted(after(events)[0])


def test_sliding_off_is_nothing_and_coming_back_is_a_tap():
    x, y = middle(A)
    away = y + SIDE / 2 + 4.5 * MM
    slide = [Finger("down", 1, x, y, 0), Finger("move", 1, x, away, 0.2)]

    assert [Press("a"), Release()] == after([*slide, Finger("up", 1, x, away, 0.3)])[0]
    assert [Press("a"), Release(), Press("a"), Release(), Accept("a")] == after(
        [*slide, Finger("move", 1, x, y, 0.3), Finger("up", 1, x, y, 0.4)]
    )[0]


def test_a_tap_on_nothing_is_a_miss_and_its_echo_is_not_another():
    assert [Miss(700, 700)] == after(tap((700, 700), 0) + tap((702, 699), 0.2))[0]
    assert [Miss(700, 700), Miss(600, 700)] == after(tap((700, 700), 0) + tap((600, 700), 1))[0]


def test_after_a_miss_the_right_tap_counts_at_once():
    assert ["a"] == accepted(after(tap((700, 700), 0) + tap(middle(A), 0.3))[0])


def test_sliding_over_nothing_is_nothing():
    assert [] == after([Finger("down", 1, 700, 700, 0), Finger("up", 1, 700, 700 + 5 * MM, 0.2)])[0]


def test_beside_a_target_means_the_nearest_within_reach():
    left, bottom, right, _ = A.box

    assert A == target_at(SCENE, right + 1.3 * MM, bottom)
    assert B == target_at(SCENE, right + 1.7 * MM, bottom)
    assert A == target_at(SCENE, left - 1.3 * MM, bottom)
    assert None is target_at(SCENE, left - 1.5 * MM, bottom)
    assert None is target_at(Scene((), MM), left, bottom)


def test_a_second_finger_is_ignored():
    first, second = tap(middle(A), 0, hold=1), tap(middle(B), 0.3, finger=2)

    assert ["a"] == accepted(after([first[0], *second, first[1]])[0])


def test_a_hand_that_rests_on_nothing_does_not_block_a_finger_and_is_no_miss():
    palm, finger = tap((900, 20), 0, hold=9), tap(middle(B), 3, finger=2)

    assert [Press("b"), Release(), Accept("b")] == after([palm[0], *finger, palm[1]])[0]


def test_a_hand_that_rests_long_on_a_target_gives_way_to_a_finger():
    palm, finger = tap(middle(A), 0, hold=9), tap(middle(B), 3, finger=2)

    assert ["b"] == accepted(after([palm[0], *finger, palm[1]])[0])


def test_a_cancelled_finger_is_nothing_and_blocks_nothing():
    x, y = middle(A)
    cancelled = [Finger("down", 1, x, y, 0), Finger("cancel", 1, x, y, 0.1)]

    assert [Press("a"), Release()] == after(cancelled)[0]
    assert ["a"] == accepted(after(cancelled + tap(middle(A), 0.2))[0])


def test_a_target_that_went_away_under_the_finger_is_not_tapped():
    down, up = tap(middle(A), 0)
    _, fingers = after([down])

    assert [Release()] == after([up], Scene((B,), MM), fingers)[0]


def test_the_same_key_repeats_after_300_ms_and_other_keys_sooner():
    one, two, send = (middle(target) for target in KEYS.targets)

    assert ["1"] == accepted(after(tap(one, 0) + tap(one, 0.25), KEYS)[0])
    assert ["1", "1"] == accepted(after(tap(one, 0) + tap(one, 0.4), KEYS)[0])
    assert ["1", "2"] == accepted(after(tap(one, 0) + tap(two, 0.32), KEYS)[0])
    assert ["1"] == accepted(after(tap(one, 0) + tap(send, 0.5), KEYS)[0])


@pytest.mark.parametrize(
    ("across", "upward", "way"), [(2, 20, "up"), (3, -20, "down"), (-16, 9, "left"), (30, -29, "right")]
)
def test_a_swipe_has_the_direction_of_its_longer_side(across, upward, way):
    scene = Scene((A, B), MM, swipes=(0, 0, 900, 900))
    events = [Finger("down", 1, 500, 500, 0), Finger("up", 1, 500 + across * MM, 500 + upward * MM, 0.3)]

    assert [Swipe(way)] == after(events, scene)[0]
    assert [] == after(events, SCENE)[0]


def test_a_short_or_outside_swipe_is_none():
    scene = Scene((), MM, swipes=(0, 0, 600, 600))

    assert [] == after([Finger("down", 1, 500, 500, 0), Finger("up", 1, 500, 500 + 14 * MM, 0.3)], scene)[0]
    assert [] == after([Finger("down", 1, 700, 500, 0), Finger("up", 1, 500, 500, 0.3)], scene)[0]


def test_a_swipe_may_begin_on_a_target_and_a_tap_still_works_there():
    scene = Scene((Target("a", (0, 0, 400, 400)),), MM, swipes=(0, 0, 600, 600))
    swipe = [Finger("down", 1, 200, 100, 0), Finger("up", 1, 200, 300, 0.3)]

    assert [Press("a"), Release(), Swipe("up")] == after(swipe, scene)[0]
    assert ["a"] == accepted(after(tap((200, 100), 0), scene)[0])


def test_of_200_unsteady_taps_at_least_98_percent_hit_and_under_1_percent_hit_a_neighbour():
    targets = tuple(tile(f"{column}{row}", column, row) for column in range(3) for row in range(3))
    scene, chance, hits, neighbours = Scene(targets, MM), random.Random(27), 0, 0
    x, y = middle(targets[4])
    for number in range(200):
        place = (chance.gauss(x, 2.7 * MM), chance.gauss(y, 2.7 * MM))
        got = accepted(after(tap(place, number), scene)[0])
        hits += got == ["11"]
        neighbours += bool(got) and got != ["11"]

    assert hits >= 196
    assert neighbours < 2


FINGERS = st.builds(
    lambda kind, finger, place, x, y: (kind, finger, place[0] + x, place[1] + y),
    st.sampled_from(["down", "down", "move", "up", "up", "cancel"]),
    st.integers(1, 3),
    st.sampled_from([middle(target) for target in KEYS.targets] + [(700.0, 700.0)]),
    st.floats(-60, 60),
    st.floats(-60, 60),
)


@given(st.lists(st.tuples(FINGERS, st.floats(0, 0.5), st.booleans()), max_size=60))
def test_never_two_taps_within_the_lock_out_and_nothing_within_a_new_screen(story):
    fingers, t, last, fresh, shown = Fingers(), 0.0, None, -1.0, ""
    roles = {target.id: target.role for target in KEYS.targets}
    for (kind, finger, x, y), wait, change in story:
        t += wait
        if change:
            fingers, fresh, shown = new_screen(fingers, t), t, ""
        felt = feel(fingers, KEYS, Finger(kind, finger, x, y, t))
        fingers = felt.fingers
        for event in felt.events:
            match event:
                case Press(id=name):
                    assert "" == shown
                    shown = name
                case Release():
                    assert shown
                    shown = ""
                case Accept(id=name):
                    keys = last and roles[name] == "key" == roles[last[0]]
                    assert last is None or t - last[1] >= (KEY_LOCK_OUT if keys else LOCK_OUT)
                    assert t - fresh >= 0.4
                    last = (name, t)
