"""The practice phone in the window: shows a view of it, names what can be tapped, plays the ghost hand."""

from collections.abc import Callable
from math import ceil

import msgspec
from kivy.clock import Clock
from kivy.uix.widget import Widget

from elderapp.i18n import Words as Translate
from elderapp.lesson.mock import Keypad
from elderapp.player.play import Ghost as GhostAct
from elderapp.player.play import PhoneView
from elderapp.tablet import theme as look
from elderapp.tablet.phone.case import Case, case_of
from elderapp.tablet.phone.draw import ScreenPen, draw_frame, draw_page
from elderapp.tablet.phone.ghost import Ghost
from elderapp.tablet.phone.layout import lay_out
from elderapp.tablet.phone.pieces import Glyph, Page, Panel, Spot, Words, around
from elderapp.tablet.phone.ring import Ring
from elderapp.tablet.phone.sheet import Sheet
from elderapp.tablet.photos import Photos
from elderapp.tablet.theme import Theme
from elderapp.tablet.touch import Box as Pixels
from elderapp.tablet.touch import Target
from elderapp.tablet.widgets.box import Box

_TIP_INSIDE = 14.0
"""How far the ghost's fingertip reaches into its target, in units: enough to be on it, too little to hide its word."""
_PRESSED = (*look.NAVY[:3], 0.18)
"""Over what a finger presses: the phones that people know darken what is pressed."""
_SWIPE = 0.42
"""How much of the screen the ghost's swipe crosses."""


class _Layer(Widget):
    """A canvas of its own over the one before."""

    def __init__(self) -> None:
        super().__init__(size_hint=(None, None))


