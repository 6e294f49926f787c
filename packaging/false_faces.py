"""Draw the faces of the video calls that are not what they seem: flat shapes, plainly odd, nothing to be afraid of.

Run from the project's folder: ``python packaging/false_faces.py``. It writes ``lessons/mocks/<mock>/face.png``.
"""

from pathlib import Path

from PIL import Image, ImageDraw
from PIL.ImageDraw import ImageDraw as Pen

FINE = 4
"""How many times too large a picture is drawn: making it smaller smooths its edges."""
WIDE, HIGH = 912, 536
"""Pixels: twice the room on the practice phone."""
MOCKS = Path("lessons/mocks")

WALL, PANE, SHELF = "#2B4257", "#4A6A85", "#1F3244"
SKIN, SEAM, BLUSH = "#F2CDA4", "#DDAF84", "#E8A98A"
INK, WHITE, GLASS = "#1C2331", "#FFFFFF", "#DFE9F2"


class Sheet:
    """A pen that counts in the picture's own pixels."""

    def __init__(self, ground: str) -> None:
        self.image = Image.new("RGB", (WIDE * FINE, HIGH * FINE), ground)
        self.pen: Pen = ImageDraw.Draw(self.image)

    def box(self, x: float, y: float, w: float, h: float, colour: str, round_: float = 0) -> None:
        self.pen.rounded_rectangle(_fine(x, y, x + w, y + h), round_ * FINE, fill=colour)

    def oval(self, x: float, y: float, w: float, h: float, colour: str) -> None:
        """An ellipse around its middle."""
        self.pen.ellipse(_fine(x - w / 2, y - h / 2, x + w / 2, y + h / 2), fill=colour)

    def ring(self, x: float, y: float, size: float, start: int = 0, end: int = 360) -> None:
        half = size / 2
        self.pen.arc(_fine(x - half, y - half, x + half, y + half), start, end, fill=INK, width=8 * FINE)

    def smile(self, x: float, y: float, w: float, h: float, colour: str) -> None:
        self.pen.chord(_fine(x - w / 2, y - h, x + w / 2, y + h), 0, 180, fill=colour)

    def hair(self, x: float, y: float, w: float, h: float, colour: str) -> None:
        self.pen.pieslice(_fine(x - w / 2, y - h / 2, x + w / 2, y + h / 2), 180, 360, fill=colour)

    def slipped(self, left: float, down: float) -> None:
        """Everything right of `left` slides down: two pictures that do not meet."""
        part = self.image.crop(_fine(left, 0, WIDE, HIGH - down))
        self.image.paste(part, (round(left * FINE), round(down * FINE)))

    def save(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        small = self.image.resize((WIDE, HIGH), Image.Resampling.LANCZOS)
        small.quantize(64).save(path, "PNG", optimize=True)


def _fine(left: float, top: float, right: float, bottom: float) -> tuple[int, int, int, int]:
    return (round(left * FINE), round(top * FINE), round(right * FINE), round(bottom * FINE))


def _room(sheet: Sheet, jumper: str) -> None:
    sheet.box(70, 60, 210, 220, PANE, 10)
    sheet.box(170, 60, 10, 220, WALL)
    sheet.box(640, 150, 220, 16, SHELF, 4)
    sheet.box(670, 96, 26, 54, "#7A5C3E", 4)
    sheet.box(702, 84, 26, 66, "#5B7F73", 4)
    sheet.box(268, 446, 376, 160, jumper, 70)
    sheet.box(414, 390, 84, 90, SEAM, 30)


def _blocks(sheet: Sheet, places: tuple[tuple[int, int], ...]) -> None:
    """Where the picture falls to pieces."""
    for n, (x, y) in enumerate(places):
        sheet.box(x, y, 26, 26, (SKIN, SEAM, BLUSH, GLASS)[n % 4])


def son() -> Sheet:
    """A man whose halves do not meet, with an ear too many and half a pair of glasses."""
    sheet = Sheet(WALL)
    _room(sheet, "#3F6E8C")
    sheet.oval(344, 262, 44, 74, SEAM)
    sheet.oval(570, 250, 44, 74, SEAM)
    sheet.oval(590, 306, 38, 60, SEAM)
    sheet.oval(456, 262, 236, 300, SKIN)
    sheet.hair(456, 216, 256, 240, "#3A2E2A")
    for x in (404, 508):
        sheet.oval(x, 250, 44, 28, WHITE)
        sheet.oval(x + 4, 251, 20, 22, INK)
        sheet.box(x - 28, 214, 56, 9, "#3A2E2A", 4)
    sheet.ring(404, 250, 82)
    sheet.ring(508, 250, 82, 150, 290)
    sheet.box(444, 246, 24, 8, INK)
    sheet.oval(456, 296, 30, 40, SEAM)
    sheet.slipped(468, 24)
    sheet.smile(486, 344, 104, 26, "#8C3B3B")
    sheet.box(452, 344, 70, 9, WHITE)
    _blocks(sheet, ((548, 336), (574, 362), (548, 388), (600, 336), (574, 414)))
    return sheet


def granddaughter() -> Sheet:
    """A young woman with one eye too high, a mouth beside its place and one earring that hangs in the air."""
    sheet = Sheet(WALL)
    _room(sheet, "#8A5A78")
    sheet.box(322, 170, 268, 290, "#2E2320", 110)
    sheet.box(414, 390, 84, 90, SEAM, 30)
    sheet.oval(456, 268, 214, 272, SKIN)
    sheet.hair(456, 214, 236, 208, "#2E2320")
    for x, y, big in ((410, 268, 1.0), (506, 236, 1.35)):
        sheet.oval(x, y, 42 * big, 28 * big, WHITE)
        sheet.oval(x - 3, y, 20 * big, 22 * big, INK)
        sheet.box(x - 26, y - 38, 52, 7, "#2E2320", 3)
    sheet.oval(456, 300, 24, 34, SEAM)
    sheet.oval(396, 318, 40, 22, BLUSH)
    sheet.oval(530, 300, 40, 22, BLUSH)
    sheet.smile(420, 346, 92, 24, "#B0484E")
    sheet.box(388, 346, 64, 8, WHITE)
    sheet.ring(618, 336, 34)
    _blocks(sheet, ((330, 340), (356, 366), (330, 392), (356, 314)))
    return sheet


def main() -> None:
    """Write both."""
    son().save(MOCKS / "video-call" / "face.png")
    granddaughter().save(MOCKS / "video-call-b" / "face.png")


if __name__ == "__main__":
    main()
