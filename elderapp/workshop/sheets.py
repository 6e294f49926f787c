"""Contact sheets: every screen of the app on one picture, for whoever judges how it looks.

One sheet for each way of holding a tablet, text size and language.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from PIL import Image, ImageDraw, ImageFont

from elderapp.lesson.model import Lesson
from elderapp.player.play import LessonView, WellDone
from elderapp.player.view import look
from elderapp.tablet import screens
from elderapp.tablet.phone import PhoneWidget
from elderapp.tablet.photos import Photos
from elderapp.tablet.theme import SCALE_SMALL, DeviceProfile, Theme
from elderapp.tablet.tongue import Tongue
from elderapp.tablet.views import Rail, View
from elderapp.tablet.widgets.writing import font
from elderapp.workshop import specimens
from elderapp.workshop.moments import beaten_track

PROFILES = {
    "landscape": DeviceProfile(1280, 800),
    "portrait": DeviceProfile(800, 1280),
    "8-inch-portrait": DeviceProfile(800, 1280, 8.0),
    "12-inch-landscape": DeviceProfile(1920, 1200, 12.0),
    "12-inch-portrait": DeviceProfile(1200, 1920, 12.0),
}
"""The tablets that the app is made for."""
WIDE, PAD, LABEL = 4, 16, 26
"""Pictures in a row of a sheet, pixels around each, and for its name."""


class Specimen(Struct, frozen=True):
    """One screen: what it is called on the sheet, what it shows, whose rail."""

    name: str
    view: View
    rail: Rail


def of_shell(tongue: Tongue) -> Iterator[Specimen]:
    """Every screen outside a lesson, in one language."""
    for name, view in specimens.VIEWS.items():
        if not (isinstance(view, LessonView) and view.phone is not None):
            yield Specimen(name, tongue.over(view), specimens.rail(name))


def of_lessons(tongue: Tongue, lessons: Iterable[Lesson]) -> Iterator[Specimen]:
    """The first view of each kind of step in each of its phases, plain and with a hint; in one language."""
    seen: set[tuple[object, ...]] = set()
    for lesson in lessons:
        for state in beaten_track(lesson):
            view = look(state)
            if isinstance(view, WellDone):
                continue
            kind = type(state.current).__name__.lower()
            rung = state.here.rung
            key = (view.stage if kind == "say" else kind, state.here.phase, rung)
            if key not in seen:
                seen.add(key)
                name = f"{kind} {state.here.phase} {rung or ''} · {lesson.id}"
                yield Specimen(name, tongue.over(view, lesson.id), Rail("7", specimens.PEOPLE[0], opens="me"))


def sheet(glass: Any, theme: Theme, tongue: Tongue, shown: Iterable[Specimen], photos: Photos | None = None) -> Any:
    """All of them on one picture, each drawn in the window and made smaller."""
    small = 640 if theme.profile.width > theme.profile.height else 360
    pictures = [(one.name, _drawn(glass, theme, tongue, one, photos)) for one in shown]
    high = round(small * theme.profile.height / theme.profile.width)
    across = WIDE if small > 400 else WIDE * 2
    rows = -(-len(pictures) // across)
    page = Image.new("RGB", (across * (small + PAD) + PAD, rows * (high + PAD + LABEL) + PAD), "#59636F")
    pen, letters = ImageDraw.Draw(page), ImageFont.truetype(font(500), 17)
    for number, (name, picture) in enumerate(pictures):
        x, y = PAD + number % across * (small + PAD), PAD + number // across * (high + PAD + LABEL)
        page.paste(picture.resize((small, high), Image.Resampling.LANCZOS), (x, y + LABEL))
        pen.text((x, y), name[:60], fill="white", font=letters)
    return page


def _drawn(glass: Any, theme: Theme, tongue: Tongue, one: Specimen, photos: Photos | None) -> Any:
    glass.resize(theme.profile.width, theme.profile.height)
    kind = screens.FOR[type(one.view)]
    if isinstance(one.view, LessonView):
        phone = PhoneWidget(photos=photos or {}, words=tongue.words, theme=theme)
        screen: Any = screens.LessonScreen(theme, tongue.words, phone=phone, photos=photos or {})
    else:
        screen = kind(theme, tongue.words)
    screen.show(one.view, one.rail)
    glass.put(screen)
    if isinstance(one.view, LessonView):
        phone.show(one.view.phone)
        caption = screen.caption
        if caption is not None and one.view.caption.cuts:
            caption.light(0, one.view.caption.cuts[min(2, len(one.view.caption.cuts) - 1)])
        phone.settle()
    glass.frames(2)
    return Image.fromarray(glass.pixels().copy())


def write(page: Any, folder: Path, name: str) -> Path:
    """Keep a sheet as a small PNG of 128 colours: flat pictures lose nothing by it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.png"
    page.quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)
    return path


def all_sheets(
    glass: Any,
    folder: Path,
    tongues: Mapping[str, tuple[Tongue, Iterable[Lesson]]],
    photos: Photos,
    *,
    profiles: Iterable[str] = PROFILES,
    scales: Iterable[float] = (1.0, 1.25, 1.5),
) -> Iterator[Path]:
    """Draw and keep every sheet; gives their paths one by one. A small tablet writes no larger than it has room for."""
    for language, (tongue, lessons) in tongues.items():
        shown = (*of_shell(tongue), *of_lessons(tongue, lessons))
        for profile in profiles:
            small = PROFILES[profile].is_small
            for scale in (one for one in scales if not small or one <= SCALE_SMALL):
                page = sheet(glass, Theme(PROFILES[profile], scale), tongue, shown, photos)
                yield write(page, folder, f"{profile}-{scale:g}-{language}")
