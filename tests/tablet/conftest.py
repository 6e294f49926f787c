"""The whole app in the off-screen window, on a real file, with a finger and an ear."""

from collections.abc import Callable
from typing import Any

import pytest

from elderapp.lesson.model import Line
from elderapp.records.people import Learner, Roster, Session
from elderapp.records.statements import Row
from elderapp.store import Store
from tests.player import lessons as the

CHAN, LI = Learner("c1", "陳太", "flower"), Learner("c2", "李生", "bird")
SESSION = Session("s1", "智能手機 B 班", 0, 2**53, learners=("c1", "c2"))
ROSTER = Roster("晴川", "7", session=SESSION, learners=(CHAN, LI))
BOUNCE = 0.7
"""Longer than the glass is deaf after a tap."""


class Somebody:
    """Sits in front of the app: taps by id, listens, waits."""

    def __init__(self, window: Any, shell: Any, store: Store, heard: list[str]) -> None:
        self.window, self.shell, self.store, self.heard = window, shell, store, heard

    @property
    def screen(self) -> str:
        return str(self.shell.state.screen)

    @property
    def step(self) -> str:
        return str(self.shell.state.play.key)

    def middle(self, what: str) -> tuple[float, float]:
        found = {target.id: target.box for target in self.shell.scene().targets}
        left, bottom, right, top = found[what]
        return (left + right) / 2, (bottom + top) / 2

    def tap(self, *ids: str) -> None:
        """Taps one after the other, each once the glass listens again."""
        for what in ids:
            self.wait(BOUNCE)
            self.window.tap(*self.middle(what))

    def listen(self) -> None:
        """Until nothing is said and shown any more."""
        for _ in range(300):
            if not self.shell.voice.is_speaking and not self.shell.phone._hand.is_acting:
                return
            self.wait(0.5)
        raise AssertionError("it never ends")

    def wait(self, seconds: float) -> None:
        self.window.wait(seconds)

    def rows(self) -> list[Row]:
        return self.store.unsent(0, 500)

    def written(self) -> list[str]:
        return [str(row.verb) for row in self.rows()]


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "tablet.db") as opened:
        yield opened


@pytest.fixture
def sit_down(window, store, monkeypatch) -> Callable[..., Somebody]:
    """Gives somebody in front of a fresh app. Words given by name replace what the app is made with."""
    from elderapp.tablet.app import Shell
    from elderapp.tablet.audio import Voice
    from elderapp.tablet.theme import Theme

    heard: list[str] = []
    say = Voice.say

    def overheard(self: Voice, line: Line) -> None:
        heard.append(line.id.removeprefix("ui/"))
        say(self, line)

    monkeypatch.setattr(Voice, "say", overheard)
    opened = []

    def open_app(**changes: Any) -> Somebody:
        made: dict[str, Any] = {
            "lessons": {lesson.id: lesson for lesson in the.LESSONS},
            "clips": {},
            "keeper": store,
            "roster": ROSTER,
            "words": str,
            "theme": Theme(),
        }
        shell = Shell(**made | changes)
        opened.append(shell)
        window.put(shell)
        return Somebody(window, shell, store, heard)

    yield open_app
    for shell in opened:
        shell.close()


@pytest.fixture
def chan(sit_down) -> Somebody:
    """陳太, signed in."""
    somebody = sit_down()
    somebody.tap("learner:c1")
    return somebody
