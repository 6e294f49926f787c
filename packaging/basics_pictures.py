"""Draws the pictures of the basic lessons, with the pen of the practice phones' photographs. Run by hand.

    python packaging/basics_pictures.py

writes ``lessons/basics/<lesson>/<name>.png``.
"""

from math import cos, pi, sin

from album import (
    AMBER,
    BAUHINIA,
    BLUE,
    BRICK,
    CREAM,
    GREY,
    HILL,
    INK,
    JADE,
    SAND,
    SKIN,
    SKY,
    WHITE,
    WOOD,
    Entry,
    Pen,
    draw_all,
)  # fmt: skip


def phone(pen: Pen, x: float, y: float, w: float = 30, h: float = 58) -> None:
    """A phone from the front."""
    pen.box(x, y, w, h, INK, 4)
    pen.box(x + 2, y + 2, w - 4, h - 4, WHITE, 2.6)


def waves(pen: Pen, x: float, y: float, fill: str, count: int = 3, middle: float = 270) -> None:
    """What a router, a mast or a loudspeaker sends."""
    for number in range(1, count + 1):
        pen.arc(x, y, 5.0 * number, middle - 45, middle + 45, fill, 2.2)


def gear(pen: Pen) -> None:
    """The icon of the settings on a home page."""
    phone(pen, 42, 4, 36, 62)
    for x, y in ((47, 10), (62, 10), (47, 26), (47, 42), (62, 42)):
        pen.box(x, y, 11, 11, SKY, 2)
    pen.oval(68, 32, 12, 12, AMBER)
    for tooth in range(8):
        turn = tooth * pi / 4
        pen.oval(68 + 7 * cos(turn), 32 + 7 * sin(turn), 1.9, 1.9, INK)
    pen.oval(68, 32, 6.8, 6.8, INK)
    pen.oval(68, 32, 2.8, 2.8, AMBER)


def keys(pen: Pen) -> None:
    """The two keys at a phone's side; the upper one makes it louder."""
    phone(pen, 40, 6, 32, 58)
    pen.box(72, 16, 4, 13, AMBER, 1.6)
    pen.box(72, 33, 4, 13, GREY, 1.6)
    pen.shape(INK, (84, 18), (88, 18), (94, 13), (94, 32), (88, 27), (84, 27))
    waves(pen, 94, 22.5, INK, 3, 0)
    pen.shape(INK, (84, 36), (88, 36), (94, 31.6), (94, 48), (88, 44), (84, 44))
    waves(pen, 94, 40, INK, 1, 0)


def roads(pen: Pen) -> None:
    """Two ways to the internet: a router, a mast."""
    pen.box(0, 58, 120, 12, SAND)
    phone(pen, 49, 18, 22, 42)
    pen.box(8, 48, 26, 10, INK, 2)
    for x in (14.0, 28.0):
        pen.stroke(INK, 2, (x, 48), (x, 38))
    waves(pen, 21, 34, JADE)
    pen.stroke(INK, 2, (92, 58), (99, 24), (106, 58))
    pen.stroke(INK, 1.6, (94, 46), (104, 46))
    waves(pen, 99, 24, BRICK)
    for x, fill in ((38, JADE), (43, JADE), (77, BRICK), (82, BRICK)):
        pen.oval(x, 40, 1.6, 1.6, fill)


def bars(pen: Pen) -> None:
    """The signal at the top of a phone, large."""
    pen.box(14, 8, 92, 80, INK, 9)
    pen.box(18, 12, 84, 80, WHITE, 6)
    for step in range(4):
        pen.box(36 + 13 * step, 46 - 8 * step, 9, 10 + 8 * step, JADE, 1.6)


def notebook(pen: Pen) -> None:
    """A notebook at home; the bank card elsewhere."""
    pen.box(0, 60, 120, 10, HILL)
    pen.shape(BRICK, (6, 30), (38, 6), (70, 30))
    pen.box(12, 30, 52, 32, CREAM)
    pen.box(25, 36, 26, 20, JADE, 1.6)
    for y in (41.0, 46.0, 51.0):
        pen.stroke(WHITE, 1.4, (31, y), (46, y))
        pen.oval(25, y, 1.6, 1.6, INK)
    pen.box(82, 32, 32, 20, BLUE, 3)
    pen.box(82, 37, 32, 4.6, INK)
    pen.box(87, 45, 9, 4, AMBER, 1)


def full(pen: Pen) -> None:
    """A box that holds no more photographs."""
    pen.box(0, 60, 120, 10, SAND)
    for x, y, fill in ((32, 18, SKY), (48, 10, HILL), (64, 14, CREAM), (78, 20, SKY)):
        pen.box(x - 1.4, y - 1.4, 20.8, 26.8, INK, 1.6)
        pen.box(x, y, 18, 24, fill, 1)
        pen.oval(x + 9, y + 10, 5, 5, AMBER)
    pen.box(26, 34, 76, 28, WOOD, 2)
    pen.box(26, 34, 76, 6, "#7E5630", 2)


def bin_(pen: Pen) -> None:
    """A film in the bin, and the way out again."""
    pen.box(0, 60, 120, 10, SAND)
    pen.box(50, 8, 22, 20, INK, 1.6)
    for y in (10.5, 17.0, 23.5):
        pen.box(51.6, y, 2.6, 2.6, WHITE)
        pen.box(67.8, y, 2.6, 2.6, WHITE)
    pen.shape(GREY, (40, 30), (82, 30), (78, 62), (44, 62))
    pen.box(37, 26, 48, 5, INK, 2)
    for x in (52.0, 61.0, 70.0):
        pen.stroke(INK, 1.8, (x, 37), (x, 56))
    pen.arc(84, 26, 14, 270, 60, JADE, 3)
    pen.shape(JADE, (85, 6), (85, 18), (76, 12))


