"""One real, off-screen Kivy window for the tests that draw; tests that do not draw never import Kivy here.

Ask for the fixture ``window``; the marker of the same name comes by itself (so ``-m "not window"`` leaves them out)::

    def test_a_tap_reaches_the_button(window):
        button = Button(size_hint=(None, None), size=(200, 100), pos=(40, 40))
        window.put(button)                   # the only child; a widget with a size hint fills the window
        window.tap(*button.center)           # Kivy's pixels, origin at the bottom left; hold=0.25 presses longer
        window.advance(1.5)                  # virtual seconds; frames(3) draws three frames
        assert (255, 255, 255) == window.pixel(10, 10)
        window.shot("button")                # PNG into $ELDERAPP_SHOTS, or pytest's tmp_path; gives its path
        window.portrait()                    # every test begins in landscape, 1280 × 800, 1 sp = 1 px; resize(w, h)

* `window.touch(x, y)` is a finger for longer stories: ``touch_down()``, ``touch_move(x, y)``, ``touch_up()``.
* `window.pixels()` is an array (height, width, 3), row 0 at the top; `box_of(widget)` cuts a widget's box out of it.
* Time is virtual: `Clock` moves only in `frames` and `advance`. Never sleep, never wait for real time.
* What a test scheduled is unscheduled, and what it put into the window removed, when it ends.
"""

import gc
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from coverage import Coverage
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.postgres"]

# No walk fails for being slow: how busy the machine is says nothing about the code.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("nightly", settings.get_profile("unhurried"), max_examples=1000)
settings.load_profile("unhurried")

_CORE = ("lesson", "lessons", "packs", "player", "records", "robot", "speech", "store", "sync")
_LANGUAGE = ("build", "codes", "explain", "grammar", "must", "translating", "work")
TRACED = (
    "elderapp/",
    *(f"tests/{room}/" for room in _CORE),
    *(f"tests/authoring/test_{name}" for name in _LANGUAGE),
    *(f"tests/cli/test_{name}" for name in ("doctor", "hub_parent", "hub_usb", "pack")),
    *(f"tests/hub/test_{name}" for name in ("tablets", "upward", "usb")),
    *(f"tests/tablet/{name}" for name in ("flow/", "test_stick", "test_tongue", "test_touch")),
    *(f"tests/workshop/test_{name}" for name in ("joining", "outside", "shelf", "tablets")),
    "tests/hub/pages/test_alerts",
    "tests/test_keys",
)
"""Tests that reach the core. By day coverage is measured in these alone: tracing makes tests take half as long again,
and what is asked for is that the core was reached (`poe core`). By night it is measured in all."""

LANDSCAPE = (1280, 800)
PORTRAIT = (800, 1280)
FRAME = 1 / 60
SURFACE = 1920
"""Width and height of the surface drawn on, px. SDL's off-screen surface keeps the size it was made with, whatever size
the window is given later, so it is made as large as any tablet in either orientation."""

# Set before anybody imports Kivy: pytest's doctests import the tablet's modules while they collect.
os.environ.pop("DISPLAY", None)
os.environ.update(
    SDL_VIDEODRIVER="offscreen",
    SDL_AUDIODRIVER="dummy",
    KIVY_NO_ARGS="1",
    KIVY_NO_CONFIG="1",
    KIVY_NO_FILELOG="1",
    KIVY_LOG_MODE="PYTHON",
    KIVY_HOME=str(Path(tempfile.gettempdir()) / f"elderapp-kivy-{os.getuid()}"),
    KIVY_WINDOW="sdl2",
    KIVY_TEXT="sdl2",
    KIVY_IMAGE="sdl2",
    KIVY_AUDIO="sdl2",
    KIVY_CLIPBOARD="dummy",
    KIVY_METRICS_DENSITY="1",
    KIVY_METRICS_FONTSCALE="1",
    KIVY_DPI="96",
    KCFG_KIVY_LOG_LEVEL="warning",
    KCFG_GRAPHICS_WIDTH=str(SURFACE),
    KCFG_GRAPHICS_HEIGHT=str(SURFACE),
    KCFG_GRAPHICS_MAXFPS="0",
    KCFG_GRAPHICS_MULTISAMPLES="0",
    KCFG_GRAPHICS_VSYNC="0",
)


def pytest_configure(config: pytest.Config) -> None:
    # Kivy 2.3.1 imports names that Python has since deprecated; nothing of ours is excused.
    config.addinivalue_line("filterwarnings", "ignore::DeprecationWarning:kivy.*")


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """pytest-cov begins twice in each worker, and for a test that is not to be traced stops only the second tracer."""
    if hasattr(session.config, "workerinput") and (begun := Coverage.current()) is not None:
        begun.stop()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    traced = TRACED if "ELDERAPP_NIGHTLY" not in os.environ else ("",)
    for item in items:
        if "window" in getattr(item, "fixturenames", ()):
            item.add_marker("window")
        if not item.path.relative_to(config.rootpath).as_posix().startswith(traced):
            item.add_marker("no_cover")


def pytest_collection_finish(session: pytest.Session) -> None:
    """What was collected stays for good: looking it through for what is gone cost a quarter of some tests' time."""
    gc.collect()
    gc.freeze()


