"""What the app costs while it is used, beside a bare Kivy window: each in a process of its own.

* tap → changed view: from the finger's lift until the frame that shows what came of it, step by step through a lesson;
  bare Kivy writes the same words with as many labels, on as many rectangles of the same sizes, and draws a frame.
* caption step: the spoken block moves on by one phrase.
* memory: a robot plays lesson after lesson, every view drawn.
* idle: the processor's time while nobody touches anything, on the names and in the middle of a lesson.

`python tests/bench/in_use.py ROLE FOLDER` prints one line of JSON; the bench calls it.
"""

import gc
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import plain
from sitting import DRAWN, STEP, Sitting, Watch

LESSONS, FIRST, WHOLE = 500, 100, 12
"""At the end, and so many lessons in, memory is looked at. The first few are whole, those installed in turn, after
which it grows no more; the others are one stage of one over and over, for so many whole ones would take an hour."""
IDLE_SECONDS, REST_SECONDS, RING_RESTS = 3.0, 3.0, 11.5
"""The ring comes to rest after 10.8 seconds; at 15 the lesson speaks again, and it breathes once more."""
EMPTY, LABELS, APP, LESSON = "empty", "labels", "app", "lesson"
CHANGED = 0.002
"""Seconds: what took less drew nothing."""


def use(folder: Path) -> dict[str, list[float]]:
    """What every role cost, beside one another."""
    empty, app = _ask(EMPTY, folder), _ask(APP, folder)
    (folder / "seen.json").write_text(json.dumps(app["seen"]), encoding="utf-8")
    labels = _ask(LABELS, folder)
    pairs = [(one, other) for one, other in zip(app["taps"], labels["changes"], strict=True) if one["cpu"] > CHANGED]
    return {
        "frames_beyond": [(one["wall"] - other["wall"]) * 60 for one, other in pairs],
        "cpu_frames_beyond": [(one["cpu"] - other["cpu"]) * 60 for one, other in pairs],
        "tap_ms": [one["cpu"] * 1e3 for one, _ in pairs],
        "bare_ms": [other["cpu"] * 1e3 for _, other in pairs],
        "caption_ms": [seconds * 1e3 for seconds in app["captions"]],
        "rss_beyond_empty_mb": [app["mb_100"] - empty["mb"]],
        "labels_beyond_empty_mb": [labels["mb_100"] - empty["mb"]],
        "rss_against_labels": [(app["mb_100"] - empty["mb"]) / max(labels["mb_100"] - empty["mb"], 1)],
        "growth_mb": [app["mb_500"] - app["mb_100"]],
        "screens": [app["screens"]],
        "idle_against_empty": [app["idle_names"] / empty["idle"]],
        "idle_lesson_against_empty": [_ask(LESSON, folder)["idle"] / empty["idle"]],
    }


def _ask(role: str, folder: Path) -> dict[str, Any]:
    program = [sys.executable, str(Path(__file__)), role, str(folder)]
    done = subprocess.run(program, capture_output=True, text=True, env=plain.environment(), check=False)
    if done.returncode:
        sys.exit(f"bench: {role}: {done.stderr[-2000:]}")
    return dict(json.loads(done.stdout.splitlines()[-1]))


def megabytes() -> float:
    """Resident now."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def idle(after: float = REST_SECONDS) -> float:
    """Processor seconds of an idle frame, at Kivy's usual 60 a second, once so much time has passed."""
    from kivy.base import EventLoop
    from kivy.clock import Clock
    from kivy.graphics.opengl import glFinish

    Clock._max_fps = 60.0
    rest = time.perf_counter() + after
    while time.perf_counter() < rest:
        EventLoop.idle()  # what has just been shown comes to rest
        glFinish()  # and is drawn by now, not in the seconds that count
    end, begin, frames = time.perf_counter() + IDLE_SECONDS, time.process_time(), 0
    while time.perf_counter() < end:
        EventLoop.idle()
        frames += 1
    took = time.process_time() - begin
    Clock._max_fps = 0.0
    return took / frames


def open_bare() -> Any:
    """An empty window of Kivy's own."""
    exec(plain.OPEN, {})
    from kivy.base import EventLoop, runTouchApp
    from kivy.uix.widget import Widget

    EventLoop.ensure_window()
    root = Widget()
    runTouchApp(root, embedded=True)
    EventLoop.idle()
    return root


