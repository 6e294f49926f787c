"""The tablet's own pictures, drawn from flat shapes in any size. Learners' are told apart by shape, not by colour.

`picture` gives a texture to be shown at the size asked for. All are drawn in 120 × 120 units but the scenes.
"""

import itertools
from collections.abc import Callable
from functools import lru_cache

from kivy.graphics.texture import Texture

from elderapp.tablet.theme import CARD, Colour
from elderapp.tablet.widgets.brush import Brush, Drawing, arc, curve, paint

UNITS = 120.0
NAVY, JADE, GREEN, LEAF, TEAL, GOLD = "#16324F", "#0A5145", "#2F7D57", "#5AA37A", "#2E8B74", "#FFD15C"
PINK, PLUM, ORANGE, RED, BROWN, CREAM, SEA = "#B0357F", "#7A1F56", "#EE8A1D", "#CB452C", "#8A5A2B", "#FFF8EC", "#5FA9B9"


@lru_cache(maxsize=96)
def picture(name: str, width: int, height: int, ground: Colour = CARD) -> Texture:
    """One of the pictures below, for so many pixels, on a ground of this colour.

    Learners': flower, bird, mandarin, junk, bamboo, teacup, goldfish, lantern. Tracks: phone, shield, harbour, card.
    Scenes: ferry-scene (any shape), bouquet. An unknown name is drawn as the harbour.
    """
    if name in SCENES:
        high = 276.0
        wide = high * width / height
        return paint(lambda brush: SCENES[name](brush, wide, high, ground), (wide, high), (width, height), ground)
    drawing: Drawing = PICTURES.get(name, harbour)
    return paint(drawing, (UNITS, UNITS), (width, height), ground)


def flower(brush: Brush) -> None:
    """A bauhinia."""
    brush.disc(60, 60, 60, "#F5E0EB")
    bloom(brush, 60, 60, 1)


def bloom(brush: Brush, x: float, y: float, size: float, petals: str = PINK, marks: str = PLUM) -> None:
    """Five petals with dark marks and a golden middle."""
    for turn in range(0, 360, 72):
        brush.petal(x, y, turn, 2 * size, 45 * size, 25 * size, petals)
    for turn in range(0, 360, 72):
        brush.petal(x, y, turn, 8 * size, 32 * size, 8 * size, marks)
    brush.disc(x, y, 9 * size, GOLD)


def bird(brush: Brush) -> None:
    """A bird on a twig."""
    brush.disc(60, 60, 60, "#DFE9F2")
    brush.stroke([(68, 88), (68, 96)], 3.5, BROWN)
    brush.stroke([(58, 88), (58, 96)], 3.5, BROWN)
    brush.stroke([(20, 98), (100, 98)], 7, BROWN)
    brush.shape([(18, 79), (40, 71), (38, 84)], NAVY)
    brush.oval(62, 67, 31, 24, "#2F6D90", -8)
    brush.oval(69, 79, 20, 13, "#F3C39B", -6)
    brush.shape([(98, 38), (112, 45), (98, 51)], ORANGE)
    brush.disc(82, 44, 18.5, "#2F6D90")
    brush.disc(86, 41, 4.5, "#FFFFFF")
    wing = [*curve((39, 60), (48, 54), (62, 56), (71, 65)), *curve((71, 65), (66, 76), (44, 76), (39, 60))]
    brush.shape(wing[:-1], NAVY)


def mandarin(brush: Brush) -> None:
    """A mandarin with its leaf."""
    brush.disc(60, 60, 60, "#DDF0EA")
    brush.disc(60, 68, 34, ORANGE)
    brush.stroke(curve((60, 40), (60, 32), (58, 28), (54, 24)), 5.5, "#5A3A1C")
    leaf = [*curve((61, 35), (62, 20), (74, 16), (90, 18)), *curve((90, 18), (88, 32), (76, 40), (61, 35))]
    brush.shape(leaf[:-1], GREEN)
    brush.stroke(arc(60, 68, 24, 196, 243), 6, "#FBC77A")
    for x, y in ((78, 63), (69, 78), (56, 86)):
        brush.disc(x, y, 2.4, "#9A5A12")


