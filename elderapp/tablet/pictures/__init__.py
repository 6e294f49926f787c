"""The app's own pictures, drawn from flat shapes in any size.

`picture` gives a texture to be shown at the size asked for.
"""

from collections.abc import Callable
from functools import lru_cache

from kivy.graphics.texture import Texture

from elderapp.tablet.pictures import learners, scenes, signs
from elderapp.tablet.pictures.palette import UNITS
from elderapp.tablet.theme import CARD, Colour
from elderapp.tablet.widgets.brush import Brush, Drawing, paint

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
}
"""Everything that fills a box of any shape."""

TRACKS = {
    "basics": ("handset", "table-scene"),
    "e-payments": ("purse", "market-scene"),
    "government": ("hall", "hall-scene"),
    "scams": ("shield", "message-scene"),
}
"""The small picture and the scene of each track."""


@lru_cache(maxsize=96)
def picture(name: str, width: int, height: int, ground: Colour = CARD) -> Texture:
    """A picture of `PICTURES` or `SCENES`, for so many pixels, on a ground of this colour.

    An unknown name is drawn as the harbour.
    """
    if name in SCENES:
        high = 276.0
        wide = high * width / height
        return paint(lambda brush: SCENES[name](brush, wide, high, ground), (wide, high), (width, height), ground)
    drawing: Drawing = PICTURES.get(name, signs.harbour)
    return paint(drawing, (UNITS, UNITS), (width, height), ground)


def of_track(track: str) -> tuple[str, str]:
    """The small picture and the scene of a track; the harbour's for one that has none of its own."""
    return TRACKS.get(track, ("harbour", "ferry-scene"))
