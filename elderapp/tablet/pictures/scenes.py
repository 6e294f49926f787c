"""Pictures of a place, for a box of any shape: 276 units high, as wide as the box asks for."""

from elderapp.tablet.pictures.learners import bloom, cup
from elderapp.tablet.pictures.palette import GOLD, GREEN, JADE, LEAF, NAVY, ORANGE, RED, TEAL
from elderapp.tablet.theme import CARD, Colour
from elderapp.tablet.widgets.brush import Brush, curve


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


def bouquet(brush: Brush, width: float, height: float, ground: Colour = CARD, flowers: int = 3) -> None:
    """Three flowers in a teacup, or as many of them as are out already."""
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
        if flowers > 0:
            for turn in range(0, 360, 60):
                brush.petal(middle - 86, 132, turn, 4, 48, 29, ORANGE)
            brush.disc(middle - 86, 132, 13.5, "#8A4A10")
        if flowers > 1:
            for turn in range(0, 360, 72):
                brush.petal(middle + 93, 145, turn, 2, 48, 29, RED)
            brush.disc(middle + 93, 145, 10.5, GOLD)
        if flowers > 2:
            bloom(brush, middle + 7, 101, 1.36)
        cup(brush, middle - 82, 248, 164, 109, TEAL)
        brush.corners(width / size, 420, 28, ground)

    brush.scaled(size, draw)


def _grain(brush: Brush, x: float, y: float, width: float, height: float, tint: str) -> None:
    """A light texture: short strokes, a little uneven, the same each time."""
    row = 0
    while row * 15 < height - 8:
        at = x + 12 + row * 29 % 47
        while at < x + width - 18:
            brush.stroke([(at, y + 8 + row * 15), (at + 6 + (row * 7 + int(at)) % 9, y + 8 + row * 15)], 1.6, tint)
            at += 52 + (int(at) + row * 13) % 23
        row += 1


def table_scene(brush: Brush, width: float, height: float, ground: Colour = CARD) -> None:
    """A phone, tea and a mandarin on a table by the window: at home with one's phone."""
    middle = width / 2
    brush.box(0, 0, width, height, "#FCEBCB")
    brush.box(middle - 196, 22, 166, 138, "#FFFFFF", 8)
    brush.box(middle - 187, 31, 148, 120, "#BFDCE3", 4)
    brush.disc(middle - 150, 66, 17, "#FFC84F")
    brush.shape(
        [(middle - 187, 151), *curve((middle - 187, 118), (middle - 150, 84), (middle - 110, 92), (middle - 39, 128)),
         (middle - 39, 151)], "#87B69A",
    )  # fmt: skip
    brush.box(middle - 116, 31, 6, 120, "#FFFFFF")
    brush.box(0, 196, width, height - 196, "#C99862")
    brush.box(0, 196, width, 9, "#B07F49")
    _grain(brush, 0, 206, width, height - 206, "#B98750")
    brush.oval(middle + 26, 244, 92, 11, "#A87743")
    _phone(brush, middle - 30, 52, 112, 190)
    cup(brush, middle + 112, 166, 66, 54, "#9A5A22")
    for x in (middle + 132, middle + 154):
        brush.stroke(curve((x, 126), (x - 8, 136), (x - 8, 144), (x, 154)), 4.5, "#E0C79B")
    brush.disc(middle - 122, 206, 31, ORANGE)
    brush.stroke(
        curve((middle - 142, 194), (middle - 140, 186), (middle - 132, 182), (middle - 126, 181)), 5, "#FBC77A"
    )
    brush.leaf((middle - 122, 178), (middle - 92, 164), 0.5, GREEN)
    brush.corners(width, height, 28, ground)


