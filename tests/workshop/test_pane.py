"""A window of its own, in a process of its own: this one's window belongs to the tests."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ALONE = """
import sys
from pathlib import Path
from elderapp.tablet import window
window.prepare(offscreen=True, size=(1280, 1280))
from kivy.graphics import Color, Rectangle
from kivy.uix.widget import Widget
from elderapp.workshop.pane import Pane

pane = Pane(Path(sys.argv[1]))
widget = Widget()
with widget.canvas:
    Color(1, 0, 0, 1)
    Rectangle(pos=(0, 0), size=(40, 20))
for size in ((800, 1280), (1280, 800)):
    pane.resize(*size)
    pane.put(widget)
    pane.frames(2)
    pixels = pane.pixels()
    pane.keep("red corner", pixels)
    print(pixels.shape, [pixels[at].tolist() for at in ((-1, 0), (-20, 39), (-21, 0))])
Pane.keep(pane, "again", pixels)
"""


def test_each_size_is_drawn_and_kept(tmp_path):
    from PIL import Image

    done = subprocess.run(
        [sys.executable, "-c", ALONE, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, timeout=110, check=False
    )

    assert 0 == done.returncode, done.stderr
    corners = [[255, 0, 0], [255, 0, 0], [0, 0, 0]]
    assert [f"(1280, 800, 3) {corners}", f"(800, 1280, 3) {corners}"] == done.stdout.splitlines()
    assert ["again.png", "red-corner.png"] == sorted(path.name for path in tmp_path.iterdir())
    assert (255, 0, 0) == Image.open(tmp_path / "red-corner.png").convert("RGB").getpixel((0, 799))
