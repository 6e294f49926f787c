"""The screens that are kept as outlines, a few also as pictures; how a change is shown: before and now side by side."""

import difflib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from elderapp.player.play import LessonView
from elderapp.tablet import screens
from elderapp.tablet.phone import PhoneWidget
from elderapp.tablet.theme import DeviceProfile, Theme
from elderapp.tablet.widgets.writing import font
from elderapp.workshop import specimens
from tests.snapshots import outline
from tests.tablet.phone.conftest import phones

HERE = Path(__file__).parent
SCREENS, PICTURES = HERE / "screens", HERE / "pictures"
CHANGED = HERE.parents[1] / "build" / "snapshots"
"""Where pictures of what is other go."""
HELD = {"across": Theme(), "upright, text 1.5": Theme(DeviceProfile(800, 1280), 1.5)}
PICTURED = ("names", "home", "question", "well-done", "pin", "phone bank", "phone sms")
"""Those of which a picture is kept, across: for colours, drawings and edges, which no outline has."""
SMALL = (640, 400)
"""Pixels of a kept picture."""
FAR, MANY = 48, 0.004
"""Steps of 256 by which a pixel is another one, and the share of a picture's pixels from which it is another picture:
two renderers round edges differently."""
_RED, _GREY, _PAPER = "#B00020", "#8A94A0", "#FFF8EC"


def views() -> dict[str, Any]:
    """Every screen of the shell, and a lesson with every kind of practice phone, by name."""
    return specimens.VIEWS | {f"phone {name}": specimens.lesson(phone=view) for name, view in phones().items()}


def drawn(name: str, theme: Theme) -> tuple[Any, Any]:
    """The screen with this name, and its practice phone. A window must be there: words are measured by its fonts."""
    view = views()[name]
    phone = PhoneWidget(theme=theme) if isinstance(view, LessonView) and view.phone else None
    given = {"phone": phone} if phone else {}
    screen = screens.FOR[type(view)](theme, str, **given)
    screen.show(view, specimens.rail(name if name in specimens.VIEWS else "tap"))
    if phone:
        phone.show(view.phone)
    return screen, phone


def outlines(name: str) -> str:
    """What is kept of a screen: its outline, however it is held."""
    return "\n".join(f"== {held}\n{outline.of(*drawn(name, theme))}" for held, theme in HELD.items())


def kept(name: str) -> str:
    """What was kept; nothing for a new screen."""
    path = SCREENS / f"{name}.txt"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def picture(window: Any, name: str, held: str = "across") -> Image.Image:
    """The screen as it is drawn now."""
    theme = HELD[held]
    window.resize(theme.profile.width, theme.profile.height)
    screen, phone = drawn(name, theme)
    window.put(screen)
    if phone:
        phone.settle()
    window.frames(2)
    image = Image.fromarray(window.pixels().copy())
    window.clear()
    return image


def small(image: Image.Image) -> Image.Image:
    """As it is kept: of few pixels and colours."""
    resized = image.resize(SMALL, Image.Resampling.LANCZOS)
    return resized.quantize(96, dither=Image.Dither.NONE).convert("RGB")


def other(before: Image.Image, now: Image.Image) -> float:
    """The share of pixels that are others."""
    one, two = (np.asarray(image.convert("RGB"), dtype=int) for image in (before, now))
    return 1.0 if one.shape != two.shape else float((np.abs(one - two).max(axis=2) > FAR).mean())


def difference(before: str, now: str) -> str:
    """The lines that are others."""
    lines = difflib.unified_diff(before.splitlines(), now.splitlines(), "kept", "now", lineterm="", n=1)
    return "\n".join(lines)


def show(window: Any, name: str) -> list[Path]:
    """Draws what is other: what was kept at the left (from its outline, or its picture), what is now at the right."""
    before, now = _parts(kept(name)), _parts(outlines(name))
    return [
        _side_by_side(name, held, _sketch(before.get(held, ""), now[held]), picture(window, name, held))
        for held in HELD
        if before.get(held) != now[held]
    ]


def show_picture(window: Any, name: str) -> Path:
    """The same for a picture that is other though its outline is not."""
    image = picture(window, name)
    with Image.open(PICTURES / f"{name}.png") as before:
        return _side_by_side(name, "picture", before.convert("RGB").resize(image.size), image)


def write(window: Any, say: Callable[[str], None]) -> None:
    """Keeps everything as it is now; says what is new, other or gone."""
    names = views()
    for name in names:
        before, now = kept(name), outlines(name)
        if before != now:
            say(f"{'changed' if before else 'new'}: {name}")
            (SCREENS / f"{name}.txt").write_text(now, encoding="utf-8")
    for name in PICTURED:
        path, now_small = PICTURES / f"{name}.png", small(picture(window, name))
        if not path.exists() or other(Image.open(path), now_small) > MANY:
            now_small.quantize(96, dither=Image.Dither.NONE).save(path, optimize=True)
            say(f"picture: {name}")
    for path in [*SCREENS.glob("*.txt"), *PICTURES.glob("*.png")]:
        if path.stem not in (names if path.suffix == ".txt" else PICTURED):
            path.unlink()
            say(f"gone: {path.stem}")


def _parts(text: str) -> dict[str, str]:
    """The outlines of one file, by how the tablet is held."""
    found = (part.partition("\n") for part in text.split("== ")[1:])
    return {held: body.strip("\n") for held, _, body in found}


def _sketch(before: str, now: str) -> Image.Image:
    """What an outline says, drawn with boxes and words; what is other now is red."""
    head = (before or now).partition("\n")[0].rpartition(" ")[2]
    wide, high = (int(number) for number in head.split("x"))
    image = Image.new("RGB", (wide, high), _PAPER)
    pen = ImageDraw.Draw(image)
    same = set(now.splitlines())
    for line, one in zip(before.splitlines()[1:], outline.read(before) if before else (), strict=True):
        colour = _GREY if line in same else _RED
        x, y, w, h = one.box
        pen.rectangle([x, y, x + max(w, 1), y + max(h, 1)], outline=colour, width=1 if line in same else 3)
        if one.words:
            letters = ImageFont.truetype(font(500), max(one.size, 8))
            pen.text((x, y), one.words, fill="black" if line in same else _RED, font=letters)
    return image


def _side_by_side(name: str, held: str, before: Image.Image, now: Image.Image) -> Path:
    """One picture of both, the size of a laptop's screen."""
    page = Image.new("RGB", (before.width + now.width + 30, max(before.height, now.height) + 50), "white")
    page.paste(before, (10, 40))
    page.paste(now, (before.width + 20, 40))
    pen, letters = ImageDraw.Draw(page), ImageFont.truetype(font(500), 24)
    pen.text((10, 6), f"{name} · {held} · kept", fill="black", font=letters)
    pen.text((before.width + 20, 6), "now", fill="black", font=letters)
    page.thumbnail((1920, 1200))
    CHANGED.mkdir(parents=True, exist_ok=True)
    path = CHANGED / f"{name} {held}.png".replace(" ", "-").replace(",", "")
    page.save(path)
    return path