def junk(brush: Brush) -> None:
    """A junk under sail."""
    brush.disc(60, 60, 60, "#DDF0EA")
    brush.shape(arc(60, 60, 60, 23.6, 156.4), SEA)
    wave_line = [
        *curve((16, 102), (28, 95), (36, 95), (46, 102)),
        *curve((46, 102), (56, 109), (66, 109), (76, 102)),
        *curve((76, 102), (86, 95), (94, 97), (104, 102)),
    ]
    sail = [(54, 25), *curve((54, 25), (34, 32), (24, 50), (23, 72)), (54, 72)]
    brush.shape(sail[1:], RED)
    sail = [(62, 18), *curve((62, 18), (86, 28), (96, 48), (97, 72)), (62, 72)]
    brush.shape(sail[1:], "#E0703F")
    for y, left, right in ((40, 34.5, 89), (56, 26, 95)):
        brush.stroke([(left, y), (53, y)], 3, "#8C2A18")
        brush.stroke([(64, y), (right, y)], 3, "#8C2A18")
    brush.box(56.5, 20, 5, 57, "#5A3A1C")
    brush.shape([(20, 76), (102, 76), (91, 94), (31, 94)], "#5A3A1C")
    brush.stroke(wave_line, 4, "#FFFFFF")


def bamboo(brush: Brush) -> None:
    """Two stems of bamboo."""
    brush.disc(60, 60, 60, "#FFF0CF")
    for x, joints in ((42, (16, 43, 76, 109)), (68, (28, 57, 87, 113))):
        for top, bottom in itertools.pairwise(joints):
            brush.box(x, top, 12, bottom - top - 3, GREEN)
    brush.leaf((48, 24), (82, 18), 0.55, LEAF)
    brush.leaf((16, 53), (48, 43), 0.6, LEAF)
    brush.leaf((73, 56), (106, 62), 0.6, LEAF)
    brush.leaf((24, 90), (48, 78), 0.6, LEAF)


def teacup(brush: Brush) -> None:
    """A cup of tea."""
    brush.disc(60, 60, 60, "#FFE7AE")
    cup(brush, 26, 46, 58, 45)
    for x in (46, 62):
        brush.stroke(curve((x, 19), (x - 6, 26), (x - 6, 30), (x, 38)), 4, "#A9783F")


def cup(brush: Brush, x: float, y: float, w: float, h: float, tea: str = "#9A5A22") -> None:
    """A striped cup on its saucer, from the upper left of the cup."""
    brush.oval(x + w * 0.5, y + h * 1.15, w * 0.69, h * 0.135, JADE)
    handle = curve(
        (x + w, y + h * 0.16), (x + w * 1.38, y + h * 0.04), (x + w * 1.38, y + h * 0.8), (x + w * 0.92, y + h * 0.75)
    )
    brush.stroke(handle, w * 0.115, JADE)
    side = curve((x + w, y), (x + w * 0.98, y + h * 0.7), (x + w * 0.8, y + h), (x + w * 0.66, y + h * 1.06))
    other = [(2 * x + w - px, py) for px, py in reversed(side)]
    brush.shape([*side, *other], "#FFFFFF")
    band = [point for point in side if y + h * 0.38 <= point[1] <= y + h * 0.66]
    brush.shape([*band, *((2 * x + w - px, py) for px, py in reversed(band))], TEAL)
    top = [point for point in side if point[1] <= y + h * 0.17]
    brush.shape([*top, *((2 * x + w - px, py) for px, py in reversed(top))], tea)


def goldfish(brush: Brush) -> None:
    """A goldfish."""
    brush.disc(60, 60, 60, "#DFE9F2")
    brush.shape([(80, 60), (108, 38), (103, 60), (108, 82)], RED)
    fin = [*curve((44, 42), (48, 24), (66, 24), (76, 44)), (44, 42)]
    brush.shape(fin[:-1], RED)
    body = [*curve((12, 62), (22, 34), (66, 30), (92, 60)), *curve((92, 60), (66, 92), (24, 88), (12, 62))]
    brush.shape(body[:-1], "#E2704A")
    brush.stroke(curve((42, 42), (50, 52), (50, 70), (42, 81)), 4, "#FFFFFF")
    brush.disc(27, 56, 5.5, NAVY)
    for x, y in ((58, 52), (58, 66), (71, 59)):
        brush.stroke(curve((x, y - 5), (x + 5, y - 2), (x + 5, y + 2), (x, y + 5)), 3, "#A93A22")


