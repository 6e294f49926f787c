"""A seat in front of the tablet, to try it as somebody: what is said, what can be read, any day one likes."""

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

from msgspec import Struct
from msgspec.structs import replace

from elderapp import clock, i18n
from elderapp.lesson.model import Lesson, Line
from elderapp.player.play import LessonView
from elderapp.records.people import Learner, Roster, Session, Staff
from elderapp.store import Store
from elderapp.tablet import flow
from elderapp.tablet.app import Shell
from elderapp.tablet.theme import Theme

CHAN, LI, WONG = (
    Learner("c1", "陳太", "flower"),
    Learner("c2", "李生", "bird"),
    Learner("c3", "黃婆婆", "junk"),
)
"""Who sits in the class; nobody of them has been here before."""
ASKS = ("notice", "hearing", "tried")
"""What the centre wants asked when somebody signs in."""


class Screen(Protocol):
    """The glass: time passes on it, fingers come down on it."""

    def frames(self, number: int = 1, seconds: float = ...) -> None:
        """Let frames pass, each so many virtual seconds long."""

    def tap(self, x: float, y: float, hold: float = ...) -> None:
        """One finger down and up."""

    def swipe(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """One finger along a line."""

    def picture(self, path: Path) -> Path:
        """Keep what is drawn as a PNG."""


class Day:
    """A clock that can be told which day it is; everything else it asks the tablet's own."""

    def __init__(self, day: str) -> None:
        """`day` is the Hong Kong day, ISO; it is ten in the morning."""
        self._ms = 0
        self.be(day)

    def be(self, day: str) -> None:
        """It is another day."""
        self._ms = int(dt.datetime.fromisoformat(f"{day}T10:00:00+08:00").timestamp() * 1000)

    @property
    def day(self) -> str:
        """Today."""
        return clock.day_of(self._ms)

    def wall_ms(self) -> int:
        """A second later each time it is asked."""
        self._ms += 1000
        return self._ms

    def mono_ms(self) -> int:
        """Never runs backwards."""
        return clock.mono_ms()

    def boot_id(self) -> str:
        """This machine's."""
        return clock.boot_id()

    def new_id(self) -> str:
        """A fresh one."""
        return clock.new_id()


class Heard(Struct, frozen=True):
    """A line that was said: on which screen, and whether its words could be read there meanwhile."""

    screen: str
    line: Line
    is_written: bool


class _Dated(Shell):
    """The app on the day that it is told."""

    today: Day

    def _given(self) -> flow.Given:
        given = super()._given()
        return replace(given, today=self.today.day, hour=10, now=self.today.wall_ms())


class Seat:
    """Sits at the tablet. `heard` is everything that was said since it was picked up."""

    def __init__(
        self,
        screen: Any,
        shell: Shell,
        *,
        pictures: Path | None = None,
    ) -> None:
        """Pick the tablet up."""
        self.screen, self.shell, self._pictures = screen, shell, pictures
        self.heard: list[Heard] = []
        self._taken = 0
        self._pending: list[tuple[str, Line]] = []
        self._listen()

    def _listen(self) -> None:
        say = self.shell.voice.say

        def overheard(line: Line) -> None:
            self._note()
            self._pending.append((self.shell.state.screen, line))
            say(line)

        self.shell.voice.say = overheard  # type: ignore[method-assign]

    def _note(self) -> None:
        """What is being said: can it be read? Asked before the next thing happens, when the screen has been drawn."""
        for where, line in self._pending:
            self.heard.append(Heard(where, line, line.text in set(self.read())))
        self._pending.clear()

    def read(self) -> Iterator[str]:
        """All the words that stand on the glass outside the practice phone."""
        yield from (writing.text for writing in self.shell.children[0].writings())
        view = flow.look(self.shell.state)
        phone = getattr(view, "phone", None)
        if phone is not None:
            playing = self.shell.state.play
            yield from (line.text for line in getattr(playing.current if playing else None, "hear", ()))

    def things(self) -> dict[str, tuple[float, float, float, float]]:
        """What can be tapped now, by id, with its box in pixels."""
        return {target.id: target.box for target in self.shell.scene().targets}

    def pick(self, what: str) -> None:
        """Tap the middle of a thing."""
        self.wait(0.8)
        left, low, right, high = self.things()[what]
        self.screen.tap((left + right) / 2, (low + high) / 2)
        self.wait(0.3)

    def press(self, what: str, hold: float, *, twice: bool = False) -> None:
        """Press a thing for so long; twice as a trembling finger does."""
        self.wait(0.9)
        left, low, right, high = self.things()[what]
        self.screen.tap((left + right) / 2, (low + high) / 2, hold)
        if twice:
            self.screen.tap((left + right) / 2, (low + high) / 2)
        self.wait(0.3)

    def swipe(self, direction: str) -> None:
        """Swipe over the practice phone."""
        self.wait(0.9)
        scene = self.shell.scene()
        if scene.swipes is None:
            return
        left, low, right, high = scene.swipes
        x, y, way = (left + right) / 2, (low + high) / 2, 25 * scene.per_mm
        across, upward = {"up": (0, 1), "down": (0, -1), "left": (-1, 0), "right": (1, 0)}[direction]
        self.screen.swipe((x, y), (x + across * way, y + upward * way))
        self.wait(0.3)

    def tap(self, x: float, y: float) -> None:
        """Tap a place."""
        self.wait(0.8)
        self.screen.tap(x, y)
        self.wait(0.3)

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        for _ in range(max(1, round(seconds / 0.3))):
            self.screen.frames(1, 0.3)
            self._note()

    def listen(self, most: float = 90.0) -> list[Line]:
        """Until nothing more is said and the ghost hand rests; gives the lines that were said meanwhile."""
        before, gone, quiet = len(self.heard), 0.0, 0.0
        while gone < most and quiet < 0.7:
            self.wait(0.3)
            gone += 0.3
            view = flow.look(self.shell.state)
            acts = isinstance(view, LessonView) and view.phone is not None and view.phone.ghost is not None
            busy = self.shell.voice.is_speaking or acts
            quiet = 0.0 if busy else quiet + 0.3
        return [one.line for one in self.heard[before:]]

    def picture(self, name: str) -> Path | None:
        """Keep what is on the glass."""
        if self._pictures is None:
            return None
        self.screen.frames(4, 0.1)
        self._taken += 1
        return Path(self.screen.picture(self._pictures / f"{self._taken:02}-{name}.png"))

    def put_down(self) -> None:
        """Leave the tablet."""
        self._note()
        self.shell.close()


def roster(*, staff: tuple[Staff, ...] = (), people: tuple[Learner, ...] = (CHAN, LI, WONG)) -> Roster:
    """The class that is open."""
    session = Session("s1", "智能手機班", 0, 2**53, learners=tuple(one.id for one in people))
    return Roster("晴川", "7", session=session, learners=people, staff=staff, asks=ASKS)


def app(
    lessons: Mapping[str, Lesson],
    store: Store,
    day: Day,
    *,
    theme: Theme | None = None,
    volume: float = 1.0,
    people: Roster | None = None,
    language: str = i18n.SOURCE,
) -> Shell:
    """The app with these lessons and no clips: each line stands as long as it would take to say."""
    _Dated.today = day
    return _Dated(
        lessons=dict(lessons),
        clips={},
        keeper=store,
        roster=people or roster(),
        words=i18n.words(i18n.SOURCE),
        theme=theme or Theme(),
        volume=volume,
        language=language,
    )
