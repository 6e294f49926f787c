"""The app's own pictures, drawn from flat shapes in any size.

`picture` gives a texture to be shown at the size asked for.
"""

import hashlib
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path

from kivy.core.image import Image as CoreImage
from kivy.graphics.texture import Texture

from elderapp import __version__
from elderapp.tablet.pictures import learners, scenes, signs
from elderapp.tablet.pictures.palette import UNITS
from elderapp.tablet.theme import CARD, Colour
from elderapp.tablet.widgets import brush
from elderapp.tablet.widgets.brush import Brush, Drawing, paint
from elderapp.tablet.widgets.kept import kept

PICTURES: dict[str, Drawing] = {
    "flower": learners.flower,
    "bird": learners.bird,
    "mandarin": learners.mandarin,
    "junk": learners.junk,
    "bamboo": learners.bamboo,
    "teacup": learners.teacup,
    "goldfish": learners.goldfish,
    "lantern": learners.lantern,
    "phone": signs.phone,
    "shield": signs.shield,
    "harbour": signs.harbour,
    "card": signs.flower_card,
    "handset": signs.handset,
    "purse": signs.purse,
    "hall": signs.hall,
    "letters": signs.letters,
    "play": signs.play,
}
"""Everything that is drawn in a square."""

SCENES: dict[str, Callable[[Brush, float, float, Colour], None]] = {
    "ferry-scene": scenes.ferry_scene,
    "table-scene": scenes.table_scene,
    "market-scene": scenes.market_scene,
    "hall-scene": scenes.hall_scene,
    "message-scene": scenes.message_scene,
    "bouquet": scenes.bouquet,
    **{f"bouquet-{flowers}": partial(scenes.bouquet, flowers=flowers) for flowers in range(3)},
}
"""Everything that fills a box of any shape."""

TRACKS = {
    "basics": ("handset", "table-scene"),
    "e-payments": ("purse", "market-scene"),
    "government": ("hall", "hall-scene"),
    "scams": ("shield", "message-scene"),
}
"""The small picture and the scene of each track."""


_kept_in: list[Path] = []


def keep_in(folder: Path) -> None:
    """Keep what is painted as files below this folder: at the next start they are read, which is much quicker.

    A folder for each edition of the drawings: those of another are never shown.
    """
    _kept_in[:] = [folder / _edition()]


@lru_cache(maxsize=1)
def _edition() -> str:
    """Of the drawings' own files; where a package has none, of the program that they were put into."""
    digest = hashlib.sha256(__version__.encode())
    drawn = [Path(brush.__file__), *sorted(Path(__file__).parent.glob("*.py*"))]
    if files := [file for file in drawn if file.is_file()]:
        for file in files:
            digest.update(file.read_bytes())
    else:
        program = Path(sys.executable).stat()
        digest.update(f"{program.st_size} {program.st_mtime_ns}".encode())
    return digest.hexdigest()[:12]


@kept(6)
def picture(name: str, width: int, height: int, ground: Colour = CARD) -> Texture:
    """A picture of `PICTURES` or `SCENES`, for so many pixels, on a ground of this colour.

    An unknown name is drawn as the harbour.
    """
    if not _kept_in:
        return _painted(name, width, height, ground)
    tint = "".join(f"{round(part * 255):02x}" for part in ground)
    path = _kept_in[0] / f"{name}-{width}x{height}-{tint}.png"
    with suppress(Exception):  # a file that cannot be read is painted anew
        if path.is_file():
            return CoreImage(str(path), nocache=True).texture
    texture = _painted(name, width, height, ground)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"part-{path.name}")
        if texture.save(str(part), flipped=True):
            part.replace(path)
    return texture


def _painted(name: str, width: int, height: int, ground: Colour) -> Texture:
    if name in SCENES:
        high = 276.0
        wide = high * width / height
        return paint(lambda over: SCENES[name](over, wide, high, ground), (wide, high), (width, height), ground)
    drawing: Drawing = PICTURES.get(name, signs.harbour)
    return paint(drawing, (UNITS, UNITS), (width, height), ground)


def of_track(track: str) -> tuple[str, str]:
    """The small picture and the scene of a track; the harbour's for one that has none of its own."""
    return TRACKS.get(track, ("harbour", "ferry-scene"))
