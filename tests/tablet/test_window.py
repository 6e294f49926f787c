"""How Kivy opens our window. Kivy reads this once, so each test asks a fresh interpreter."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from elderapp.tablet import window

ROOT = Path(__file__).resolve().parents[2]
ASK = """
import os
from elderapp.tablet import window
window.prepare({given})
from kivy.config import Config
print(Config.get("graphics", "width"), Config.get("graphics", "height"), Config.get("graphics", "multisamples"),
      Config.options("input"), os.environ.get("SDL_VIDEODRIVER"), os.environ.get("SDL_AUDIODRIVER"))
"""


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("", "1280 800 0 ['mouse'] None None"),
        ("size=window.PORTRAIT, muted=True", "800 1280 0 ['mouse'] None dummy"),
        ("offscreen=True", "1280 800 0 [] offscreen dummy"),
    ],
)
def test_the_window_is_as_asked_and_each_finger_comes_once(given, expected):
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("SDL_", "KCFG_", "KIVY_")) or k == "KIVY_HOME"}
    told = subprocess.run(
        [sys.executable, "-c", ASK.format(given=given)],
        cwd=ROOT, env=plain, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip

    assert expected == told.stdout.strip(), told.stderr


def test_a_display_is_x_or_wayland(monkeypatch):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not window.has_display()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert window.has_display()


STYLES = """
from elderapp.tablet import window
window.prepare(offscreen=True)
from kivy.clock import Clock
from kivy.lang import Builder
before = len(Builder.rules)
window.own_styles()
window.own_styles()
from kivy.resources import resource_find
print(before, len(Builder.rules) > 20, Clock._max_fps, resource_find("data/glsl/default.fs") is not None)
"""


def test_kivys_own_looks_are_read_once_and_only_where_they_are_wanted():
    told = subprocess.run(
        [sys.executable, "-c", STYLES], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )

    assert "0 True 0.0 True" == told.stdout.strip(), told.stderr


LET_GO = """
import os
from pathlib import Path
from elderapp.tablet import window
window.prepare(offscreen=True)
def megabytes():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
def fill(number):
    large = bytearray(number * 2**20)
    large[::4096] = b"x" * len(large[::4096])
fill(1)
before = megabytes()
fill(20)
fill(16)
large = megabytes() - before
small = [bytes(3000) for _ in range(20000)]
kept = small[-1]
del small
window.give_back()
print(large < 4, megabytes() - before < 8)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems see to their memory themselves")
def test_what_is_let_go_of_goes_back_to_the_system():
    told = subprocess.run(
        [sys.executable, "-c", LET_GO], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )

    assert "True True" == told.stdout.strip(), told.stderr


def test_a_system_without_such_a_memory_is_left_alone():
    assert window._ask_libc("no_such_function", 0) is None


def test_a_kiosk_is_as_large_as_the_screen_that_is_connected(tmp_path):
    for name, status, modes in (
        ("card0-HDMI-A-1", "disconnected", ""),
        ("card0-eDP-1", "connected", "1920x1200\n1280x800\n"),
    ):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "status").write_text(f"{status}\n")
        (folder / "modes").write_text(modes)
    (tmp_path / "card0-DP-1").mkdir()

    assert (1920, 1200) == window.screen(tmp_path)
    assert window.screen(tmp_path / "nowhere") is None
