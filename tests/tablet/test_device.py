"""The sound device is opened before Kivy does: asked of a fresh interpreter, for it is opened once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ASK = """
from elderapp.tablet import window
window.prepare(offscreen=True)
from elderapp.tablet import device
before = device._loaded("libSDL2_mixer")
print(bool(before), device.open_early(), device.open_early(), "SDL2_mixer" in device._loaded("libSDL2_mixer"))
"""


@pytest.mark.parametrize(
    ("driver", "expected"), [("dummy", "False True True True"), ("none-like-it", "False False False True")]
)
def test_it_opens_once_where_there_is_one(driver, expected):
    told = subprocess.run(
        [sys.executable, "-c", ASK], cwd=ROOT, env={**os.environ, "SDL_AUDIODRIVER": driver}, capture_output=True,
        text=True, timeout=60, check=False,
    )  # fmt: skip

    assert expected == told.stdout.strip(), told.stderr


def test_a_library_that_is_not_loaded_lies_nowhere():
    from elderapp.tablet import device

    assert "" == device._loaded("libnone-like-it")
    assert Path(device._loaded("libc.so")).is_file()
