"""Draws the sample card and the face of the sign-in practice phones: `python packaging/draw_identity.py lessons/mocks`.

The card carries no number and says 樣本, so that nobody can take it for a person's papers.
"""

import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SIZE = (960, 560)
NAVY, TEAL, PALE, CREAM, SKIN, HAIR, MARK = "#17324d", "#14506b", "#dfe9f1", "#fff8ea", "#e9c3a0", "#7b8794", "#f0b429"
FONT = Path(__file__).parents[1] / "assets/fonts/NotoSansHK-700.ttf"


def main(mocks: Path) -> None:
    """Writes the pictures of both sign-in phones below this folder."""
    for phone, draw_frame in (("doorkey-signin", corners), ("seal-signin", ring)):
        folder = mocks / phone
        folder.mkdir(exist_ok=True)
        for name, draw in (("card.png", card), ("face.png", face)):
            picture = Image.new("RGB", SIZE, PALE)
            pen = ImageDraw.Draw(picture)
            draw(pen)
            draw_frame(pen, name)
            picture.quantize(64).save(folder / name, optimize=True)


def card(pen: ImageDraw.ImageDraw) -> None:
    """A card with a portrait and bars where words would stand."""
    pen.rounded_rectangle((170, 80, 790, 480), 34, fill=CREAM, outline=NAVY, width=6)
    pen.rounded_rectangle((215, 170, 400, 420), 20, fill=PALE, outline=NAVY, width=4)
    head(pen, (307, 265), 52, 375, 420)
    pen.text((600, 150), "樣本", NAVY, ImageFont.truetype(str(FONT), 76), anchor="mm")
    for top, right in ((235, 740), (295, 700), (355, 740)):
        pen.rounded_rectangle((440, top, right, top + 30), 15, fill="#c9d6e2")


def face(pen: ImageDraw.ImageDraw) -> None:
    """A person from the shoulders up, looking straight on."""
    pen.pieslice((270, 420, 690, 760), 180, 360, fill=TEAL)
    head(pen, (480, 280), 140, 560, 560, shoulders=False)


def head(
    pen: ImageDraw.ImageDraw, at: tuple[int, int], radius: int, low: int, end: int, *, shoulders: bool = True
) -> None:
    """Grey hair, a face with two eyes and a smile; with `shoulders` a bust down to `end`."""
    x, y = at
    if shoulders:
        pen.pieslice(
            (x - radius * 1.6, low - radius * 0.9, x + radius * 1.6, end * 2 - low + radius * 0.9), 180, 360, fill=TEAL
        )
    pen.ellipse((x - radius * 1.1, y - radius * 1.2, x + radius * 1.1, y + radius), fill=HAIR)
    pen.ellipse((x - radius * 0.9, y - radius * 0.75, x + radius * 0.9, y + radius * 1.15), fill=SKIN)
    for side in (-1, 1):
        eye = x + side * radius * 0.35
        pen.ellipse((eye - radius * 0.09, y, eye + radius * 0.09, y + radius * 0.18), fill=NAVY)
    pen.arc(
        (x - radius * 0.4, y + radius * 0.2, x + radius * 0.4, y + radius * 0.75),
        20,
        160,
        fill=NAVY,
        width=max(3, radius // 14),
    )


def corners(pen: ImageDraw.ImageDraw, name: str) -> None:
    """Four corners around what the camera wants."""
    left, top, right, low = (130, 45, 830, 515) if name == "card.png" else (250, 60, 710, 500)
    for x, way in ((left, 1), (right, -1)):
        for y, down in ((top, 1), (low, -1)):
            pen.line((x, y, x + way * 90, y), fill=MARK, width=14)
            pen.line((x, y, x, y + down * 90), fill=MARK, width=14)


def ring(pen: ImageDraw.ImageDraw, name: str) -> None:
    """One line all around."""
    if name == "card.png":
        pen.rounded_rectangle((130, 45, 830, 515), 50, outline=MARK, width=12)
    else:
        pen.ellipse((265, 25, 695, 535), outline=MARK, width=12)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
