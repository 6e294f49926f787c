"""Draws a lesson's views with the app's own screen and phone, and measures what then stands there."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from elderapp.i18n import Words
from elderapp.lesson.mock import Button, Dialog
from elderapp.player.play import LessonView
from elderapp.records.people import Learner
from elderapp.tablet.phone import PhoneWidget
from elderapp.tablet.phone.case import case_of
from elderapp.tablet.photos import Photos
from elderapp.tablet.screens.lesson import LessonScreen
from elderapp.tablet.screens.screen import ShellScreen
from elderapp.tablet.theme import Theme
from elderapp.tablet.touch import Box
from elderapp.tablet.views import Rail
from elderapp.tablet.widgets.four import IDS
from elderapp.tablet.widgets.marks import Card
from elderapp.tablet.widgets.piece import Piece
from elderapp.tablet.widgets.writing import Caption, Icon, Writing
from elderapp.workshop.measures import Lettering, Sight, Thing

_OPENING, _CLOSING = frozenset("「『（【《〈"), frozenset("」』）】》〉，。、；：？！")
LEARNER = Learner("seen", "陳婆婆", "junk")


class Showing:
    """The lesson screen with its phone, on one device at one text size."""

    def __init__(self, theme: Theme, words: Words, photos: Photos | None = None) -> None:
        """Nothing is shown yet. A Kivy window must exist: words are measured by its fonts."""
        self.theme = theme
        self.phone = PhoneWidget(words=words, theme=theme, photos=photos)
        self.screen = LessonScreen(theme, words, phone=self.phone, photos=photos)
        self._rail = Rail("7", LEARNER)

    def show(self, view: LessonView) -> None:
        """Draw the view."""
        self.screen.show(view, self._rail)
        self.phone.show(view.phone)
        self.view = view

    def sight(self) -> Sight:
        """What stands there now."""
        shell = sight_of(self.screen)
        if self.view.phone is None:
            return shell
        return replace(
            shell,
            letters=(*shell.letters, *self._phone_letters()),
            things=(*shell.things, *self._phone_things(self.view)),
            overflow=self.phone.page.overflow if self.phone.page else 0.0,
            icons=(*shell.icons, *self.phone.glyphs()),
            ring=self.phone.box_of(self.view.phone.ring) if self.view.phone.ring else None,
        )

    def _phone_letters(self) -> list[Lettering]:
        phone, frame = self.phone, self.theme.px(case_of(self.theme).frame)
        glass = (phone.x + frame, phone.y + frame, phone.right - frame, phone.top - frame)
        # What is drawn, not where a finger means it: that may be larger.
        drawn = [(target.id, phone.box_of(target.id)) for target in phone.targets() if target.role != "mark"]
        spots = [(id, box) for id, box in drawn if box]
        letters = []
        for words, whole in phone.writings():
            box = _ink(words.text, words.size, whole)
            at = min((spot for spot in spots if _holds(spot[1], box)), key=lambda spot: _area(spot[1]), default=None)
            of, holder = at or ("", glass)
            letters.append(Lettering(words.text, words.size, box, holder, "mock", of))
        return letters

    def _phone_things(self, view: LessonView) -> list[Thing]:
        weights = {button.id: button.role for button in _buttons(view)}
        things = []
        for target in self.phone.targets():
            role = weights.get(target.id, "")
            weight = role if role in {"primary", "danger"} else ""
            drawn = self.phone.box_of(target.id)
            things.append(Thing(target.id, target.box, "mock", target.role, weight, drawn))  # type: ignore[arg-type]
        return things


def sight_of(screen: ShellScreen) -> Sight:
    """What stands on a screen besides the practice phone."""
    letters = [one for writing in screen.writings() for one in _lines(screen, writing)]
    things = [_thing(id, (x, y, x + w, y + h), role) for id, (x, y, w, h), role in screen.targets()]
    icons = [(piece.name, _box(piece)) for piece in screen.pieces() if isinstance(piece, Icon)]
    lines = screen.caption.lines if screen.caption else ()
    return Sight(screen.theme, tuple(letters), tuple(things), lines, icons=tuple(icons))


def _lines(screen: ShellScreen, writing: Writing) -> Iterator[Lettering]:
    """A writing's lines; each box is as high as its letters."""
    of = next((piece.id for piece in _around(writing) if piece.id), "")
    kind = "instruction" if isinstance(writing, Caption) else "button" if of else "other"
    for i, line in enumerate(writing.lines):
        x, y, wide, high = writing.line_box(i)
        middle, half = y + high / 2, writing.font_px / 2
        box = (x, middle - half, x + wide, middle + half)
        yield Lettering(line, writing.font_px, box, _holder(screen, writing, box), kind, of, writing.fits)  # type: ignore[arg-type]


def _holder(screen: ShellScreen, writing: Writing, box: Box) -> Box:
    """The button or card that the words stand on, else the window."""
    parent = next(_around(writing), None)
    cards = (piece for piece in screen.pieces() if isinstance(piece, Card) and _holds(_box(piece), box))
    on = parent or next(cards, None)
    profile = screen.theme.profile
    return _box(on) if on else (0.0, 0.0, float(profile.width), float(profile.height))


def _thing(id: str, box: Box, role: str) -> Thing:
    part = "four" if id in IDS else "shell"
    weight = "primary" if role == "primary" else ""
    return Thing(id, box, part, role if role != "row" else "button", weight, box)  # type: ignore[arg-type]


def _buttons(view: LessonView) -> Sequence[Button]:
    widgets = view.phone.screen.widgets if view.phone else ()
    asked = [button for one in widgets if isinstance(one, Dialog) for button in (one.accept, one.cancel) if button]
    return [*(one for one in widgets if isinstance(one, Button)), *asked]


def _around(writing: Writing) -> Iterator[Piece]:
    """The pieces that a writing stands in, the nearest first."""
    parent = writing.parent
    while isinstance(parent, Piece):
        yield parent
        parent = parent.parent


def _ink(text: str, size: float, box: Box) -> Box:
    """A box of words without the empty halves of brackets and marks at its ends, which may lie over what is beside."""
    left, low, right, high = box
    opens, closes = text[:1] in _OPENING, text.rstrip()[-1:] in _CLOSING
    return (left + (size / 2 if opens else 0), low, right - (size / 2 if closes else 0), high)


def _box(piece: Piece) -> Box:
    return (piece.x, piece.y, piece.right, piece.top)


def _holds(holder: Box, box: Box) -> bool:
    """Whether the middle of one box is in the other."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return holder[0] <= x <= holder[2] and holder[1] <= y <= holder[3]


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
