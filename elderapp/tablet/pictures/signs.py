"""Small pictures of the shell: what a row leads to, what a lesson is about."""

from elderapp.tablet.pictures.learners import bloom
from elderapp.tablet.pictures.palette import JADE, NAVY, ORANGE, PLUM, SEA, TEAL
from elderapp.tablet.widgets.brush import Brush, arc, curve


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


def handset(brush: Brush) -> None:
    """A phone with its apps: the basics."""
    brush.box(0, 0, 120, 120, "#DFE9F2", 28)
    brush.box(34, 15, 52, 90, NAVY, 10)
    brush.box(39, 23, 42, 70, "#FFFFFF", 4)
    for i, tint in enumerate((ORANGE, TEAL, "#2F6D90", "#FFD15C", "#B0357F", "#5AA37A")):
        brush.box(43 + 18 * (i % 2), 28 + 18 * (i // 2), 15, 15, tint, 4)
    brush.box(52, 97, 16, 3.4, "#DFE9F2", 1.7)
    brush.box(49, 84, 22, 5, "#DFE9F2", 2.5)


def purse(brush: Brush) -> None:
    """A purse and coins: paying."""
    brush.box(0, 0, 120, 120, "#FFE7AE", 28)
    for x, y in ((40, 40), (62, 30)):
        brush.disc(x, y, 17, "#C98A12")
        brush.disc(x, y, 12.5, "#FFD15C")
    body = [*curve((24, 52), (10, 86), (16, 104), (60, 104)), *curve((60, 104), (104, 104), (110, 86), (96, 52))]
    brush.shape([*body], "#B0357F")
    brush.box(22, 46, 76, 13, PLUM, 6.5)
    brush.disc(54, 42, 6.5, "#C98A12")
    brush.disc(66, 42, 6.5, "#FFD15C")
    brush.stroke(curve((36, 74), (33, 84), (38, 92), (48, 94)), 5, "#D56FAB")


def hall(brush: Brush) -> None:
    """A public hall with its clock: clinics and government."""
    brush.box(0, 0, 120, 120, "#DDF0EA", 28)
    brush.shape([(18, 50), (60, 22), (102, 50)], JADE)
    brush.box(22, 50, 76, 8, TEAL)
    brush.box(26, 58, 68, 34, "#FFFFFF")
    for x in (31, 46, 66, 81):
        brush.box(x, 58, 8, 34, "#87B69A")
    brush.box(54, 66, 12, 26, NAVY)
    brush.disc(60, 40, 7.5, "#FFFFFF")
    brush.stroke([(60, 35.5), (60, 40), (63, 42)], 2.4, NAVY)
    brush.box(18, 92, 84, 8, JADE, 3)


def letters(brush: Brush) -> None:
    """A large letter and a sound: how she likes to read and to hear."""
    brush.box(0, 0, 120, 120, "#FFE7AE", 28)
    brush.stroke([(22, 90), (44, 30), (66, 90)], 10, NAVY)
    brush.stroke([(31, 70), (57, 70)], 9, NAVY)
    for radius in (14, 27):
        brush.stroke(arc(70, 58, radius, -48, 48, 24), 7, ORANGE)
