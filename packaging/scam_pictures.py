"""Draw what scam lessons show: faces of video calls that are plainly odd, and what happens in the street.

Flat shapes, nothing to be afraid of. Run from the project's folder: ``python packaging/scam_pictures.py``. It writes
``lessons/mocks/<mock>/face.png`` and ``lessons/scams/scam-sim-atm-street/*.png``.
"""

from pathlib import Path

from PIL import Image, ImageDraw
from PIL.ImageDraw import ImageDraw as Pen

FINE = 4
"""How many times too large a picture is drawn: making it smaller smooths its edges."""
WIDE, HIGH = 912, 536
"""Pixels: twice the room on the practice phone."""
MOCKS = Path("lessons/mocks")
STREET = Path("lessons/scams/scam-sim-atm-street")

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
        small.quantize(160, Image.Quantize.MAXCOVERAGE).save(path, "PNG", optimize=True)


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


def _street() -> Sheet:
    """A shop front in the morning, and the pavement."""
    sheet = Sheet("#E6F0EC")
    sheet.box(0, 420, WIDE, 116, "#D9CBB0")
    sheet.box(90, 90, 330, 340, "#C9DAD6")
    sheet.box(70, 70, 370, 56, "#0A5145", 8)
    for n in range(4):
        sheet.box(86 + n * 94, 126, 47, 26, "#FFF8EC")
    sheet.box(130, 190, 110, 150, "#8FB3C0", 6)
    sheet.box(280, 190, 100, 240, "#7C9A92", 6)
    return sheet


def _person(sheet: Sheet, x: float, coat: str, hair: str, high: float = 330) -> None:
    """Somebody seen from the front, without a face: head, coat, legs, standing on the pavement."""
    top = 500 - high
    sheet.box(x - 34, 430, 26, 76, INK, 8)
    sheet.box(x + 8, 430, 26, 76, INK, 8)
    sheet.box(x - 62, top + 92, 124, 500 - top - 150, coat, 46)
    sheet.box(x - 16, top + 66, 32, 44, SEAM, 12)
    sheet.oval(x, top + 44, 78, 88, SKIN)
    sheet.hair(x, top + 34, 90, 82, hair)


def _arm(sheet: Sheet, x: float, y: float, reach: float, coat: str) -> None:
    """A forearm from a shoulder at `x`; a hand at its end."""
    left = min(x, x + reach)
    sheet.box(left, y, abs(reach), 30, coat, 15)
    sheet.oval(x + reach, y + 15, 36, 36, SKIN)


def lent_name() -> Sheet:
    """A young man holds out a banknote and a phone card to an elder."""
    sheet = _street()
    _person(sheet, 330, "#16324F", "#B9BEC6", 306)
    sheet.oval(330, 188, 40, 34, "#B9BEC6")
    _person(sheet, 660, "#3F6E8C", "#3A2E2A", 350)
    _arm(sheet, 616, 290, -76, "#3F6E8C")
    sheet.box(452, 262, 108, 60, "#8FC3A3", 8)
    sheet.oval(506, 292, 36, 36, "#DDF0EA")
    _arm(sheet, 620, 350, -60, "#3F6E8C")
    sheet.box(478, 344, 84, 60, WHITE, 8)
    sheet.box(494, 358, 30, 30, "#FFB81C", 6)
    return sheet


def rice_for_a_photo() -> Sheet:
    """A stall with bags of rice; its keeper points a phone at the elder's identity card."""
    sheet = _street()
    _person(sheet, 300, "#0A5145", "#B9BEC6", 310)
    _person(sheet, 690, "#A86F00", "#2E2320", 340)
    for n, x in enumerate((520, 612, 704)):
        sheet.box(x, 360 - 12 * (n % 2), 84, 96, "#FFF8EC", 14)
        sheet.oval(x + 42, 404 - 12 * (n % 2), 40, 40, "#DDF0EA")
    sheet.box(480, 440, 360, 26, "#7A5C3E", 6)
    sheet.box(500, 466, 20, 60, "#7A5C3E")
    sheet.box(800, 466, 20, 60, "#7A5C3E")
    _arm(sheet, 344, 290, 70, "#0A5145")
    sheet.box(400, 258, 96, 62, WHITE, 8)
    sheet.oval(426, 288, 30, 36, SKIN)
    sheet.box(450, 272, 36, 8, "#747F8F", 4)
    sheet.box(450, 290, 36, 8, "#747F8F", 4)
    _arm(sheet, 646, 280, -70, "#A86F00")
    sheet.box(552, 240, 44, 84, INK, 10)
    sheet.oval(568, 262, 16, 16, GLASS)
    return sheet


def blessing() -> Sheet:
    """Three strangers close in on an elder who holds her bag."""
    sheet = _street()
    _person(sheet, 250, "#5B7F73", "#2E2320", 340)
    _person(sheet, 640, "#7A5C3E", "#3A2E2A", 350)
    _person(sheet, 780, "#414B5C", "#2E2320", 330)
    _person(sheet, 450, "#16324F", "#B9BEC6", 300)
    sheet.oval(450, 194, 40, 34, "#B9BEC6")
    _arm(sheet, 300, 300, 70, "#5B7F73")
    _arm(sheet, 590, 290, -60, "#7A5C3E")
    sheet.box(410, 356, 80, 64, "#FFB81C", 12)
    sheet.ring(450, 356, 50, 180, 360)
    return sheet


def main() -> None:
    """Write them all."""
    lent_name().save(STREET / "lent-name.png")
    rice_for_a_photo().save(STREET / "rice.png")
    blessing().save(STREET / "blessing.png")
    son().save(MOCKS / "video-call" / "face.png")
    granddaughter().save(MOCKS / "video-call-b" / "face.png")


if __name__ == "__main__":
    main()