def sent(pen: Pen) -> None:
    """A voice note on its way."""
    pen.box(14, 18, 66, 32, HILL, 8)
    pen.shape(HILL, (70, 44), (90, 56), (62, 50))
    pen.oval(28, 34, 8, 8, JADE)
    pen.shape(WHITE, (25.6, 29.6), (25.6, 38.4), (33, 34))
    for step, high in enumerate((4, 9, 14, 8, 16, 11, 6, 12, 5)):
        pen.box(41 + 4 * step, 34 - high / 2, 2.2, high, INK, 1)
    pen.shape(BAUHINIA, (86, 22), (114, 10), (104, 38), (98, 28))
    pen.shape("#6B1F4B", (98, 28), (114, 10), (96, 36))


def stores(pen: Pen) -> None:
    """A shop with apps in its window."""
    pen.box(0, 60, 120, 10, SAND)
    pen.box(26, 22, 68, 40, CREAM)
    for step in range(7):
        pen.box(22 + 76 / 7 * step, 8, 76 / 7, 18, BRICK if step % 2 == 0 else WHITE)
        pen.oval(22 + 76 / 7 * (step + 0.5), 26, 76 / 14, 4, BRICK if step % 2 == 0 else WHITE)
    for x, fill in ((32, BLUE), (46, JADE), (32, AMBER), (46, BAUHINIA)):
        pen.box(x, 34 if fill in (BLUE, JADE) else 47, 11, 11, fill, 2.6)
    pen.box(66, 34, 20, 28, WOOD, 1)
    pen.oval(82, 49, 1.6, 1.6, AMBER)


def update(pen: Pen) -> None:
    """An app made new."""
    phone(pen, 42, 4, 36, 62)
    pen.box(50, 24, 20, 20, BLUE, 4)
    pen.arc(60, 34, 22, 200, 340, AMBER, 4)
    pen.arc(60, 34, 22, 20, 160, AMBER, 4)
    pen.shape(AMBER, (76, 24), (86, 24), (82, 33))
    pen.shape(AMBER, (44, 44), (34, 44), (38, 35))
    pen.stroke(WHITE, 2.4, (60, 29), (60, 39))
    pen.stroke(WHITE, 2.4, (56, 35), (60, 39), (64, 35))


def bus(pen: Pen) -> None:
    """A bus, a little late."""
    pen.box(0, 56, 120, 14, GREY)
    pen.box(10, 18, 66, 40, BRICK, 4)
    for x in (15.0, 30.0, 45.0):
        pen.box(x, 23, 12, 10, SKY, 1.4)
        pen.box(x, 38, 12, 9, SKY, 1.4)
    pen.box(61, 23, 11, 24, SKY, 1.4)
    for x in (26.0, 60.0):
        pen.oval(x, 58, 6, 6, INK)
        pen.oval(x, 58, 2.4, 2.4, GREY)
    pen.oval(98, 28, 16, 16, INK)
    pen.oval(98, 28, 13.6, 13.6, WHITE)
    pen.stroke(INK, 2.4, (98, 28), (98, 18))
    pen.stroke(INK, 2.4, (98, 28), (105, 32))
    pen.stroke(INK, 2.4, (98, 44), (98, 58))


def face(pen: Pen) -> None:
    """A phone at the height of the face, the light before it."""
    pen.box(0, 58, 120, 12, SAND)
    pen.box(6, 8, 30, 34, SKY, 1.5)
    pen.oval(21, 22, 7, 7, AMBER)
    pen.stroke(WHITE, 1.4, (21, 8), (21, 42))
    pen.box(46, 46, 22, 12, JADE, 1.4)
    pen.box(48, 40, 18, 6, BRICK, 1.4)
    pen.box(54, 12, 7, 28, INK, 2)
    pen.oval(94, 27, 13.5, 15, GREY)
    pen.oval(104, 16, 6, 6, GREY)
    pen.shape(JADE, (72, 70), (78, 48), (110, 48), (116, 70))
    pen.oval(94, 49, 16, 6, JADE)
    pen.box(90, 38, 8, 10, "#EBC7A2", 3)
    pen.oval(92, 28, 10.5, 12.5, SKIN)
    pen.oval(94, 17, 11.5, 5, GREY)


PICTURES: tuple[Entry, ...] = (
    ("basics/basics-password-lock", "notebook", notebook, SKY),
    ("basics/basics-text-size-volume", "gear", gear, CREAM),
    ("basics/basics-text-size-volume", "keys", keys, CREAM),
    ("basics/basics-wifi-data", "roads", roads, SKY),
    ("basics/basics-wifi-data", "bars", bars, CREAM),
    ("basics/basics-photos-storage", "full", full, CREAM),
    ("basics/basics-photos-storage", "bin", bin_, CREAM),
    ("basics/basics-whatsapp-voice", "sent", sent, CREAM),
    ("basics/basics-install-official-app", "stores", stores, SKY),
    ("basics/basics-install-official-app", "update", update, CREAM),
    ("basics/basics-bus-map", "bus", bus, SKY),
    ("basics/basics-whatsapp-video-call", "face", face, CREAM),
)

if __name__ == "__main__":
    draw_all(PICTURES)
