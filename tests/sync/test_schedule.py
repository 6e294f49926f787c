from hypothesis import given
from hypothesis import strategies as st

from elderapp.sync import schedule


def test_without_failures_there_is_nothing_to_wait_for():
    assert 0.0 == schedule.pause(0, 1.0)
    assert 7.0 == schedule.pause(0, 1.0, retry_after=7.0)


def test_the_jitter_is_full():
    assert 0.0 == schedule.pause(5, 0.0)
    assert 32.0 == schedule.pause(5, 1.0)


@given(st.integers(1, 10_000), st.floats(0, 1), st.floats(0, 3600))
def test_a_pause_is_never_shorter_than_asked_nor_much_longer(failures, chance, asked):
    assert asked <= schedule.pause(failures, chance, asked) <= asked + schedule.LONGEST
