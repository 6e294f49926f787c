"""How Kivy opens our window: what it may load, how large, with or without a display. Call before Kivy is imported."""

import ctypes
import importlib
import logging
import os
import re
import sys
from pathlib import Path

from elderapp import resources

LANDSCAPE = (1280, 800)
PORTRAIT = (800, 1280)
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
"""As malloc.h of glibc has them."""
_LARGE = 2**20
"""Bytes: smaller ones, let alone drawing a frame, would ask the system too often."""


def prepare(
    *,
    offscreen: bool = False,
    size: tuple[int, int] = LANDSCAPE,
    muted: bool = False,
    virtual: bool = False,
    fullscreen: bool = False,
) -> None:
    """Set what Kivy reads when it is imported.

    Fixed providers and no multisampling halve the start and save 40 MB. `offscreen` needs Mesa's EGL and no display.
    `virtual`: Kivy's clock will be told the time, so it must not wait until the next frame is due.
    `fullscreen`: as large as the screen, whatever `size` says.
    """
    os.environ.update(
        KIVY_NO_ARGS="1",
        KIVY_NO_CONFIG="1",
        KIVY_NO_FILELOG="1",
        KIVY_LOG_MODE="PYTHON",
        KCFG_KIVY_LOG_LEVEL="error",
        KIVY_WINDOW="sdl2",
        KIVY_TEXT="sdl2",
        KIVY_IMAGE="sdl2",
        KIVY_AUDIO="sdl2",
        KIVY_CLIPBOARD="dummy",
    )
    if offscreen:
        os.environ["SDL_VIDEODRIVER"] = "offscreen"
        # One unit of text is one pixel there, whatever the machine's own screen.
        os.environ.update(KIVY_METRICS_DENSITY="1", KIVY_METRICS_FONTSCALE="1", KIVY_DPI="149")
    if offscreen or muted:
        os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
    # Kivy tells at every start, with a trace, that a touch driver we do not use is not there.
    logging.getLogger("kivy").addFilter(lambda record: "MTDev" not in record.getMessage())
    _keep_little()
    from kivy.config import Config

    if fullscreen:
        # A kiosk's compositor gives a window the size that it asks for first; Windows knows its screen itself.
        Config.set("graphics", "fullscreen", "auto" if sys.platform == "win32" else "0")
        Config.set("graphics", "borderless", "1")
        size = screen() or size
    Config.set("graphics", "width", str(size[0]))
    Config.set("graphics", "height", str(size[1]))
    Config.set("graphics", "multisamples", "0")
    Config.set("kivy", "exit_on_escape", "0")
    # Every finger once: beside the mouse, Linux's own providers would report each touch a second time.
    for option in list(Config.options("input")):
        Config.remove_option("input", option)
    if offscreen or virtual:
        Config.set("graphics", "maxfps", "0")
        Config.set("graphics", "vsync", "0")
    if not offscreen:
        # Without it a right button leaves a red dot and a touch that never ends.
        Config.set("input", "mouse", "mouse,disable_multitouch")
    _leave_out_styles()


def _keep_little() -> None:
    """Have what a picture needed while it was painted go back to the system, not be kept for the next one.

    glibc keeps as much as the largest piece that was ever let go of, and more: 70 MB after the first scenes.
    """
    for option in (_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD):
        _ask_libc("mallopt", option, _LARGE)


def give_back() -> None:
    """Give the system what smaller things have left free between others: a few thousandths of a second."""
    _ask_libc("malloc_trim", 0)


def _ask_libc(name: str, *numbers: int) -> None:
    try:
        function = getattr(ctypes.CDLL(None), name)
    except (AttributeError, OSError, TypeError):
        return  # other systems see to their memory themselves
    function(*numbers)


def screen(connectors: Path = Path("/sys/class/drm")) -> tuple[int, int] | None:
    """Width and height in pixels of the screen that is connected, as Linux tells them; None where it does not."""
    for folder in sorted(connectors.glob("card*-*")):
        try:
            if (folder / "status").read_text(encoding="ascii").strip() != "connected":
                continue
            found = re.match(r"(\d+)x(\d+)", (folder / "modes").read_text(encoding="ascii"))
        except OSError:
            continue
        if found:
            return int(found[1]), int(found[2])
    return None


def _leave_out_styles() -> None:
    """Have no looks of Kivy's own widgets read when Kivy is imported: that is a fifth of a start, and we show none."""
    import kivy

    folder, kivy.kivy_data_dir = kivy.kivy_data_dir, str(resources.assets() / "kivy")
    try:
        importlib.import_module("kivy.lang.builder")
    finally:
        kivy.kivy_data_dir = folder


def own_styles() -> None:
    """Give Kivy's own widgets (a label, an effect) their looks, for whoever uses one."""
    import kivy
    from kivy.lang import Builder

    path = str(Path(kivy.kivy_data_dir) / "style.kv")
    if path not in Builder.files:
        Builder.load_file(path, rulesonly=True)


def has_display() -> bool:
    """Whether there is a screen to open a window on."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
