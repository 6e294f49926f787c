"""An unseen window for measuring: any widget, any size, its pixels as an array, kept as pictures if one likes.

Call `elderapp.tablet.window.prepare(offscreen=True, size=…)` first, with a size that holds every other: the surface
keeps it.
"""

from pathlib import Path
from typing import Any

import numpy as np
from kivy.core.window import Window
from kivy.graphics.texture import Texture
from kivy.uix.widget import Widget

from elderapp.workshop.offscreen import Offscreen


class Pane:
    """The window. `folder` is where pictures are kept, if anywhere."""

    def __init__(self, folder: Path | None = None) -> None:
        """Open the window; it stays open as long as the process lives."""
        self._root = Widget()
        self._screen = Offscreen(self._root)
        self._folder = folder

    def resize(self, width: int, height: int) -> None:
        """Make the window so large."""
        if tuple(Window.size) != (width, height):
            Window.size = (width, height)
            self.frames(3)

    def put(self, widget: Any) -> Any:
        """Make the widget the only one."""
        self._root.clear_widgets()
        self._root.add_widget(widget)
        return widget

    def frames(self, count: int = 1) -> None:
        """Let some frames pass."""
        self._screen.frames(count)

    def pixels(self) -> Any:
        """What is drawn: an array of bytes (height, width, 3), row 0 at the top."""
        width, height, data = self._screen.pixels()
        return np.frombuffer(data, np.uint8).reshape(height, width, 3)[::-1]

    def keep(self, name: str, pixels: Any) -> None:
        """Write an array of `pixels` as a picture."""
        if self._folder is None:
            return
        height, width, _ = pixels.shape
        texture: Any = Texture.create(size=(width, height), colorfmt="rgb")
        texture.blit_buffer(np.ascontiguousarray(pixels).tobytes(), colorfmt="rgb", bufferfmt="ubyte")
        self._folder.mkdir(parents=True, exist_ok=True)
        texture.save(str(self._folder / f"{name.replace(' ', '-')}.png"), flipped=False)
