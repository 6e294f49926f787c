"""What all screens have in common: the four, the places to tap, and what is drawn pressed."""

from collections.abc import Iterator

from kivy.animation import Animation
from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture
from kivy.uix.widget import Widget

from elderapp.i18n import Words
from elderapp.lesson.model import Line
from elderapp.tablet import theme as look
from elderapp.tablet.theme import Theme
from elderapp.tablet.views import Rail
from elderapp.tablet.widgets.box import Box
from elderapp.tablet.widgets.four import Four, door_below, ground, main_area
from elderapp.tablet.widgets.marks import Subtitle
from elderapp.tablet.widgets.piece import Pen, Piece
from elderapp.tablet.widgets.writing import Caption, Writing

Target = tuple[str, tuple[float, float, float, float], str]
"""Id, hit box in the window's pixels (x, y, width, height, from the lower left), role."""


class ShellScreen(Widget):
    """A screen fills the window. It takes no touches itself: whoever filters them asks `targets` and calls `pick`."""

    __events__ = ("on_pick",)

    def __init__(self, theme: Theme, words: Words) -> None:
        super().__init__(size_hint=(None, None), size=(theme.profile.width, theme.profile.height))
        self.theme, self.words = theme, words
        self.rail = Rail("")
        self.area = main_area(theme)
        self.caption: Caption | None = None
        self._four: Four | None = None  # drawn once for each rail: most steps of a lesson leave it as it is
        self._subtitle: Subtitle | None = None

    def begin(self, rail: Rail) -> None:
        """Empty the screen and draw what every screen has."""
        self._empty()
        self.rail = rail
        Pen(self.canvas.before, self.theme).fill(Box(0, 0, self.theme.width, self.theme.height), look.PAPER)
        self.area = main_area(self.theme)
        if rail.opens == "door" and self.theme.portrait:
            self.area = self.area.top(door_below(self.theme).y - self.area.y - look.GAP)
        if self._four is None or self._four.rail != rail:
            self._four = Four(self.theme, rail, self.words)
        for button in self._four.buttons:
            button.set_pressed(pressed=False)
        self.add_widget(self._four)

    def rest(self) -> None:
        """Keep nothing but the four: nobody sees it now, and all else is drawn when it is shown again."""
        self._empty()
        self.canvas.after.clear()
        self.caption = None

    def _empty(self) -> None:
        shown = self.children[:]
        self.clear_widgets()
        self._subtitle = None
        self.canvas.before.clear()
        for piece in shown:
            if isinstance(piece, Piece) and not piece.lasts:
                piece.wipe()

    def tell(self, line: Line | None) -> None:
        """Write what is said, where it stands nowhere on the screen; None takes that away."""
        there = self._subtitle
        if there is not None and (line is None or there.words.text != line.text):
            self.remove_widget(there)
            self._subtitle = None
        if line is not None and self._subtitle is None and all(line.text != one.text for one in self.writings()):
            self._subtitle = Subtitle(self.theme, self.telling_box(), line, self.telling_least)
            self.add_widget(self._subtitle)

    telling_least = 68.0

    def telling_box(self) -> Box:
        """Where the screen has room for what is said: at its upper edge, where nothing is to be tapped."""
        return self.area.moved(0, -12)

    def fade_in(self) -> None:
        """Come up out of the paper within 200 ms. The four stay where they are and do not blink."""
        bare = ground(self.theme)
        upright, across = (
            Box(0, bare.h, bare.w, self.theme.height - bare.h),
            Box(bare.w, 0, self.theme.width - bare.w, bare.h),
        )
        pos, size = self._pixels(upright if self.theme.portrait else across)
        self.canvas.after.clear()
        with self.canvas.after:
            veil = Color(*look.PAPER)
            Rectangle(pos=pos, size=size)
        fading = Animation(a=0, duration=look.FADE)
        fading.bind(on_complete=lambda *_: self.canvas.after.clear())
        fading.start(veil)

    def _draw(self, box: Box, texture: Texture) -> None:
        piece = Piece(self.theme, box)
        piece.pen.texture(texture, box)
        self.add_widget(piece)

    def _pixels(self, box: Box) -> tuple[tuple[float, float], tuple[float, float]]:
        return Pen(self.canvas, self.theme).place(box)

    def pieces(self) -> Iterator[Piece]:
        """Everything drawn, outer before inner."""
        return (widget for widget in self.walk(restrict=True) if isinstance(widget, Piece))

    def writings(self) -> list[Writing]:
        """All the words on the screen, with their sizes, places and colours."""
        return [piece for piece in self.pieces() if isinstance(piece, Writing)]

    def caption_for(self, line: str) -> Caption | None:
        """The words of the line with this id, if the screen shows them: to be lit while they are spoken."""
        captions = (piece for piece in self.pieces() if isinstance(piece, Caption))
        return next((one for one in captions if one.line is not None and one.line.id == line), None)

    def targets(self) -> list[Target]:
        """What can be tapped, the four first."""
        return [(piece.id, piece.hit_box(), piece.role) for piece in self.pieces() if piece.id]

    def set_pressed(self, id: str | None) -> None:
        """Draw one piece pressed down and all others as they were."""
        for piece in self.pieces():
            if piece.id:
                piece.set_pressed(pressed=piece.id == id)

    def pick(self, id: str) -> None:
        """Tell whoever listens to `on_pick` what was tapped."""
        self.dispatch("on_pick", id)

    def on_pick(self, id: str) -> None:
        """Something was tapped, by its id."""
