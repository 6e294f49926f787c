"""A window nobody sees, with a clock of its own: minutes of a lesson pass in seconds, and each screen is a picture.

Call `elderapp.tablet.window.prepare(offscreen=True)` before this is imported.
"""

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from kivy.base import EventLoop, runTouchApp
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.graphics.opengl import GL_RGB, GL_UNSIGNED_BYTE, glFinish, glReadPixels
from kivy.input.motionevent import MotionEvent
from kivy.input.provider import MotionEventProvider  # noqa: F401  MotionEvent's module needs it loaded first
from kivy.uix.widget import Widget

FRAME = 1 / 30
"""Virtual seconds a frame, fine enough for every animation."""


class _Finger(MotionEvent):
    """One finger, at pixels of the window."""

    _ids = count(1)

    def __init__(self, x: float, y: float) -> None:
        width, height = Window.size
        super().__init__("finger", next(self._ids), {"x": x / width, "y": y / height}, is_touch=True, type_id="touch")

    def depack(self, args: dict[str, float]) -> None:
        """Take up a new place."""
        self.sx, self.sy = args["x"], args["y"]
        self.profile = ("pos",)
        super().depack(args)


class Offscreen:
    """Shows one widget in the unseen window and drives it."""

    def __init__(self, root: Widget) -> None:
        """Take over the window and Kivy's clock for the rest of this process."""
        EventLoop.ensure_window()
        self._now = Clock.time()
        Clock.time = lambda: self._now
        runTouchApp(root, embedded=True)
        self.root = root
        self.frames(3)

    def frames(self, number: int = 1, seconds: float = FRAME, *, draws: bool = True) -> None:
        """Let `number` frames pass, each `seconds` long; without drawing them only time passes."""
        for _ in range(number):
            self._now += seconds
            if not draws:
                Clock.tick()
                continue
            EventLoop.idle()
            # Nothing else holds the software renderer back: unfinished frames would pile up by the gigabyte.
            glFinish()

    def wait(self, until: Callable[[], bool], most: float = 120.0, step: float = 0.25) -> bool:
        """Let time pass until `until()`; False after `most` virtual seconds."""
        end = self._now + most
        while not until():
            if self._now >= end:
                return False
            self.frames(1, step)
        return True

    def tap(self, x: float, y: float, hold: float = 0.0) -> None:
        """One finger down and, so many seconds later, up."""
        self._press([(x, y)], hold)

    def swipe(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """One finger along a straight line."""
        way = [(start[0] + (end[0] - start[0]) * i / 8, start[1] + (end[1] - start[1]) * i / 8) for i in range(9)]
        self._press(way)

    def _press(self, way: list[tuple[float, float]], hold: float = 0.0) -> None:
        width, height = Window.size
        finger = _Finger(*way[0])
        EventLoop.post_dispatch_input("begin", finger)
        self.frames(2 + round(hold / FRAME))
        for x, y in way[1:]:
            finger.move({"x": x / width, "y": y / height})
            EventLoop.post_dispatch_input("update", finger)
            self.frames(1)
        EventLoop.post_dispatch_input("end", finger)
        self.frames(2)

    def pixels(self) -> tuple[int, int, bytes]:
        """Width, height and RGB bytes from the bottom row up."""
        EventLoop.idle()
        width, height = Window.size
        return width, height, glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE)

    def picture(self, path: Path) -> Path:
        """Write what is on the screen as a PNG."""
        from kivy.graphics.texture import Texture

        width, height, data = self.pixels()
        texture: Any = Texture.create(size=(width, height), colorfmt="rgb")
        texture.blit_buffer(data, colorfmt="rgb", bufferfmt="ubyte")
        path.parent.mkdir(parents=True, exist_ok=True)
        texture.save(str(path), flipped=True)
        return path
