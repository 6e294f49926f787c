"""Draws the photographs of the practice phones: flat shapes, as the rest of the tablet's pictures. Run by hand.

    python packaging/album.py

writes ``lessons/mocks/<mock>/<name>.png``. Two colours of each picture are the tablet's own, the rest are its
neighbours, so that a photograph never shouts louder than the button under it.
"""

from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw

WIDE, HIGH, FINE = 720, 420, 3
"""Pixels of a picture, and how many times larger it is drawn, so that edges come out smooth."""
LESSONS = Path(__file__).parent.parent / "lessons"

GREY, SKIN, BLUE = "#C9D2DB", "#F3D3B0", "#1F5FBF"
INK, CREAM, SKY, SEA, JADE, HILL = "#1C2331", "#FFF4E2", "#D9ECF2", "#8FC0CF", "#0B6B57", "#BFDCCB"
AMBER, BRICK, BAUHINIA, SAND, WOOD, WHITE = "#F2B33D", "#B5452C", "#8C2A63", "#EAD9B8", "#9A6A3C", "#FFFFFF"


class Pen:
    """Shapes on a board of 120 × 70 units, from its upper left."""

    def __init__(self, ground: str) -> None:
        self.unit = WIDE * FINE / 120
        self.image = Image.new("RGB", (WIDE * FINE, HIGH * FINE), ground)
        self.draw = ImageDraw.Draw(self.image)

    def box(self, x: float, y: float, w: float, h: float, fill: str, round_by: float = 0) -> None:
        """A rectangle, its corners rounded."""
        edges = tuple(self.unit * at for at in (x, y, x + w, y + h))
        self.draw.rounded_rectangle(edges, self.unit * round_by, fill)

    def oval(self, x: float, y: float, across: float, down: float, fill: str) -> None:
        """An ellipse around a point."""
        self.draw.ellipse(tuple(self.unit * at for at in (x - across, y - down, x + across, y + down)), fill)

    def shape(self, fill: str, *points: tuple[float, float]) -> None:
        """A polygon."""
        self.draw.polygon([(self.unit * x, self.unit * y) for x, y in points], fill)

    def stroke(self, fill: str, thick: float, *points: tuple[float, float]) -> None:
        """A line with round ends."""
        self.draw.line([(self.unit * x, self.unit * y) for x, y in points], fill, round(self.unit * thick), "curve")
        for x, y in (points[0], points[-1]):
            self.oval(x, y, thick / 2, thick / 2, fill)

    def arc(self, x: float, y: float, radius: float, start: float, end: float, fill: str, thick: float = 2) -> None:
        """A part of a circle, from one angle to the other, in degrees, clockwise from the right."""
        edges = tuple(self.unit * at for at in (x - radius, y - radius, x + radius, y + radius))
        self.draw.arc(edges, start, end, fill, round(self.unit * thick))


def cat(pen: Pen) -> None:
    """A tabby cat on a cushion."""
    pen.box(0, 50, 120, 20, SAND)
    pen.oval(60, 60, 38, 9, BAUHINIA)
    pen.stroke(AMBER, 5, (80, 54), (92, 50), (95, 40))
    pen.oval(60, 46, 22, 16, AMBER)
    pen.shape(AMBER, (45, 26), (47, 8), (58, 18))
    pen.shape(AMBER, (75, 26), (73, 8), (62, 18))
    pen.oval(60, 26, 17, 14, AMBER)
    for x in (54.0, 60.0, 66.0):
        pen.stroke(WOOD, 1.6, (x, 13.5), (x, 18))
    for x in (53.5, 66.5):
        pen.oval(x, 25, 2, 2.8, INK)
    pen.shape(BRICK, (58, 30), (62, 30), (60, 32.4))
    for y in (31, 34):
        pen.stroke(INK, 0.6, (51, y), (38, y - 1.5 + (y - 31)))
        pen.stroke(INK, 0.6, (69, y), (82, y - 1.5 + (y - 31)))
    for x in (53, 67):
        pen.oval(x, 58, 5, 3.6, CREAM)


def dog(pen: Pen) -> None:
    """A yellow dog on the grass."""
    pen.box(0, 44, 120, 26, HILL)
    pen.stroke(AMBER, 4, (78, 52), (90, 44), (92, 36))
    pen.oval(60, 52, 21, 14, AMBER)
    pen.oval(60, 28, 16, 15, AMBER)
    pen.oval(43, 29, 5, 12, WOOD)
    pen.oval(77, 29, 5, 12, WOOD)
    for x in (54.0, 66.0):
        pen.oval(x, 25, 2.2, 2.6, INK)
    pen.oval(60, 34, 8, 6.5, CREAM)
    pen.oval(60, 31.5, 3, 2.2, INK)
    pen.box(58.4, 37, 3.2, 5, BRICK, 1.6)
    pen.box(47, 42, 26, 3.4, BRICK, 1.7)
    pen.oval(60, 46, 2.6, 2.6, CREAM)
    for x in (51, 69):
        pen.oval(x, 63, 5.5, 3.8, CREAM)


def harbour(pen: Pen) -> None:
    """A ferry before hills."""
    for x, across, down in ((26, 34, 26), (78, 44, 34), (116, 26, 22)):
        pen.oval(x, 50, across, down, HILL)
    pen.oval(100, 12, 6, 6, AMBER)
    pen.box(0, 46, 120, 24, SEA)
    pen.box(46, 36, 30, 9, WHITE, 1)
    pen.box(52, 28, 18, 9, WHITE, 1)
    pen.box(62, 20, 5, 9, BRICK)
    for x in (49, 56, 63, 70):
        pen.box(x, 38.5, 4, 3.4, JADE)
    pen.shape(JADE, (36, 45), (86, 45), (80, 54), (42, 54))
    for x, y in ((14.0, 58.0), (58.0, 62.0), (96.0, 57.0)):
        pen.stroke(WHITE, 1.4, (x, y), (x + 12, y))