def _phone(brush: Brush, x: float, y: float, w: float, h: float) -> None:
    """A phone with its apps, upright."""
    brush.box(x, y, w, h, NAVY, 16)
    brush.box(x + 7, y + 16, w - 14, h - 34, "#FFFFFF", 6)
    side = (w - 14 - 3 * 10) / 2
    for i, tint in enumerate((ORANGE, TEAL, "#2F6D90", GOLD, "#B0357F", LEAF)):
        brush.box(x + 17 + i % 2 * (side + 10), y + 26 + i // 2 * (side * 0.94 + 9), side, side * 0.94, tint, 8)


def market_scene(brush: Brush, width: float, height: float, ground: Colour = CARD) -> None:
    """A market stall under its awning, red lamps above fruit and greens: where one pays."""
    middle = width / 2
    brush.box(0, 0, width, height, "#FCEBCB")
    brush.box(0, 236, width, height - 236, "#E3CFA6")
    _grain(brush, 0, 238, width, height - 238, "#D3BB8B")
    for x in (middle - 178, middle + 170):
        brush.box(x, 60, 8, 180, "#8A5A2B")
    brush.box(middle - 170, 92, 340, 96, "#FFF5DE")
    for number in range(8):
        left = middle - 200 + number * 50
        tint = JADE if number % 2 == 0 else "#FFFFFF"
        brush.box(left, 30, 50, 46, tint)
        brush.oval(left + 25, 76, 25, 15, tint)
    for x in (middle - 112, middle - 16, middle + 144):
        brush.stroke([(x, 76), (x, 104)], 3, "#5A3A1C")
        brush.shape([(x - 9, 104), (x + 9, 104), (x + 26, 128), (x - 26, 128)], RED)
        brush.oval(x, 129, 13, 7, GOLD)
    brush.box(middle - 186, 178, 372, 62, "#B07F49", 6)
    brush.box(middle - 186, 178, 372, 10, "#C99862", 5)
    _grain(brush, middle - 182, 190, 364, 48, "#9C6E3B")
    _fruit(brush, middle)
    brush.box(middle + 46, 118, 68, 62, "#FFFFFF", 8)
    for i, j in ((0, 0), (2, 0), (0, 2), (1, 1), (2, 2), (3, 1), (1, 3), (3, 3), (3, 0), (0, 3)):
        brush.box(middle + 56 + i * 12, 126 + j * 12, 10, 10, NAVY, 2)
    brush.corners(width, height, 28, ground)


def _fruit(brush: Brush, middle: float) -> None:
    for number, x in enumerate((-158, -132, -106, -145, -119)):
        brush.disc(middle + x, 170 if number < 3 else 149, 14.5, ORANGE)
    for x in (-70, -42, -14, 14):
        brush.leaf((middle + x, 178), (middle + x - 16, 138), 0.55, GREEN)
        brush.leaf((middle + x, 178), (middle + x + 18, 142), 0.55, LEAF)
        brush.box(middle + x - 5, 166, 10, 14, "#F4F7E8", 3)
    for number, x in enumerate((132, 158)):
        brush.oval(middle + x, 164, 15, 17, ("#B0357F", "#9A2F71")[number])
        brush.leaf((middle + x, 150), (middle + x + 9, 136), 0.5, LEAF)


def hall_scene(brush: Brush, width: float, height: float, ground: Colour = CARD) -> None:
    """A public hall with a clock, trees in flower and a tram: clinics, government, getting about."""
    middle = width / 2
    brush.box(0, 0, width, height, "#E4F0F2")
    brush.disc(middle + 150, 58, 28, "#FFC84F")
    brush.shape(
        [(0, 212), *curve((0, 150), (width * 0.2, 96), (width * 0.34, 100), (width * 0.5, 150)),
         *curve((width * 0.5, 150), (width * 0.7, 104), (width * 0.86, 110), (width, 160)), (width, 212)], "#CBE0D6",
    )  # fmt: skip
    brush.box(0, 212, width, height - 212, "#E3CFA6")
    _grain(brush, 0, 214, width, 34, "#D3BB8B")
    brush.shape([(middle - 128, 92), (middle - 20, 34), (middle + 88, 92)], JADE)
    brush.box(middle - 122, 92, 204, 14, TEAL)
    brush.box(middle - 112, 106, 184, 106, "#FFFFFF")
    for x in (-106, -66, 6, 46):
        brush.box(middle + x, 106, 20, 106, "#DDF0EA")
    brush.box(middle - 38, 136, 36, 76, NAVY, 4)
    brush.disc(middle - 20, 71, 15, "#FFFFFF")
    brush.stroke([(middle - 20, 61), (middle - 20, 71), (middle - 12, 76)], 3.4, NAVY)
    brush.box(middle - 128, 204, 216, 12, "#0F6152", 4)
    for x, blossom in ((-168, "#B0357F"), (118, "#D56FAB")):
        brush.box(middle + x - 5, 158, 10, 56, "#8A5A2B")
        for dx, dy, r in ((-20, 152, 24), (20, 150, 25), (0, 126, 29)):
            brush.disc(middle + x + dx, dy, r, "#5AA37A")
        for dx, dy in ((-22, 146), (4, 116), (20, 156), (-4, 146), (26, 134), (-10, 128)):
            brush.disc(middle + x + dx, dy, 5.2, blossom)
    _tram(brush, middle + 66, 178)
    brush.corners(width, height, 28, ground)


def _tram(brush: Brush, x: float, y: float) -> None:
    """A double-decker tram, 118 units long."""
    brush.stroke([(x + 50, y - 44), (x + 70, y - 60)], 3, NAVY)
    brush.box(x, y - 44, 118, 112, "#0F6152", 12)
    brush.box(x, y + 10, 118, 8, "#FFF5DE")
    for column in range(4):
        for row in (y - 34, y + 24):
            if row > y and column == 3:
                brush.box(x + 10 + column * 26, row, 20, 44, "#FFF5DE", 4)
                continue
            brush.box(x + 10 + column * 26, row, 20, 30, "#BFDCE3", 4)
    for wheel in (x + 32, x + 86):
        brush.disc(wheel, y + 68, 10, NAVY)
        brush.disc(wheel, y + 68, 4, "#E3CFA6")
    brush.box(x - 60, y + 77, 240, 4, "#A5905F", 2)


def message_scene(brush: Brush, width: float, height: float, ground: Colour = CARD) -> None:
    """A shield before a phone to which messages come: true or false."""
    middle = width / 2
    brush.box(0, 0, width, height, "#DFEDE6")
    _grain(brush, 0, 6, width, height - 50, "#D2E4DB")
    brush.box(0, 232, width, height - 232, "#C4DCD0")
    brush.oval(middle, 240, 120, 12, "#AFCDBF")
    brush.box(middle - 66, 34, 132, 206, NAVY, 20)
    brush.box(middle - 58, 52, 116, 168, "#F3F6F9", 8)
    for x, y, tint in ((middle - 196, 52, "#FFFFFF"), (middle + 74, 96, "#FBE4E0")):
        brush.box(x, y, 122, 78, tint, 18)
        tail = x + 122 if x < middle else x
        way = 16 if x < middle else -16
        brush.shape([(tail - way, y + 40), (tail + way, y + 54), (tail - way, y + 64)], tint)
    for n, wide in enumerate((82, 62, 74)):
        brush.box(middle - 178, 70 + n * 17, wide, 7, "#9FB2C4", 3.5)
    brush.shape([(middle + 136, 110), (middle + 162, 158), (middle + 110, 158)], "#8C1717")
    brush.box(middle + 133, 127, 6, 16, "#FFFFFF", 3)
    brush.disc(middle + 136, 150, 3.6, "#FFFFFF")
    right = [(0, -92), (66, -68), *curve((66, -68), (68, 14), (54, 52), (0, 82))[1:]]
    for size, tint in ((1.0, JADE), (0.76, TEAL)):
        half = [(middle + px * size, 142 + py * size) for px, py in right]
        brush.shape([*half, *((2 * middle - px, py) for px, py in reversed(half[1:-1]))], tint)
    brush.stroke([(middle - 26, 140), (middle - 7, 162), (middle + 30, 112)], 15, "#FFFFFF")
    brush.corners(width, height, 28, ground)
