"""Pictures of the tablet for the guides and the README, drawn in the app's own window.

    poe pictures

writes `docs/pictures/`: single screens, the contact sheet of every screen across, and the one upright with the largest
text. Pictures of the hub's pages are `poe screens`.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image

from elderapp import i18n, resources
from elderapp.tablet import window

window.prepare(offscreen=True, size=(1280, 1280), muted=True)

from elderapp.authoring import workspace  # noqa: E402  the window comes before whoever draws in it
from elderapp.lesson.model import Lesson  # noqa: E402
from elderapp.tablet.theme import Theme  # noqa: E402
from elderapp.tablet.tongue import Tongue  # noqa: E402
from elderapp.workshop import photos, sheets  # noqa: E402
from elderapp.workshop.pane import Pane  # noqa: E402

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
SINGLE = {
    "names": ("landscape", "names", ""),
    "home": ("landscape", "home", ""),
    "well-done": ("landscape", "well-done", ""),
    "help-desk": ("landscape", "desk", ""),
    "lesson": ("landscape", "tap do 2", "pay-fps-send"),
    "call": ("landscape", "call talk", "scam-fake-cs"),
    "home-upright": ("portrait", "home", ""),
    "lesson-upright": ("portrait", "tap do 2", "pay-fps-send"),
}
"""By the name of the file: how the tablet is held, the screen as `sheets` calls it, and the lesson that it is of."""
SHEETS = {"gallery": ("landscape", 1.0), "gallery-upright-large": ("portrait", 1.5)}
PART = 0.6
"""So much of a contact sheet's width is kept."""


def main() -> None:
    """Draw them all, or those that are named."""
    loaded = workspace.load(resources.lessons())
    tongue, taken = Tongue(i18n.words(i18n.SOURCE)), photos.of_workspace(loaded)
    glass, wanted = Pane(), sys.argv[1:]
    for name, (held, screen, lesson) in SINGLE.items():
        if not wanted or name in wanted:
            shown = _of(tongue, loaded.lessons[lesson] if lesson else None)
            one = next(one for one in shown if one.name.split(" · ")[0].strip() == screen)
            keep(sheets._drawn(glass, Theme(sheets.PROFILES[held], 1.0), tongue, one, taken), name)
    everything = [
        *sheets.of_shell(tongue),
        *sheets.of_lessons(tongue, (loaded.lessons[name] for name in sorted(loaded.lessons))),
    ]
    for name, (held, scale) in SHEETS.items():
        if not wanted or name in wanted:
            page = sheets.sheet(glass, Theme(sheets.PROFILES[held], scale), tongue, everything, taken)
            size = round(page.width * PART), round(page.height * PART)
            keep(page.resize(size, Image.Resampling.LANCZOS), name)


def _of(tongue: Tongue, lesson: Lesson | None) -> Iterator[sheets.Specimen]:
    return sheets.of_lessons(tongue, [lesson]) if lesson else sheets.of_shell(tongue)


def keep(picture: Any, name: str) -> None:
    """As a small PNG: flat pictures lose nothing by 128 colours."""
    path = PICTURES / f"{name}.png"
    picture.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.name}  {path.stat().st_size:,} bytes", flush=True)


if __name__ == "__main__":
    main()