def flowers(pen: Pen) -> None:
    """Three flowers in a pot."""
    pen.box(0, 54, 120, 16, SAND)
    for x, y in ((44, 24), (60, 16), (76, 24)):
        pen.stroke(JADE, 2, (60, 48), (x, y))
    for x, y in ((44, 24), (60, 16), (76, 24)):
        for dx, dy in ((0, -6), (5.7, -1.9), (3.5, 4.9), (-3.5, 4.9), (-5.7, -1.9)):
            pen.oval(x + dx, y + dy, 4.6, 4.6, BAUHINIA)
        pen.oval(x, y, 3, 3, AMBER)
    pen.shape(BRICK, (46, 42), (74, 42), (70, 62), (50, 62))
    pen.box(44, 39, 32, 5, BRICK, 1.5)


def daughter(pen: Pen) -> None:
    """Somebody dear, waving, in a kitchen; a shape without a face, as everybody's own is another."""
    pen.box(0, 52, 120, 18, SAND)
    pen.box(8, 8, 32, 28, SKY, 1.5)
    pen.stroke(WHITE, 1.4, (24, 8), (24, 36))
    pen.box(90, 16, 24, 3, WOOD)
    for x, fill in ((94, BRICK), (101, JADE), (108, AMBER)):
        pen.box(x - 2.4, 9, 4.8, 7, fill, 1)
    pen.oval(62, 26, 15.5, 17, INK)
    pen.shape(BAUHINIA, (40, 70), (46, 46), (78, 46), (84, 70))
    pen.oval(62, 47, 16.5, 6, BAUHINIA)
    pen.box(57.5, 36, 9, 10, "#EBC7A2", 3)
    pen.oval(62, 27, 11, 12.5, SKIN)
    pen.oval(62, 16.5, 11, 5, INK)
    pen.stroke(BAUHINIA, 7, (80, 54), (92, 44), (93, 36))
    pen.oval(93, 30, 4.4, 4.8, SKIN)
    for x, y in ((88.6, 25), (91.2, 22.6), (94.4, 22.6), (97.2, 25)):
        pen.stroke(SKIN, 2.4, (93, 29), (x, y))


def table(pen: Pen) -> None:
    """What the camera at the back sees: tea and a plant on the table."""
    pen.box(0, 44, 120, 26, WOOD)
    flowers_at = ((88, 16), (98, 10), (108, 18))
    for x, y in flowers_at:
        pen.stroke(JADE, 2, (98, 40), (x, y))
        pen.oval(x, y, 6, 4, JADE)
    pen.shape(BRICK, (88, 36), (108, 36), (105, 54), (91, 54))
    pen.oval(44, 58, 24, 5, CREAM)
    pen.shape(WHITE, (28, 38), (60, 38), (56, 56), (32, 56))
    pen.oval(44, 38, 16, 3.4, AMBER)
    pen.stroke(WHITE, 3, (60, 42), (67, 44), (65, 51), (57, 52))
    for x in (38.0, 46.0):
        pen.stroke(GREY, 1.6, (x, 30.0), (x + 3, 25.0), (x, 20.0), (x + 3, 15.0))


def streets(pen: Pen) -> None:
    """A map: a park, the sea, the way to the stop, and where one stands."""
    pen.shape(SEA, (0, 0), (120, 0), (120, 10), (0, 18))
    for x, y, w, h in ((6, 24, 26, 16), (40, 20, 30, 18), (78, 16, 34, 20), (6, 48, 26, 18), (78, 46, 34, 20)):
        pen.box(x, y, w, h, SAND, 2)
    pen.box(40, 46, 30, 20, HILL, 3)
    for x, y in ((47, 53), (56, 59), (64, 52)):
        pen.oval(x, y, 3, 3, JADE)
    pen.stroke(BRICK, 2.4, (36, 62), (36, 43), (74, 43), (74, 28))
    pen.oval(74, 26, 5, 5, BRICK)
    pen.shape(BRICK, (69.6, 28), (78.4, 28), (74, 36))
    pen.oval(74, 26, 2, 2, WHITE)
    pen.oval(36, 62, 5.4, 5.4, WHITE)
    pen.oval(36, 62, 3.8, 3.8, BLUE)


Entry = tuple[str, str, Callable[[Pen], None], str]
"""Folder under `LESSONS`, name, what is drawn, the ground."""

ALBUM: tuple[Entry, ...] = (
    ("mocks/photo-album", "cat", cat, CREAM),
    ("mocks/photo-album", "harbour", harbour, SKY),
    ("mocks/photo-album-b", "dog", dog, SKY),
    ("mocks/photo-album-b", "flowers", flowers, CREAM),
    ("mocks/kite-chat", "daughter", daughter, CREAM),
    ("mocks/kite-chat", "table", table, SKY),
    ("mocks/swallow-chat", "daughter", daughter, "#E4EFE6"),
    ("mocks/swallow-chat", "table", table, CREAM),
    ("mocks/stroll-map", "streets", streets, WHITE),
    ("mocks/compass-map", "streets", streets, CREAM),
)


def draw_all(album: tuple[Entry, ...]) -> None:
    """Writes every picture of a list."""
    for folder, name, drawn, ground in album:
        pen = Pen(ground)
        drawn(pen)
        (LESSONS / folder).mkdir(exist_ok=True)
        small = pen.image.resize((WIDE, HIGH), Image.Resampling.LANCZOS)
        small.quantize(64, dither=Image.Dither.NONE).save(LESSONS / folder / f"{name}.png", optimize=True)


if __name__ == "__main__":
    draw_all(ALBUM)