def lantern(brush: Brush) -> None:
    """A lantern with its tassels."""
    brush.disc(60, 60, 60, "#FBE4E0")
    brush.stroke([(60, 13), (60, 30)], 3.5, "#6B3A1F")
    brush.oval(60, 58, 34, 26, "#B02A28")
    brush.oval(60, 58, 14, 26, "#DA5A4E")
    for y in (29, 81):
        brush.box(44, y, 32, 7.5, "#B98A2E", 2)
    for x in (51, 60, 69):
        brush.stroke([(x, 90), (x, 104 if x != 60 else 109)], 3.5, "#B98A2E")


def phone(brush: Brush) -> None:
    """A phone that begins anew."""
    brush.box(0, 0, 120, 120, "#DFE9F2", 28)
    brush.box(38, 19, 44, 82, NAVY, 8)
    brush.box(44, 28, 32, 60, "#FFFFFF", 3)
    brush.stroke(arc(61, 58, 10, -150, 130), 5, JADE)
    brush.shape([(47, 46), (60, 47), (50, 58)], JADE)


def shield(brush: Brush) -> None:
    """A shield with a question on it."""
    brush.box(0, 0, 120, 120, "#DDF0EA", 28)
    right = [(60, 17), (96, 29), *curve((96, 29), (97, 72), (90, 90), (60, 105))]
    left = [(120 - x, y) for x, y in reversed(right)]
    brush.shape([*right, *left[1:-1]], JADE)
    inner = [(60, 31), (83, 38), *curve((83, 38), (84, 68), (78, 80), (60, 91))]
    brush.shape(inner, TEAL)
    mark = [*arc(60, 47, 11, -180, 40, 24), *curve((68.4, 54), (63, 59), (60, 61), (60, 69))[1:]]
    brush.stroke(mark, 7, "#FFFFFF")
    brush.disc(60, 82, 4.8, "#FFFFFF")


def harbour(brush: Brush) -> None:
    """Hills, sun and a boat."""
    brush.box(0, 0, 120, 120, "#FFE7AE", 28)
    brush.disc(36, 38, 13, ORANGE)
    hills = [(12, 76), *curve((12, 76), (20, 50), (40, 46), (60, 62)), *curve((60, 62), (78, 44), (100, 54), (108, 76))]
    brush.shape(hills, "#87B69A")
    water = [(12, 74), (108, 74), *arc(88, 88, 20, 0, 90, 16), *arc(32, 88, 20, 90, 180, 16)]
    brush.shape(water, SEA)
    brush.box(50, 65, 24, 15, "#FFFFFF")
    brush.shape([(38, 79), (84, 79), (76, 94), (46, 94)], NAVY)


def flower_card(brush: Brush) -> None:
    """A card with a flower and two lines."""
    brush.box(0, 0, 120, 120, "#F5E0EB", 28)
    brush.box(26, 19, 68, 84, PLUM, 11)
    brush.box(31, 24, 58, 74, "#FFFFFF", 7)
    bloom(brush, 60, 47, 0.42)
    brush.stroke([(40, 74), (80, 74)], 5, PLUM)
    brush.stroke([(40, 87), (68, 87)], 5, PLUM)


def play(brush: Brush) -> None:
    """The solid triangle of a start button."""
    corners = ((18, 16), (104, 60), (18, 104))
    brush.shape(corners, "#1C2331")
    brush.stroke([*corners, corners[0], corners[1]], 14, "#1C2331")


def ferry(brush: Brush, x: float, y: float, size: float = 1.0, cabin: str = "#FDF6E6") -> None:
    """A ferry 160 units long and 125 high, from the upper left."""

    def at(px: float, py: float) -> tuple[float, float]:
        return (x + px * size, y + py * size)

    def part(px: float, py: float, w: float, h: float, tint: str) -> None:
        brush.box(*at(px, py), w * size, h * size, tint)

    part(67, 0, 23, 28, NAVY)
    part(32, 26, 93, 30, cabin)
    part(32, 24, 93, 6, JADE)
    part(17, 58, 123, 34, cabin)
    part(17, 54, 123, 6, JADE)
    for px in (42, 71, 99):
        part(px, 36, 15, 14, "#2F6D90")
    for px in (28, 56, 83, 111):
        part(px, 68, 15, 15, "#2F6D90")
    brush.shape([at(0, 90), at(160, 90), at(142, 125), at(18, 125)], JADE)


