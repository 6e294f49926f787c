"""Draws the pictures of practice phones that show a place, not a screen: a gate, a platform, a card on a phone.

    .venv/bin/python packaging/mock_pictures.py

They are drawn four times as large and made smaller, in the colours of the tablet, and hold no words: those stand in
the mock, where they can be translated and read out.
"""

from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw

MOCKS = Path(__file__).parents[1] / "lessons" / "mocks"
WIDE, HIGH, TIMES = 904, 536, 4
SKY, NAVY, WHITE, AMBER, JADE, STEEL, DARK, ROSE = (
    "#DFE9F2", "#16324F", "#FFFFFF", "#FFB81C", "#0B5D4B", "#9FB3C4", "#2B4A66", "#C8502D",
)  # fmt: skip

Point = tuple[float, float]


class Pen:
    """Draws in units of the finished picture."""

    def __init__(self) -> None:
        self.image = Image.new("RGB", (WIDE * TIMES, HIGH * TIMES), SKY)
        self._draw = ImageDraw.Draw(self.image)

    def box(self, x: float, y: float, w: float, h: float, colour: str, radius: float = 0, line: str = "") -> None:
        """A box from its upper left corner, perhaps round, perhaps with an outline."""
        edge = {"outline": line, "width": 5 * TIMES} if line else {}
        corners = [value * TIMES for value in (x, y, x + w, y + h)]
        self._draw.rounded_rectangle(corners, radius * TIMES, colour, **edge)

    def disc(self, x: float, y: float, r: float, colour: str) -> None:
        """A disc about its middle."""
        self._draw.ellipse([value * TIMES for value in (x - r, y - r, x + r, y + r)], colour)

    def shape(self, points: list[Point], colour: str) -> None:
        """A filled shape."""
        self._draw.polygon([(x * TIMES, y * TIMES) for x, y in points], colour)

    def waves(self, x: float, y: float, r: float, colour: str, *, up: bool = False) -> None:
        """The three arcs of something that is read without touching."""
        first, last = (225, 315) if up else (-45, 45)
        for part in (0.45, 0.72, 1.0):
            size = r * part
            corners = [value * TIMES for value in (x - size, y - size, x + size, y + size)]
            self._draw.arc(corners, first, last, colour, round(r * 0.13 * TIMES))

    def arrow(self, x: float, y: float, colour: str, *, left: bool = False) -> None:
        """An arrow of 110 units about its middle."""
        way = -1 if left else 1
        self.box(x - 55, y - 14, 110, 28, colour, 8)
        self.shape([(x + way * 30, y - 52), (x + way * 92, y), (x + way * 30, y + 52)], colour)

    def card(self, x: float, y: float, w: float, h: float) -> None:
        """A card with a photo and a line of writing that says nothing."""
        self.box(x, y, w, h, AMBER, 16, NAVY)
        self.box(x + w * 0.08, y + h * 0.18, w * 0.26, h * 0.6, WHITE, 8)
        self.disc(x + w * 0.21, y + h * 0.4, h * 0.12, DARK)
        self.box(x + w * 0.13, y + h * 0.54, w * 0.16, h * 0.22, DARK, 10)
        for part in (0.26, 0.46, 0.66):
            self.box(x + w * 0.44, y + h * part, w * (0.44 if part < 0.6 else 0.28), h * 0.09, NAVY, 4)


def gate(pen: Pen, *, left: bool) -> None:
    """A railway gate with its reader, and a card before it."""
    pen.box(0, 440, WIDE, 96, STEEL)
    pen.box(120, 170, 120, 290, DARK, 24)
    pen.box(664, 170, 120, 290, DARK, 24)
    pen.shape([(240, 250), (420, 280), (420, 380), (240, 410)], ROSE)
    pen.shape([(664, 250), (484, 280), (484, 380), (664, 410)], ROSE)
    pen.box(640, 96, 168, 120, NAVY, 22)
    pen.box(654, 110, 140, 92, JADE, 16)
    pen.waves(694, 156, 42, WHITE)
    pen.box(366, 60, 172, 110, WHITE, 18, NAVY)
    pen.arrow(446 if not left else 458, 115, JADE, left=left)
    pen.card(560, 40, 150, 96)


def gate_in(pen: Pen) -> None:
    """Going in."""
    gate(pen, left=False)


def gate_out(pen: Pen) -> None:
    """Coming out."""
    gate(pen, left=True)


