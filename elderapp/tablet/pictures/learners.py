"""The pictures that learners are known by: told apart by shape, not by colour."""

import itertools

from elderapp.tablet.pictures.palette import BROWN, GOLD, GREEN, JADE, LEAF, NAVY, ORANGE, PINK, PLUM, RED, SEA, TEAL
from elderapp.tablet.widgets.brush import Brush, arc, curve


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
