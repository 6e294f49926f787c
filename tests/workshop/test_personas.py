"""Three people with the tablet in their hands, in the real window, on a real file: by night with every lesson."""

import os

import pytest

from elderapp import resources
from elderapp.store import Store
from tests.desk import ours
from tests.workshop.test_visitor import Screen

EVERY = sorted(path.parent.name for path in resources.lessons().glob("*/*/lesson.yaml"))
NIGHTLY = bool(os.environ.get("ELDERAPP_NIGHTLY"))
pytestmark = pytest.mark.timeout(600)


class Glass(Screen):
    """Time passes on it undrawn: what is judged here is what is said, written and tapped."""

    def frames(self, number=1, seconds=1 / 30):
        for _ in range(number):
            self._window._time[0] += seconds
            self._window.clock.tick()

    def tap(self, x, y, hold=0.0):
        self._window.tap(x, y, hold=0.05 + hold)


@pytest.fixture
def sit(window, tmp_path):
    """Gives somebody of a kind in front of the app with these lessons."""
    from elderapp.workshop import seat
    from elderapp.workshop.personas import PERSONS

    opened = []

    def made(kind, *names):
        day = seat.Day("2026-11-02")
        store = Store.open(tmp_path / "tablet.db", clock=day)
        lessons = {name: ours().lessons[name] for name in names}
        shell = seat.app(lessons, store, day, volume=PERSONS[kind].volume)
        opened.append((shell, store))
        window.put(shell)
        return PERSONS[kind](seat.Seat(Glass(window), shell), day)

    yield made
    for shell, store in opened:
        shell.close()
        store.close()


@pytest.mark.no_cover  # traced three times as slow, and every line is reached by quicker tests
@pytest.mark.parametrize("kind", ["beginner", "deaf", "cannot-read"])
@pytest.mark.parametrize("name", EVERY if NIGHTLY else ["pay-qr-scan-shop", "scam-phishing-sms"])
def test_she_meets_nothing_that_she_cannot_manage(sit, kind, name):
    if not NIGHTLY and (kind == "beginner") != (name == "scam-phishing-sms") and kind != "cannot-read":
        pytest.skip("the other lesson is hers by day")
    person = sit(kind, name)

    assert "" == "\n".join(person.visits(name))
    assert "names" == person.seat.shell.state.screen
    assert len(person.seat.heard) > 100