def platform(pen: Pen, *, left: bool) -> None:
    """A machine on a platform; the train stands behind it."""
    pen.box(0, 430, WIDE, 106, STEEL)
    pen.box(40, 110, 560, 300, WHITE, 40, NAVY)
    pen.box(40, 330, 560, 56, JADE)
    for x in (84, 214, 454):
        pen.box(x, 160, 100, 110, SKY, 14, NAVY)
    pen.box(340, 150, 88, 236, STEEL, 10, NAVY)
    pen.box(690, 300, 44, 170, DARK)
    pen.box(640, 90, 144, 220, NAVY, 26)
    pen.box(660, 112, 104, 104, AMBER if left else JADE, 18)
    pen.waves(690, 164, 44, NAVY if left else WHITE)
    pen.arrow(712, 262, WHITE, left=not left)


def platform_before(pen: Pen) -> None:
    """Before getting on."""
    platform(pen, left=False)


def platform_after(pen: Pen) -> None:
    """After getting off."""
    platform(pen, left=True)


def bus(pen: Pen) -> None:
    """The door of a bus and the reader beside the driver."""
    pen.box(0, 460, WIDE, 76, STEEL)
    pen.box(60, 50, 620, 400, ROSE, 44, NAVY)
    pen.box(100, 100, 250, 170, SKY, 20, NAVY)
    pen.box(400, 100, 230, 350, SKY, 14, NAVY)
    pen.box(511, 100, 8, 350, NAVY)
    for x in (200, 340):
        pen.disc(x, 452, 52, NAVY)
        pen.disc(x, 452, 22, STEEL)
    pen.box(760, 290, 36, 180, DARK)
    pen.box(700, 110, 156, 190, NAVY, 26)
    pen.box(722, 134, 112, 84, JADE, 16)
    pen.waves(754, 176, 38, WHITE)
    pen.box(734, 238, 88, 34, WHITE, 8)


def phone_back(pen: Pen, low: float) -> None:
    """The back of a phone lying across, and the card upon it."""
    pen.box(112, 60, 680, 416, DARK, 60)
    pen.box(128, 76, 648, 384, NAVY, 48)
    pen.box(148, 96, 150, 150, DARK, 34)
    for x, y in ((192, 140), (254, 140), (192, 202)):
        pen.disc(x, y, 26, STEEL)
        pen.disc(x, y, 14, NAVY)
    pen.card(low, 180, 290, 186)
    pen.waves(low + 302, 273, 70, WHITE)


def card_middle(pen: Pen) -> None:
    """A card in the middle of a phone's back."""
    phone_back(pen, 350)


def card_top(pen: Pen) -> None:
    """A card at the top of a phone's back."""
    phone_back(pen, 180)


def warrant(pen: Pen) -> None:
    """A paper that plays at being an order of arrest: a face, lines of writing, a seal that anybody can stamp."""
    pen.box(132, 24, 640, 488, WHITE, 10, NAVY)
    pen.box(156, 48, 592, 440, WHITE, 6, ROSE)
    pen.box(312, 76, 280, 44, ROSE, 8)
    pen.box(196, 156, 180, 220, SKY, 8, NAVY)
    pen.disc(286, 226, 46, DARK)
    pen.box(216, 288, 140, 86, DARK, 40)
    for row, width in enumerate((290, 250, 290, 210)):
        pen.box(414, 164 + row * 52, width, 20, STEEL, 6)
    pen.box(196, 412, 250, 20, STEEL, 6)
    pen.box(196, 448, 180, 20, STEEL, 6)
    pen.disc(630, 414, 62, ROSE)
    pen.disc(630, 414, 50, WHITE)
    pen.disc(630, 414, 30, ROSE)


PICTURES: dict[str, Callable[[Pen], None]] = {
    "harbour-gate/gate-in.png": gate_in,
    "harbour-gate/gate-out.png": gate_out,
    "harbour-gate/platform-before.png": platform_before,
    "harbour-gate/platform-after.png": platform_after,
    "valley-gate/gate-in.png": gate_in,
    "valley-gate/gate-out.png": gate_out,
    "valley-gate/platform-before.png": platform_before,
    "valley-gate/platform-after.png": platform_after,
    "harbour-gate/bus.png": bus,
    "dolphin-card/card.png": card_middle,
    "egret-card/card.png": card_top,
    "chat/warrant.png": warrant,
}


def main() -> None:
    """Write them all."""
    for name, draw in PICTURES.items():
        pen = Pen()
        draw(pen)
        small = pen.image.resize((WIDE, HIGH), Image.Resampling.LANCZOS).quantize(64)
        (MOCKS / name).parent.mkdir(exist_ok=True)
        small.save(MOCKS / name, optimize=True)


if __name__ == "__main__":
    main()
