import itertools
import random

from elderapp.robot.tremor import SURE, TAPS, Reach, neighbourhoods, reach, tap, total
from elderapp.tablet.touch import Scene, Target

MM = 5.88


def tile(name, x, side=16.0, role="button"):
    return Target(name, (x * MM, 50 * MM, (x + side) * MM, (50 + side) * MM), role)


ROW = Scene((tile("a", 20), tile("b", 39), tile("c", 58), tile("far", 200)), MM)


def test_sixteen_millimetres_are_reached_and_nine_are_not():
    small = Scene(tuple(tile(name, x, 9) for name, x in (("a", 20), ("b", 30), ("c", 40))), MM)

    assert reach(ROW, ROW.targets[1]).is_enough
    assert not reach(small, small.targets[1]).is_enough


def test_where_few_taps_are_too_few_many_are_asked():
    small = Scene(tuple(tile(name, x, 9) for name, x in (("a", 20), ("b", 30), ("c", 40))), MM)

    assert TAPS == reach(ROW, ROW.targets[1]).tried
    assert SURE * TAPS == reach(small, small.targets[1]).tried


def test_the_same_taps_come_each_time():
    assert reach(ROW, ROW.targets[0]) == reach(ROW, ROW.targets[0])


def test_a_tap_begins_with_a_finger_down_and_ends_with_it_up():
    stories = [list(tap(random.Random(seed), (100, 100), MM, 5.0)) for seed in range(60)]

    assert {"down"} == {story[0].kind for story in stories}
    assert {"up"} == {story[-1].kind for story in stories}
    assert {1, 2} == {sum(event.kind == "down" for event in story) for story in stories}
    assert max(story[-1].t - 5.0 for story in stories) > 1.0
    assert all(one.t <= other.t for story in stories for one, other in itertools.pairwise(story))


def test_each_target_is_tried_with_what_is_near_and_rows_are_not():
    scene = Scene((*ROW.targets, tile("told", 77, role="row"), Target("a", (0, 0, 20, 20))), MM)
    found = {target.id: {one.id for one in near.targets} for target, near in neighbourhoods(scene)}

    assert {"a": {"a", "b"}, "b": {"a", "b", "c"}, "c": {"b", "c", "told"}, "far": {"far"}} == found


def test_what_is_enough():
    assert Reach("a", 200, 196, 1).is_enough
    assert not Reach("a", 200, 195, 0).is_enough
    assert not Reach("a", 200, 199, 2).is_enough
    assert 0.5 == total([Reach("a", 4, 3, 0), Reach("b", 4, 1, 0)])