class OffscreenWindow:
    """The one window, seen by a test: what is in it, its time, its fingers, its pixels."""

    def __init__(self, time: list[float], shots: Path) -> None:
        from kivy.base import EventLoop
        from kivy.clock import Clock
        from kivy.core.window import Window

        self.kivy, self.clock, self._loop, self._time, self._shots = Window, Clock, EventLoop, time, shots

    @property
    def size(self) -> tuple[int, int]:
        return tuple(self.kivy.size)

    def put(self, widget: Any) -> Any:
        """Make the widget the window's only child and draw it."""
        self.clear()
        self.kivy.add_widget(widget)
        self.frames(3)
        return widget

    def clear(self) -> None:
        for child in list(self.kivy.children):
            self.kivy.remove_widget(child)

    def frames(self, count: int = 1) -> None:
        for _ in range(count):
            self._time[0] += FRAME
            self._draw()

    def advance(self, seconds: float) -> None:
        """Let virtual time go by: 60 frames a second at first, 20 once it is plain that somebody waits."""
        quick = min(seconds, 0.2)
        self.frames(max(1, round(quick * 60)))
        left = seconds - quick
        while left > 1e-6:
            step = min(left, 0.05)
            self._time[0] += step
            left -= step
            self._draw()

    def _draw(self) -> None:
        from kivy.graphics.opengl import glFinish

        self._loop.idle()
        # Nothing else holds the software renderer back: unfinished frames would pile up by the gigabyte.
        glFinish()

    def wait(self, seconds: float) -> None:
        """Let much virtual time go by quickly: timers and animations run, nothing is drawn until the end."""
        left = seconds
        while left > 1e-6:
            step = min(left, 0.1)
            self._time[0] += step
            left -= step
            self.clock.tick()
        self.frames(1)

    def resize(self, width: int, height: int) -> None:
        if self.size != (width, height):
            self.kivy.size = (width, height)
            self.frames(3)

    def portrait(self) -> None:
        self.resize(*PORTRAIT)

    def touch(self, x: float, y: float) -> Any:
        from kivy.tests.common import UnitTestTouch

        return UnitTestTouch(x, y)

    def tap(self, x: float, y: float, hold: float = 0.08) -> None:
        finger = self.touch(x, y)
        finger.touch_down()
        self.advance(hold)
        finger.touch_up()
        self.frames(2)

    def pixels(self) -> Any:
        """What is drawn, as an array of bytes (height, width, 3), row 0 at the top."""
        import numpy as np
        from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels

        self.kivy.dispatch("on_draw")
        width, height = self.size
        raw = np.frombuffer(glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE), np.uint8)
        return raw.reshape(height, width, 4)[::-1, :, :3]

    def pixel(self, x: float, y: float) -> tuple[int, int, int]:
        """The colour at Kivy's (x, y)."""
        red, green, blue = self.pixels()[self.size[1] - 1 - int(y), int(x)]
        return int(red), int(green), int(blue)

    def box_of(self, widget: Any) -> Any:
        """The pixels of a widget's box, row 0 at its top."""
        x, y = widget.to_window(*widget.pos)
        return self.cut((x, y, x + widget.width, y + widget.height))

    def cut(self, box: tuple[float, float, float, float]) -> Any:
        """The pixels inside (left, bottom, right, top), row 0 at the top."""
        left, bottom, right, top = (round(value) for value in box)
        return self.pixels()[self.size[1] - top : self.size[1] - bottom, left:right]

    def shot(self, name: str) -> Path:
        """Write what is drawn as a PNG and give its path."""
        from PIL import Image

        folder = Path(os.environ.get("ELDERAPP_SHOTS", self._shots))
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{name}.png"
        Image.fromarray(self.pixels().copy()).save(path)
        return path


@pytest.fixture(scope="session")
def kivy_time() -> list[float]:
    """The virtual clock of the session: see `opened`.

    Patched once: a clock that went back to real time after each test would leave its timers in the far future.
    """
    return opened()


def opened() -> list[float]:
    """Makes Kivy's window; its clock follows this number from now on, for as long as the process lives."""
    from kivy.config import Config

    for provider in list(Config.options("input")):
        Config.remove_option("input", provider)  # tests bring their own fingers
    from kivy.base import EventLoop, runTouchApp
    from kivy.clock import Clock

    EventLoop.ensure_window()
    runTouchApp(embedded=True)
    time = [Clock.time()]
    Clock.time = lambda: time[0]
    return time


@pytest.fixture
def window(kivy_time: list[float], tmp_path: Path) -> Iterator[OffscreenWindow]:
    from kivy.animation import Animation
    from kivy.app import App
    from kivy.base import EventLoop
    from kivy.clock import Clock

    seen = OffscreenWindow(kivy_time, tmp_path)
    seen.resize(*LANDSCAPE)
    before = {id(event) for event in Clock.get_events()}
    yield seen
    seen.clear()
    seen.frames(2)
    # An animation that is cut off holds its screen, with every picture on it, as long as the process lives.
    for animation in tuple(Animation._instances):
        for moved in tuple(animation._widgets.values()):
            if isinstance(moved, dict):  # one after the other: each part is an animation of its own
                animation.cancel(moved["widget"])
    Animation._instances.clear()
    for event in Clock.get_events():
        if id(event) not in before:
            Clock.unschedule(event)
    EventLoop.touches.clear()
    App._running_app = None