class PhoneWidget(Widget):
    """Fills its own size: 532 × 758 units in landscape, 559 × 758 in portrait. Set `theme` where it is not 10.1"."""

    def __init__(self, *, words: Translate = str, theme: Theme | None = None, photos: Photos | None = None) -> None:
        super().__init__(size_hint=(None, None))
        self._words, self._theme = words, theme or Theme()
        self.photos: Photos = photos or {}
        self.size = (self._theme.mm(90.5), self._theme.mm(129))
        self.page: Page | None = None
        self._promise = Page((), (), 0, 1)
        self._view: PhoneView | None = None
        self._drawn: object = None
        self._waits: dict[tuple[str, str, str], float] = {}
        self._ghost_typed: dict[str, str] = {}
        self._second = None
        self._make_layers()
        self.bind(pos=self._moved, size=self._moved)

    @property
    def words(self) -> Translate:
        """The reader's language."""
        return self._words

    @words.setter
    def words(self, words: Translate) -> None:
        self._words = words
        self._moved()

    @property
    def theme(self) -> Theme:
        """The device and the reader's text size."""
        return self._theme

    @theme.setter
    def theme(self, theme: Theme) -> None:
        if theme != self._theme:
            self._theme = theme
            self._make_layers()
            self._moved()

    def show(self, view: PhoneView | None) -> None:
        """Show this; nothing is an empty, dark phone. What did not change is not drawn again.

        A hand that is under way goes when the view no longer asks for one.
        """
        if self._hand.is_acting and (view is None or view.ghost is None):
            self.stop_ghost()
        if view is None and self._view is None and self.parent is None:
            return  # nobody sees it
        self._view = view
        self._remember_waits()
        self._draw()
        self._show_ring()

    def settle(self) -> None:
        """Let a ring be there at once, as after its fade."""
        self._ring.settle()

    def targets(self) -> list[Target]:
        """What can be tapped now, with hit boxes in pixels of the window."""
        spots = self.page.spots if self.page else ()
        return [Target(spot.id, self._exact(spot.hit), spot.role) for spot in spots if spot.hit]

    def box_of(self, id_: str) -> Pixels | None:
        """Where the thing with this id is drawn, in pixels of the window; nothing for what is not on the screen."""
        spots = self._spots(id_)
        return self._pixels(around([spot.box for spot in spots])) if spots else None

    def screen_box(self) -> Pixels:
        """The screen above the ribbon, in pixels of the window: where a swipe may begin."""
        return self._pixels(self._case.screen(self._units()))

    def writings(self) -> list[tuple[Words, Pixels]]:
        """All words that can be read, the ribbon's too, each with the box of its letters in pixels of the window.

        What lies under a dialog's scrim is left out: it is there to be seen through, not to be read.
        """
        if self.page is None:
            return []
        pieces = self.page.pieces
        scrims = [i for i, piece in enumerate(pieces) if isinstance(piece, Panel) and self._covers(piece.box)]
        read = pieces[scrims[-1] if scrims else 0 :]
        return [
            (piece, self._pixels(Box(piece.x, piece.y - high / 2, piece.width, high)))
            for piece in (*read, *self._promise.pieces)
            if isinstance(piece, Words) and piece.text.strip()
            for high in [piece.size / self._theme.density]
        ]

    def glyphs(self) -> list[tuple[str, Pixels]]:
        """Every icon by name, each with its box in pixels of the window."""
        pieces = (*self.page.pieces, *self._promise.pieces) if self.page else ()
        return [
            (piece.name, self._pixels(Box(piece.x - piece.size / 2, piece.y - piece.size / 2, piece.size, piece.size)))
            for piece in pieces
            if isinstance(piece, Glyph)
        ]

    def set_pressed(self, id_: str | None) -> None:
        """Draw this as being pressed, or nothing."""
        self._press.canvas.clear()
        pen = self._pen(self._press)
        for spot in self._spots(id_):
            pen.fill(spot.box, _PRESSED, spot.radius)

    def play_ghost(self, ghost: GhostAct, on_done: Callable[[], None]) -> None:
        """Let the hand act, then call `on_done`. What it does not find is done at once."""
        self.stop_ghost()
        if ghost.act in ("swipe", "scroll"):
            start, end = self._swipe(ghost.text or "up")
            self._hand.swipe(start, end, on_done)
            return
        ids = self._keys(ghost) if ghost.act == "type" else [ghost.target]
        found = [id_ for id_ in ids if self._spots(id_)]
        if not found:
            on_done()
            return
        places = [self._tip(id_) for id_ in found]
        self._hand.tap(
            self._start(),
            places,
            lambda i: self._ghost_press(ghost, found, i),
            lambda: self._end(on_done),
            is_held=ghost.act == "hold",
        )

    def stop_ghost(self) -> None:
        """Take the hand away; its `on_done` is not called."""
        self._hand.stop()
        self.set_pressed(None)
        self._ghost_typed = {}

    # Drawing

    def _make_layers(self) -> None:
        self.clear_widgets()
        self._screen, self._press, self._ribbon = _Layer(), _Layer(), _Layer()
        self._ring, self._hand = Ring(self._theme.density), Ghost(self._theme.density)
        self._drawn = None
        for layer in (self._screen, self._press, self._ring, self._ribbon, self._hand):
            self.add_widget(layer)

    def _moved(self, *_: object) -> None:
        self._drawn = None
        self._draw()
        self._show_ring()

    @property
    def _case(self) -> Case:
        return case_of(self._theme)

    def _units(self) -> tuple[float, float]:
        return self.width / self._theme.density, self.height / self._theme.density

    def _pen(self, layer: Widget) -> ScreenPen:
        frame = self._theme.px(self._case.frame)
        return ScreenPen(layer.canvas, self._theme, self.x + frame, self.top - frame)

    def _draw(self) -> None:
        view, seconds = self._view, self._seconds()
        key = view and (view.screen, view.screen_id, view.ribbon, {**view.typed, **self._ghost_typed}, view.grey,
                        view.live, view.marked, view.scrolled, seconds)  # fmt: skip
        if self._drawn is not None and key == self._drawn[0]:  # type: ignore[index]
            return
        self._drawn = (key,)
        self._screen.canvas.clear()
        self._ribbon.canvas.clear()
        self._press.canvas.clear()
        pen, size = self._pen(self._screen), self._units()
        if view is None:
            self.page = None
            draw_frame(pen, size, look.MOCK_NIGHT)
            return
        shown = msgspec.structs.replace(view, typed={**view.typed, **self._ghost_typed})
        self.page = lay_out(shown, self._words, size=size, density=self._theme.density, scale=self._theme.scale,
                            seconds=seconds, photos=self.photos, case=self._case)  # fmt: skip
        draw_frame(pen, size, self._ground(view))
        draw_page(pen, self.page, self.photos)
        self._draw_ribbon(view, size)

    def _ground(self, view: PhoneView) -> look.Colour:
        return Sheet(view, self._words, width=0, height=0).ground

    def _draw_ribbon(self, view: PhoneView, size: tuple[float, float]) -> None:
        """The promise that nothing here is real; it lies over the dimming."""
        pen, box, corner = self._pen(self._ribbon), self._case.ribbon_box(size), self._case.corner
        pen.fill(box, look.AMBER2, (0, 0, corner, corner))
        text = {
            "money": self._words("練習，唔會真係過數"),
            "message": self._words("練習，唔係真訊息"),
            "call": self._words("練習，唔係真電話"),
            "plain": self._words("練習，乜都唔會整壞"),
        }[view.ribbon]
        sheet = Sheet(view, self._words, width=box.w, height=box.h, density=self._theme.density,
                      scale=min(self._theme.scale, 1.25))  # fmt: skip
        text_size = sheet.largest(text, box.w - 130, (28, 26, 24, 22, 20), 700)
        width = sheet.wide(text, text_size, 700)
        left = box.cx - (width + 42) / 2
        sheet.glyph("school", left + 16, box.cy, 36, look.INK)
        sheet.line(text, left + 42, box.cy, text_size, look.INK, look.AMBER2, weight=700)
        self._promise = Page(tuple(sheet.pieces), (), 0, 1)
        draw_page(pen, self._promise)

    def _show_ring(self) -> None:
        view = self._view
        if view is None or not (view.ring or view.dim):
            self._ring.hide()
            return
        spots = self._spots(view.ring)
        target = self._pixels(around([spot.box for spot in spots])) if spots else None
        corner = self._theme.px(spots[0].radius) if spots else 0.0
        self._ring.show(self.screen_box(), self._theme.px(self._case.corner), target, corner, dim=view.dim)

    # Waiting

    def _remember_waits(self) -> None:
        """Note when each waiting time ends, once; and count seconds while there is one."""
        view, now = self._view, Clock.get_time()
        waiting = {(view.mock, view.screen_id, id_): wait for id_, wait in view.waiting.items()} if view else {}
        self._waits = {key: self._waits.get(key, now + wait) for key, wait in waiting.items()}
        if self._waits and self._second is None:
            self._second = Clock.schedule_interval(lambda _dt: self._draw(), 1.0)
        elif not self._waits and self._second is not None:
            self._second.cancel()
            self._second = None

    def _seconds(self) -> dict[str, int]:
        now = Clock.get_time()
        return {id_: max(1, ceil(end - now - 0.01)) for (_, _, id_), end in self._waits.items()}

    # Places

    def _spots(self, id_: str | None) -> list[Spot]:
        return [spot for spot in self.page.spots if spot.id == id_] if self.page and id_ else []

    def _pixels(self, box: Box) -> Pixels:
        (left, low), (width, height) = self._pen(self._screen).place(box)
        return (left, low, left + width, low + height)

    def _exact(self, box: Box) -> Pixels:
        """Where fingers mean it, not rounded to whole pixels as what is drawn: 16 mm stay 16 mm."""
        pen, px = self._pen(self._screen), self._theme.px
        return (pen.left + px(box.x), pen.top - px(box.bottom), pen.left + px(box.right), pen.top - px(box.y))

    def _covers(self, box: Box) -> bool:
        """Whether a box lies over the whole screen."""
        screen = self._case.screen(self._units())
        return box.w >= screen.w and box.bottom >= screen.bottom

    # The hand

    def _tip(self, id_: str) -> tuple[float, float]:
        left, low, right, high = self.box_of(id_) or (0, 0, 0, 0)
        inside = min(self._theme.px(_TIP_INSIDE), (high - low) * 0.18)
        return left + (right - left) * 0.62, low + inside

    def _start(self) -> tuple[float, float]:
        left, low, right, _ = self.screen_box()
        return left + (right - left) * 0.7, low + self._theme.px(20)

    def _swipe(self, way: str) -> tuple[tuple[float, float], tuple[float, float]]:
        left, low, right, high = self.screen_box()
        x, y = (left + right) / 2, (low + high) / 2
        across, upward = {"up": (0, 1), "down": (0, -1), "left": (-1, 0), "right": (1, 0)}.get(way, (0, 1))
        half_x, half_y = (right - left) * _SWIPE * across, (high - low) * _SWIPE * upward
        return (x - half_x, y - half_y), (x + half_x, y + half_y)

    def _pad(self, field: str) -> Keypad | None:
        pads = [one for one in self._view.screen.widgets if isinstance(one, Keypad)] if self._view else []
        return next((pad for pad in pads if field in {pad.id, pad.field}), None)

    def _keys(self, ghost: GhostAct) -> list[str]:
        keys = [char for char in ghost.text if self._spots(char)]
        return keys if self._pad(ghost.target) and keys else [ghost.target]

    def _ghost_press(self, ghost: GhostAct, ids: list[str], i: int) -> None:
        self.set_pressed(ids[i] if i >= 0 else None)
        pad = self._pad(ghost.target)
        if ghost.act == "type" and pad and i >= 0:
            self._ghost_typed = {pad.field or pad.id: "".join(ids[: i + 1])}
            self._draw()
            self.set_pressed(ids[i])

    def _end(self, on_done: Callable[[], None]) -> None:
        self._ghost_typed = {}
        self._draw()
        on_done()
