"""A robot in front of the whole app, in the real window: it signs in, taps, plays, and its taps are timed."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec.structs import replace

DRAWN = 16
"""Every so many steps one frame is drawn while memory is watched."""
STEP = 0.5
"""Virtual seconds of a step then: what moves comes to rest meanwhile."""
BOUNCE = 0.7
"""Virtual seconds: longer than the glass is deaf after a tap."""


class Watch:
    """Seconds since it was made, by the clock and of the processor."""

    def __init__(self) -> None:
        self._begin = time.perf_counter(), time.process_time()

    @property
    def took(self) -> dict[str, float]:
        return {"wall": time.perf_counter() - self._begin[0], "cpu": time.process_time() - self._begin[1]}


class Sitting:
    """A robot in front of the whole app, in a window with a clock of its own."""

    def __init__(self, folder: Path) -> None:
        from elderapp.tablet import window

        window.prepare(offscreen=True)
        from kivy.base import EventLoop, runTouchApp

        from elderapp.workshop import tablets

        home = tablets.Home(folder / "tablet", tablets.trust())
        EventLoop.ensure_window()
        self._store = home.open_store()
        self.shell = tablets.shell(home, self._store)
        runTouchApp(self.shell, embedded=True)
        EventLoop.idle()
        self.shell.settle()

    def offscreen(self) -> None:
        """From here on time is virtual."""
        from elderapp.workshop.offscreen import Offscreen

        self.screen = Offscreen(self.shell)

    def sign_in(self) -> None:
        """Whoever comes first in the class; she answers what she is asked."""
        from elderapp.workshop.visitor import ANSWERS

        self.shell.pick("learner:l0")
        while self.shell.state.screen in ANSWERS:
            self.shell.pick(ANSWERS[self.shell.state.screen])
        assert self.shell.state.screen == "home", self.shell.state.screen

    def begin(self, lesson: str) -> None:
        shell = self.shell
        if shell.state.screen == "names":
            self.sign_in()
        if shell.state.screen == "well-done":
            shell.pick("back")
        shell.pick("lessons")
        shell.pick(f"lesson:{lesson}")
        self.screen.frames(1)

    def steps(self) -> Iterator[Any]:
        """Every right input of the lesson that was begun."""
        from elderapp.robot.learner import right

        for _ in range(500):
            if self.shell.state.screen != "lesson":
                return
            yield right(self.shell.state.play)
        raise AssertionError("the lesson does not end")

    def shorten(self, lesson: str) -> None:
        """Leave nothing of a lesson but the first stage in which something is done."""
        lessons = self.shell.state.lessons
        whole = lessons[lesson].opened
        short = replace(whole, stages=(next(one for one in whole.stages if one.kind == "together"),))
        self.shell.state = replace(self.shell.state, lessons={**lessons, lesson: short})

    def taps(self, lesson: str) -> tuple[list[dict[str, float]], list[dict[str, Any]]]:
        """Seconds that each change took, and what was to be seen then."""
        from elderapp.player.play import Tapped

        self.begin(lesson)
        took, seen = [], []
        for what in self.steps():
            self.screen.frames(1, BOUNCE)
            box = {one.id: one.box for one in self.shell.scene().targets}.get(
                f"phone:{what.target}" if isinstance(what, Tapped) else ""
            )
            if box is None:
                begin = Watch()
                self.shell.happen(what)
            else:
                begin = self._lift(box)
            self.screen.frames(1)
            took.append(begin.took)
            seen.append({"words": self._words(), "boxes": self._boxes()})
        return took, seen

    def _boxes(self) -> list[Any]:
        """Place and size of every rectangle that is drawn, words' own left out."""
        from kivy.graphics import Rectangle

        found, waiting = [], [self.shell.canvas]
        while waiting:
            for one in waiting.pop().children:
                if type(one) is Rectangle:
                    found.append([list(one.pos), list(one.size)])
                elif hasattr(one, "children"):
                    waiting.append(one)
        return found[len(self._words()) :]

    def _lift(self, box: tuple[float, float, float, float]) -> Watch:
        """A finger lands on the middle of a target; when it lifts."""
        from elderapp.tablet import touch
        from elderapp.workshop.offscreen import _Finger

        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        assert touch.target_at(self.shell.scene(), x, y)
        finger = _Finger(x, y)
        finger.x, finger.y = x, y
        self.shell.on_touch_down(finger)
        self.screen.frames(1)
        begin = Watch()
        self.shell.on_touch_up(finger)
        return begin

    def _words(self) -> list[list[Any]]:
        page = self.shell.phone.page
        shown = [(one.text, one.font_px) for one in self.shell.stage.screen.writings()]
        there = [(one.text, one.font_px) for one in getattr(page, "writings", list)()] if page else []
        return [[text, size] for text, size in (*shown, *there) if text]

    def play(self, lesson: str) -> None:
        """One lesson, every view made; of the frames, which say nothing of memory, only some are drawn."""
        self.begin(lesson)
        for number, what in enumerate(self.steps()):
            self.shell.happen(what)
            self.screen.frames(1, STEP, draws=number % DRAWN == 0)
