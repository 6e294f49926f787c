"""Whose number it is, and how long to wait."""

import pytest

from elderapp import keys
from elderapp.records.people import Staff
from elderapp.tablet.door import FREE, LONGEST_WAIT, Door

STAFF = (Staff("ho", "何姑娘", pin=keys.pin_digest("2580", b"a")), Staff("wan", "阿雲", "volunteer", ""),
         Staff("ng", "吳生", pin=keys.pin_digest("1470", b"b")))  # fmt: skip


class Kept(dict):
    def setting(self, key, default):
        return self.get(key, default)

    def set_setting(self, key, value):
        self[key] = value


def test_each_has_a_number_of_her_own_and_an_empty_one_opens_nothing():
    door = Door(Kept())

    assert "ho" == door.open("2580", STAFF, 0).id
    assert "ng" == door.open("1470", STAFF, 0).id
    assert None is door.open("", STAFF, 0)
    assert None is door.open("0000", STAFF, 0)


def test_after_five_wrong_numbers_one_waits_longer_and_longer_and_a_restart_does_not_help():
    kept, waits, now = Kept(), [], 0
    for _ in range(FREE + 9):
        assert None is Door(kept).open("0000", STAFF, now)
        waits.append(Door(kept).wait(now))
        now += 1000 * waits[-1]

    assert [0] * FREE == waits[:FREE]
    assert [30, 60, 120, 240, 480, 900, 900] == waits[FREE : FREE + 7]
    assert LONGEST_WAIT == waits[-1]


def test_while_one_waits_the_right_number_opens_nothing_and_afterwards_all_is_forgotten():
    kept = Kept()
    for _ in range(FREE + 1):
        Door(kept).open("0000", STAFF, 0)

    assert None is Door(kept).open("2580", STAFF, 29_000)
    assert 1 == Door(kept).wait(29_000)
    assert "ho" == Door(kept).open("2580", STAFF, 30_000).id
    assert None is Door(kept).open("0000", STAFF, 30_001)
    assert 0 == Door(kept).wait(30_001)


@pytest.mark.parametrize("now", [-10_000_000, 10_000_000])
def test_a_clock_that_was_set_does_not_lock_anybody_out(now):
    kept = Kept()
    for _ in range(FREE + 1):
        Door(kept).open("0000", STAFF, 0)

    assert 0 == Door(kept).wait(now)
