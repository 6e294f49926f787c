"""Draws the app's icon, for launchers: a phone, and a finger's ring on its one button.

Run from the project's folder: ``python packaging/android/draw_icon.py``. It writes ``packaging/android/icon.png``.
"""

from pathlib import Path

from PIL import Image, ImageDraw

SIZE, FINE = 512, 4
"""Pixels of the icon, and how many times too large it is drawn: making it smaller smooths its edges."""
NAVY, CREAM, WHITE, AMBER = "#16324F", "#FFF8EC", "#FFFFFF", "#FFB81C"


def main() -> None:
    """Write it."""
    image = Image.new("RGBA", (SIZE * FINE, SIZE * FINE))
    pen = ImageDraw.Draw(image)

    def box(left: int, top: int, right: int, bottom: int, round_: int, colour: str) -> None:
        pen.rounded_rectangle([edge * FINE for edge in (left, top, right, bottom)], round_ * FINE, fill=colour)

    def ring(x: int, y: int, radius: int, width: int, colour: str) -> None:
        edges = [edge * FINE for edge in (x - radius, y - radius, x + radius, y + radius)]
        pen.ellipse(edges, outline=colour, width=width * FINE)

    box(16, 16, 496, 496, 104, NAVY)
    box(160, 76, 352, 436, 36, WHITE)
    box(176, 108, 336, 392, 12, CREAM)
    box(200, 136, 312, 156, 10, NAVY)
    box(200, 176, 312, 196, 10, "#9FB1C1")
    box(196, 252, 316, 332, 24, AMBER)
    ring(256, 292, 84, 14, AMBER)
    Path("packaging/android").mkdir(exist_ok=True)
    small = image.resize((SIZE, SIZE), Image.Resampling.LANCZOS)
    small.quantize(64, Image.Quantize.FASTOCTREE).save("packaging/android/icon.png", optimize=True)


if __name__ == "__main__":
    main()