def ferry_scene(brush: Brush, width: float, height: float, ground: Colour = CARD) -> None:
    """The harbour in the morning: sun, hills, towers, a ferry."""
    brush.box(0, 0, width, height, "#FCEBCB")
    brush.disc(width * 0.2, 93, 47, "#FFC84F")
    far = [
        (width * 0.25, 172),
        *curve((width * 0.25, 172), (width * 0.36, 58), (width * 0.52, 58), (width * 0.66, 125)),
        *curve((width * 0.66, 125), (width * 0.76, 70), (width * 0.9, 70), (width, 128)),
        (width, 172),
    ]
    brush.shape(far, "#CBE0D6")
    near = [(0, 172), *curve((0, 172), (width * 0.1, 103), (width * 0.26, 103), (width * 0.38, 172))]
    brush.shape(near, "#CBE0D6")
    left = width - 294 if width < 640 else width - 360
    towers = (
        (0, 113, 34, 0),
        (40, 79, 28, 1),
        (74, 101, 40, 0),
        (120, 47, 30, 2),
        (156, 87, 36, 0),
        (198, 67, 26, 1),
        (230, 109, 44, 0),
    )
    for x, y, w, shade in towers:
        brush.box(left + x, y, w, 172 - y, ("#A9CBD5", "#8FB8C6", "#7CABBB")[shade])
    brush.box(0, 171, width, 15, "#A6D0D8")
    brush.box(0, 185, width, height - 185, "#8FC2CF")
    ferry(brush, width * 0.165, 108)
    brush.wave(width * 0.08, 248, 110, 8, 5)
    brush.wave(width * 0.6, 232, 110, 8, 5)
    brush.corners(width, height, 28, ground)


def bouquet(brush: Brush, width: float, height: float, ground: Colour = CARD) -> None:
    """Three flowers in a teacup."""
    size = height / 420
    middle = width / 2 / size

    def draw() -> None:
        brush.box(0, 0, width / size, 420, "#FCEBCB")
        brush.disc(middle, 200, 158, "#FFF5DE")
        for points in (
            ((middle - 70, 150), (middle - 7, 252)),
            ((middle + 6, 120), (middle, 252)),
            ((middle + 80, 165), (middle + 8, 252)),
        ):
            brush.stroke(points, 9, GREEN)
        brush.leaf((middle + 2, 166), (middle - 47, 170), 0.45, LEAF)
        brush.leaf((middle - 44, 206), (middle - 94, 237), 0.6, LEAF)
        brush.leaf((middle + 42, 208), (middle + 102, 230), 0.6, LEAF)
        for turn in range(0, 360, 60):
            brush.petal(middle - 86, 132, turn, 4, 48, 29, ORANGE)
        brush.disc(middle - 86, 132, 13.5, "#8A4A10")
        for turn in range(0, 360, 72):
            brush.petal(middle + 93, 145, turn, 2, 48, 29, RED)
        brush.disc(middle + 93, 145, 10.5, GOLD)
        bloom(brush, middle + 7, 101, 1.36)
        cup(brush, middle - 82, 248, 164, 109, TEAL)
        brush.corners(width / size, 420, 28, ground)

    brush.scaled(size, draw)


PICTURES: dict[str, Drawing] = {
    "flower": flower,
    "bird": bird,
    "mandarin": mandarin,
    "junk": junk,
    "bamboo": bamboo,
    "teacup": teacup,
    "goldfish": goldfish,
    "lantern": lantern,
    "phone": phone,
    "shield": shield,
    "harbour": harbour,
    "card": flower_card,
    "play": play,
}
"""Everything that is drawn in a square."""

SCENES: dict[str, Callable[[Brush, float, float, Colour], None]] = {"ferry-scene": ferry_scene, "bouquet": bouquet}
"""Everything that fills a box of any shape."""
