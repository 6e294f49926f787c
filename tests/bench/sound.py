"""How long after the tap the clip is heard: what the sound device was given is captured, and the clip looked for in it.

SDL's disk driver writes what would be played, silence too, at the pace of a device: a piece, then nothing for as long
as it takes to play it. How much it had written when the finger lifted, and how long ago, is that moment's place in the
capture; where the clip resembles it most is the clip's.

`python tests/bench/sound.py FOLDER CAPTURE` taps and prints one line of JSON; the bench calls it.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import plain

TAPS = 12
RATE, FRAME_BYTES = 44100, 4
"""What the device is given: 16 bits, two channels."""
PIECE = 4096
"""Samples that Kivy hands the device at a time."""
HEARD = 0.6
"""Seconds of a clip that are looked for."""
LISTEN = 1.2
"""Seconds after a tap in which it must be heard."""
LEAST_LIKE = 0.8
QUIET = 0.02
"""A clip is audible where it first comes to so much of its loudest."""


def sound(folder: Path) -> dict[str, list[float]]:
    """Milliseconds from each tap to its clip, and the silence at the head of the clips themselves."""
    capture = folder / "heard.raw"
    environment = {**plain.environment(), "SDL_AUDIODRIVER": "disk", "SDL_DISKAUDIOFILE": str(capture)}
    program = [sys.executable, str(Path(__file__)), str(folder), str(capture)]
    done = subprocess.run(program, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        sys.exit(f"bench: sound: {done.stderr[-2000:]}")
    raw = capture.read_bytes()
    heard = samples(raw[: len(raw) // FRAME_BYTES * FRAME_BYTES])
    after, heads = [], []
    for tap in json.loads(done.stdout.splitlines()[-1]):
        clip = decoded(Path(tap["clip"]))
        begin = tap["bytes"] // FRAME_BYTES
        found, like = place_of(clip[: int(HEARD * RATE)], heard[begin : begin + int((LISTEN + HEARD) * RATE)])
        if like < LEAST_LIKE:
            sys.exit(f"bench: sound: {tap['clip']} was not heard after its tap (likeness {like:.2f})")
        head = int(np.argmax(np.abs(clip) > QUIET * np.abs(clip).max()))
        after.append((max(0.0, PIECE / RATE - tap["since"]) + found / RATE) * 1e3)
        heads.append(head / RATE * 1e3)
    return {"begun_ms": after, "audible_ms": [a + b for a, b in zip(after, heads, strict=True)], "head_ms": heads}


def decoded(path: Path) -> Any:
    """A clip as the device would be given it."""
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-f", "s16le", "-ac", "2", "-ar", str(RATE), "-"]
    return samples(subprocess.run(command, check=True, capture_output=True).stdout)


def samples(raw: bytes) -> Any:
    """The left channel."""
    return np.frombuffer(raw, "<i2").reshape(-1, 2)[:, 0].astype(float)


def place_of(clip: Any, heard: Any) -> tuple[int, float]:
    """Where `clip` begins in what was heard, and how like it that stretch is (0 to 1)."""
    size = 1 << (len(heard) + len(clip)).bit_length()
    product = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(clip, size)), size)[: len(heard)]
    squares = np.concatenate(([0.0], np.cumsum(heard**2)))
    ends = np.minimum(np.arange(len(heard)) + len(clip), len(heard))
    power = np.sqrt(np.maximum(squares[ends] - squares[: len(heard)], 1.0) * (clip**2).sum())
    likeness = product / power
    at = int(np.argmax(likeness))
    return at, float(likeness[at])


def tap(folder: Path, capture: Path) -> list[dict[str, Any]]:
    """Taps 再聽一次 at one step of a lesson after the other, in the real window and in real time."""
    from sitting import Sitting

    from elderapp.robot.learner import right

    sitting = Sitting(folder)
    shell, told = sitting.shell, []
    sitting.sign_in()
    shell.pick("lessons")
    shell.pick("lesson:pay-fps-check-payee")
    while len(told) < TAPS and shell.state.screen == "lesson":
        wait(0.8)
        box = {one.id: one.box for one in shell.scene().targets}["again"]
        lift = press(shell, box)
        file, now = capture.stat(), time.time()
        lift()
        line = shell.voice.line
        clip = shell.voice.clips.get(line.id) if line else None
        wait(LISTEN + HEARD)
        if clip:
            told.append({"bytes": file.st_size, "since": now - file.st_mtime, "clip": str(clip[0])})
        shell.happen(right(shell.state.play))
    wait(0.5)
    return told


def press(shell: Any, box: tuple[float, float, float, float]) -> Any:
    """A finger lands on the middle of a target; gives what lifts it."""
    from elderapp.workshop.offscreen import _Finger

    finger = _Finger((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    finger.x, finger.y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    shell.on_touch_down(finger)
    wait(0.1)
    return lambda: shell.on_touch_up(finger)


def wait(seconds: float) -> None:
    """Real time passes, at Kivy's usual 60 frames a second."""
    from kivy.base import EventLoop
    from kivy.clock import Clock

    Clock._max_fps = 60.0
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        EventLoop.idle()


if __name__ == "__main__":
    print(json.dumps(tap(Path(sys.argv[1]), Path(sys.argv[2]))))
    sys.stdout.flush()
    os._exit(0)
