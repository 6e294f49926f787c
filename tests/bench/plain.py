"""A Kivy window without us: the same providers, size and settings, and Kivy's own looks. What we cost is beside it."""

import os

SETTINGS = {
    "KIVY_NO_ARGS": "1",
    "KIVY_NO_CONFIG": "1",
    "KIVY_NO_FILELOG": "1",
    "KIVY_LOG_MODE": "PYTHON",
    "KCFG_KIVY_LOG_LEVEL": "error",
    "KIVY_WINDOW": "sdl2",
    "KIVY_TEXT": "sdl2",
    "KIVY_IMAGE": "sdl2",
    "KIVY_AUDIO": "sdl2",
    "KIVY_CLIPBOARD": "dummy",
    "KIVY_METRICS_DENSITY": "1",
    "KIVY_METRICS_FONTSCALE": "1",
    "KIVY_DPI": "149",
    "SDL_VIDEODRIVER": "offscreen",
    "SDL_AUDIODRIVER": "dummy",
}
"""As `elderapp.tablet.window.prepare(offscreen=True)` sets them."""
OPEN = """
import os
from kivy.config import Config
Config.set("graphics", "width", "1280")
Config.set("graphics", "height", "800")
Config.set("graphics", "multisamples", "0")
Config.set("graphics", "maxfps", "0")
Config.set("graphics", "vsync", "0")
for option in list(Config.options("input")):
    Config.remove_option("input", option)
"""
EMPTY = (
    OPEN
    + """
from kivy.base import EventLoop, runTouchApp
from kivy.uix.widget import Widget
EventLoop.ensure_window()
runTouchApp(Widget(), embedded=True)
EventLoop.idle()
os._exit(0)
"""
)
"""Opens an empty window, draws one frame and is gone."""


def environment() -> dict[str, str]:
    """This process's, with the settings; Python's files are compiled as a tablet has them."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, **SETTINGS}
