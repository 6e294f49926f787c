"""What the app costs in use, against a bare Kivy window in the same process: prints one line of JSON.

* tap → changed view: real seconds from the finger's lift until the frame that shows the next step, against a frame in
  which as many bare labels change their text;
* caption step: moving the spoken block by one phrase;
* memory: after a thousand more views, against the window before the app;
* idle: processor time of three idle seconds at 60 frames a second, against the empty window's.
"""

import json
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from elderapp.tablet import window

window.prepare(offscreen=True, muted=True)

from kivy.base import EventLoop  # noqa: E402
from kivy.uix.label import Label  # noqa: E402
from kivy.uix.widget import Widget  # noqa: E402

from elderapp import i18n, resources  # noqa: E402
from elderapp.authoring import workspace  # noqa: E402
from elderapp.player.machine import advance, start  # noqa: E402
from elderapp.player.play import LessonView  # noqa: E402
from elderapp.player.view import look  # noqa: E402
from elderapp.robot.learner import right  # noqa: E402
from elderapp.tablet.theme import Theme  # noqa: E402
from elderapp.workshop.pane import Pane  # noqa: E402
from elderapp.workshop.seeing import Showing  # noqa: E402

VIEWS = 1000
LABELS = 12
"""As many bare labels as a lesson's screen has writings."""


def median(work: Callable[[], object], times: int = 40) -> float:
    took = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        took.append(time.perf_counter() - begin)
    return statistics.median(took)


def memory_mb() -> float:
    """Resident now, in megabytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def idle_cpu(pane: Pane) -> float:
    begin = time.process_time()
    for _ in range(180):
        EventLoop.idle()
    del pane
    return time.process_time() - begin


def bare_change(pane: Pane) -> Callable[[], None]:
    """A frame in which as many labels change as a step of a lesson does."""
    root = Widget()
    labels = [Label(text=str(n), font_size=36, pos=(10, 60 * n)) for n in range(LABELS)]
    for label in labels:
        root.add_widget(label)
    pane.put(root)
    count = [0]

    def change() -> None:
        count[0] += 1
        for label in labels:
            label.text = f"{count[0]} {label.pos[1]}"
        pane.frames(1)

    return change


def views() -> list[LessonView]:
    """The views of one lesson, in the order they come."""
    lesson = workspace.load(resources.lessons()).lessons["pay-fps-check-payee"]
    state, found = start(lesson, attempt="bench").state, []
    while not state.over:
        view = look(state)
        if isinstance(view, LessonView):
            found.append(view)
        state = advance(state, right(state)).state
    return found


def main() -> None:
    """Measure and print."""
    pane = Pane()
    pane.frames(5)
    idle_empty = idle_cpu(pane)
    bare = bare_change(pane)
    bare()
    plain = median(bare)
    before = memory_mb()
    showing = Showing(Theme(), i18n.words(i18n.SOURCE))
    pane.put(showing.screen)
    shown = views()
    at = [0]

    def step() -> None:
        at[0] += 1
        showing.show(shown[at[0] % len(shown)])
        pane.frames(1)

    changed = median(step, 120)
    for _ in range(VIEWS):
        at[0] += 1
        showing.show(shown[at[0] % len(shown)])
    pane.frames(1)
    after = memory_mb()
    caption = showing.screen.caption
    lit = median(lambda: caption and caption.light(0, 3), 400)
    idle_app = idle_cpu(pane)
    figures = {
        "tap_to_changed_view_ms": changed * 1e3,
        "bare_change_ms": plain * 1e3,
        "frames_beyond": (changed - plain) * 60,
        "caption_step_ms": lit * 1e3,
        "rss_beyond_window_mb": after - before,
        "idle_against_empty": idle_app / max(idle_empty, 1e-6),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    sys.exit(main())
