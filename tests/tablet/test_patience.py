import pytest

from elderapp.tablet.patience import CORNER_CLOSES, GONE, IDLE_STEPS, STILL_THERE, Patience


@pytest.fixture
def waited():
    return []


@pytest.fixture
def patience(window, waited):
    made = Patience(lambda: waited.append("second"), waited.append)
    yield made
    made.close()


def test_a_lesson_speaks_again_asks_and_gives_up(patience):
    due = {second: what for second in range(1, GONE + 1) if (what := patience.count("lesson"))}

    assert {**dict.fromkeys(IDLE_STEPS, "prompt"), STILL_THERE: "still-there", GONE: "gone"} == due
    assert 0 == patience.idle


def test_a_trainers_corner_closes_and_nothing_else(patience):
    due = {second: what for second in range(1, GONE + 1) if (what := patience.count("corner"))}

    assert {CORNER_CLOSES: "close"} == due


def test_a_waiting_time_that_begins_anew_is_over_once(window, patience, waited):
    patience.wait("parcel", 0.5)
    window.wait(0.3)
    patience.wait("parcel", 0.5)
    patience.wait("never", 0.7)
    window.wait(0.3)
    assert [] == waited
    window.wait(0.3)
    patience.forget_waits()
    window.wait(0.3)

    assert ["parcel", "second"] == waited