def empty() -> dict[str, Any]:
    open_bare()
    return {"idle": idle(), "mb": megabytes()}


def labels(folder: Path) -> dict[str, Any]:
    """As many labels as the app wrote, with its words at its sizes: through one lesson, then through a hundred."""
    from kivy.base import EventLoop
    from kivy.graphics import Color, Rectangle
    from kivy.graphics.opengl import glFinish
    from kivy.uix.label import Label

    from elderapp import resources

    root = open_bare()
    views = json.loads((folder / "seen.json").read_text(encoding="utf-8"))
    font = str(resources.assets() / "fonts" / "NotoSansHK-400.ttf")
    kept: list[Label] = []

    def change(words: list[list[Any]], boxes: list[list[list[float]]]) -> dict[str, float]:
        begin = Watch()
        root.canvas.before.clear()
        with root.canvas.before:
            for number, (pos, size) in enumerate(boxes):
                Color(number % 7 / 7, 0.5, 0.5, 1)
                Rectangle(pos=pos, size=size)
        while len(kept) < len(words):
            kept.append(Label(font_name=font, pos=(10, 20 * len(kept))))
            root.add_widget(kept[-1])
        for one, (text, size) in zip(kept, words, strict=False):
            one.text, one.font_size = text, size
        for one in kept[len(words):]:  # fmt: skip
            one.text = ""
        EventLoop.idle()
        glFinish()
        return begin.took

    change(**views[0])
    changes = [change(**view) for view in views]
    for number in range(FIRST):
        for view in views[::DRAWN]:
            change([[f"{text}{number % 10}", size] for text, size in view["words"]], view["boxes"])
    return {"changes": changes, "mb_100": megabytes()}


def app(folder: Path) -> dict[str, Any]:
    sitting = Sitting(folder)
    idle_names = idle()
    sitting.offscreen()
    lessons = sorted(sitting.shell.state.lessons)
    sitting.play("basics-home-back")
    taps, seen = sitting.taps("pay-fps-check-payee")
    found = {"taps": taps, "seen": seen, "captions": captions(sitting), "idle_names": idle_names}
    for number in range(WHOLE):
        sitting.play(lessons[number % len(lessons)])
    sitting.shorten("basics-home-back")
    for number in range(WHOLE, LESSONS):
        if number == FIRST:
            found["mb_100"] = _at_rest(sitting)
        sitting.play("basics-home-back")
    return {**found, "mb_500": _at_rest(sitting), "screens": len(sitting.shell.stage.screens)}


def _at_rest(sitting: Sitting) -> float:
    """Resident once what was let go of was given back, as the app does it a second after something was drawn.

    Most steps before were not drawn, and only a frame has the graphics let go: so it is asked for once more after one.
    """
    from elderapp.tablet import window

    gc.collect()
    sitting.screen.frames(3, STEP)
    window.give_back()
    return megabytes()


def lesson(folder: Path) -> dict[str, Any]:
    """Idle at the first step at which something is to be tapped, once it was said what."""
    from kivy.base import EventLoop

    from elderapp.player.play import Tapped

    sitting = Sitting(folder)
    shell = sitting.shell
    sitting.sign_in()
    shell.pick("lessons")
    shell.pick("lesson:pay-fps-check-payee")
    for what in sitting.steps():
        if isinstance(what, Tapped):
            break
        shell.happen(what)
        EventLoop.idle()
    shell.voice.stop()
    return {"idle": idle(RING_RESTS)}


def captions(sitting: Sitting) -> list[float]:
    """Seconds of each step of the block through a caption."""
    sitting.begin("pay-fps-check-payee")
    caption = next(one for one in sitting.shell.stage.screen.pieces() if getattr(one, "line", None) is not None)
    took, most = [], len(caption.text)
    for number in range(400):
        first = number * 3 % max(most - 3, 1)
        begin = time.perf_counter()
        caption.light(first, first + 3)
        took.append(time.perf_counter() - begin)
    return took


def main() -> None:
    role, folder = sys.argv[1], Path(sys.argv[2])
    print(json.dumps({EMPTY: lambda _: empty(), LABELS: labels, APP: app, LESSON: lesson}[role](folder)))
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
