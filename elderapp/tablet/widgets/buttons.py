"""What can be tapped in the screens: amber and white buttons, tiles, rows, answers. All have a navy edge or a foot."""

from elderapp.i18n import Words
from elderapp.lesson.model import Line
from elderapp.tablet import theme as look
from elderapp.tablet.pictures import picture
from elderapp.tablet.theme import Colour, Theme
from elderapp.tablet.views import Choice
from elderapp.tablet.widgets.box import Box
from elderapp.tablet.widgets.piece import Piece
from elderapp.tablet.widgets.writing import Align, Caption, Icon, Writing, lit

_KNOWN = 84.0
"""Units: a smaller picture over a name tells nobody apart."""
_NARROW, LOW = 200.0, 160.0
"""Units: a narrower box has its icon over the word, a lower one has it close."""


class Tappable(Piece):
    """A white box with a navy edge."""

    def __init__(self, theme: Theme, box: Box, id: str, role: str = "secondary") -> None:
        super().__init__(theme, box, id=id, role=role)
        self.make_pressable()
        self.pen.outline(box, look.NAVY, look.CARD)

    def put_picture(self, name: str, box: Box) -> None:
        """A picture, as large as the box."""
        width, height = (round(self.theme.px(part)) for part in (box.w, box.h))
        self.pen.texture(picture(name, width, height, look.CARD), box)

    def put_icon(self, name: str, box: Box, size: float, tint: Colour | None = look.NAVY2) -> None:
        """An icon on a tinted disc."""
        if tint:
            self.pen.disc(box, tint)
        self.add_widget(Icon(self.theme, box, name, size))


class Labelled(Tappable):
    """An icon beside a word, in the middle of the box."""

    def put_label(
        self, text: str, icon: str, size: float, colour: Colour, ground: Colour, *, last: bool = False
    ) -> None:
        """`last` puts the icon after the word; in a box higher than wide it stands over the word."""
        if self.box.h > self.box.w or self.box.w < _NARROW:
            self._put_upright(text, icon, size, colour, ground)
            return
        icon_size, gap = (50.0, 18.0) if icon else (0.0, 0.0)
        room = self.box.inset(24, 8)
        room = Box(room.x, room.y, room.w - icon_size - gap, room.h)
        writing = Writing(
            self.theme, room, text, size, weight=700, colour=colour, ground=ground, most=2, leading=1.15, whole=True
        )
        wide = max(writing.line_box(i)[2] for i in range(len(writing.lines))) / self.theme.density
        start = self.box.cx - (wide + icon_size + gap) / 2
        writing.move(start + (0 if last else icon_size + gap) - room.x, 0)
        self.add_widget(writing)
        if icon:
            place = Box(start + wide + gap if last else start, self.box.cy - icon_size / 2, icon_size, icon_size)
            self._put_sign(icon, place, colour, ground)

    def _put_upright(self, text: str, icon: str, size: float, colour: Colour, ground: Colour) -> None:
        icon_size, gap, room = (
            (50.0, 12.0, self.box.inset(14, 20)) if self.box.h > LOW else (44.0, 2.0, self.box.inset(8, 6))
        )
        words = Writing(
            self.theme, room.below(icon_size + gap), text, size, weight=700, colour=colour, ground=ground,
            align="middle", most=2, leading=1.15, whole=True,
        )  # fmt: skip
        top = self.box.cy - (icon_size + gap + words.text_height) / 2
        words.move(0, top + icon_size + gap + words.text_height / 2 - words.box.cy)
        self.add_widget(words)
        self._put_sign(icon, Box(self.box.cx - icon_size / 2, top, icon_size, icon_size), colour, ground)

    def _put_sign(self, icon: str, place: Box, colour: Colour, ground: Colour) -> None:
        if icon == "play":
            side = round(self.theme.px(place.h))
            self.pen.texture(picture("play", side, side, ground), place)
        elif icon:
            self.add_widget(Icon(self.theme, place, icon, place.h, colour))


class Primary(Labelled):
    """The one amber thing to do, on its foot."""

    def __init__(self, theme: Theme, box: Box, id: str, text: str, icon: str = "", *, icon_last: bool = False) -> None:
        Piece.__init__(self, theme, box, id=id, role="primary")
        self.pen.fill(box.moved(0, look.FOOT_PRIMARY), look.EDGE, look.RADIUS)
        self.make_pressable()
        self.pen.fill(box, look.AMBER, look.RADIUS)
        self.put_label(text, icon, look.PRIMARY, look.INK, look.AMBER, last=icon_last)


class Secondary(Labelled):
    """A white button."""

    def __init__(self, theme: Theme, box: Box, id: str, text: str, icon: str = "", *, icon_last: bool = False) -> None:
        super().__init__(theme, box, id)
        self.put_label(text, icon, look.SECONDARY, look.NAVY, look.CARD, last=icon_last)


class Tile(Tappable):
    """A picture over a name; beside it where it would be too small to be known."""

    def __init__(self, theme: Theme, box: Box, id: str, text: str, name: str) -> None:
        super().__init__(theme, box, id, "tile")
        word = look.NAME * theme.scale * 1.3 if text else 0
        disc = min(144.0, box.h - word - 36, box.w - 40)
        if text and disc < _KNOWN:
            self._put_beside(text, name)
            return
        spare = (box.h - disc - word) / 2
        self.put_picture(name, Box(box.cx - disc / 2, box.y + spare, disc, disc))
        if text:
            under = Box(box.x + 12, box.y + spare + disc + 6, box.w - 24, word)
            self.add_widget(Writing(theme, under, text, look.NAME, weight=700, align="middle"))

    def _put_beside(self, text: str, name: str) -> None:
        box = self.box
        disc = min(100.0, box.h - 32, box.w * 0.3)
        self.put_picture(name, Box(box.x + 20, box.cy - disc / 2, disc, disc))
        words = Box(box.x + disc + 34, box.y + 8, box.w - disc - 34 - 12, box.h - 16)
        self.add_widget(Writing(self.theme, words, text, look.NAME, weight=700, most=2, whole=True, align="middle"))


class RowButton(Tappable):
    """A picture at the left of a word. `note` units are left free under the word, `right` units at its right."""

    def __init__(
        self,
        theme: Theme,
        box: Box,
        id: str,
        text: str | Line,
        name: str,
        note: float = 0,
        *,
        right: float = 0,
    ) -> None:
        super().__init__(theme, box, id, "row")
        side = min(100.0, box.h - 32, box.w * 0.3)
        if theme.scale > 1.2:
            side = min(side, 84.0)
        left = (box.h - side) / 2 if box.h < 160 else 27
        self.put_picture(name, Box(box.x + left, box.cy - side / 2, side, side))
        words = Box(box.x + left + side + 22, box.y + 8, box.w - left - side - 22 - 16 - right, box.h - 16 - note)
        self.words_box = words
        line = text if isinstance(text, Line) else Line("", text)
        written = Caption(
            theme, words, line.text, look.ROW, weight=700, most=2, leading=1.25, cuts=line.cuts, whole=True
        )
        self.add_widget(lit(written, line))


_TIGHT = 320.0
"""Units: in a narrower button the words need the room that the icon has elsewhere."""


class ChoiceButton(Tappable):
    """One answer to a question of the shell: an icon over its words, or beside them where the box is low.

    One that is ticked or chosen has a jade edge and says so by its icon; an alarm stands in brick.
    """

    def __init__(self, theme: Theme, box: Box, choice: Choice, words: Words) -> None:
        Piece.__init__(self, theme, box, id=choice.id, role="tile")
        self.make_pressable()
        alarm, self.is_on = choice.tone == "alarm", choice.on
        edge = look.BRICK if alarm else look.JADE if choice.on else look.NAVY
        self.ground = look.BRICK2 if alarm else look.JADE2 if choice.on else look.CARD
        self.ink = look.BRICK if alarm else look.INK
        self.pen.outline(box, edge, self.ground)
        icon = choice.icon or (
            "check_circle" if choice.on else "radio_button_unchecked" if "tick:" in choice.id else ""
        )
        text, note = words(choice.text), words(choice.note) if choice.note else ""
        if alarm:
            self._alarm(text, note, icon)
        elif icon and box.h > 150 * theme.scale**0.5 and box.w < min(640, 2.4 * box.h):
            self._upright(text, note, icon)
        else:
            self._level(text, note, icon)

    def _upright(self, text: str, note: str, icon: str) -> None:
        box, theme = self.box, self.theme
        roomy = box.h > 260 and box.w > 300
        words = Writing(
            theme, Box(box.x + 12, box.y, box.w - 24, box.h), text, look.ANSWER if roomy else look.SECONDARY,
            weight=700, align="middle", most=2, leading=1.15, ground=self.ground, whole=True,
        )  # fmt: skip
        under = self._note(note, Box(box.x + 12, box.y, box.w - 24, box.h), align="middle")
        note_high = under.text_height + 2 if under else 0
        disc = min(132.0 if roomy else 96.0, box.h - words.text_height - note_high - 40)
        space = 20 if roomy else 10
        high = disc + space + words.text_height + note_high
        top = box.cy - high / 2
        if disc > 36:
            self._sign(icon, Box(box.cx - disc / 2, top, disc, disc))
        words.move(0, top + disc + space + words.text_height / 2 - words.box.cy)
        self.add_widget(words)
        if under:
            under.move(0, top + disc + space + 2 + words.text_height + under.text_height / 2 - under.box.cy)
            self.add_widget(under)

    def _alarm(self, text: str, note: str, icon: str) -> None:
        """In brick: what it is at the left, whom to ring at the right."""
        box, theme = self.box, self.theme
        disc = min(88.0, box.h - 28)
        place = Box(box.x + 28, box.cy - disc / 2, disc, disc)
        self.pen.disc(place, look.BRICK)
        self.add_widget(Icon(theme, place, icon, disc * 0.6, look.WHITE))
        sign = Box(box.right - 62, box.cy - 24, 48, 48)
        self.add_widget(Icon(theme, sign, "chevron_right", 48, look.BRICK))
        room = Box(place.right + 24, box.y + 6, sign.x - place.right - 30, box.h - 12)
        split = 0.46 if box.w > 900 else 0.5
        whom = room.after(room.w * split + 10) if note else room
        self.add_widget(
            Writing(
                theme, room.left(room.w * split) if note else room, text, look.PRIMARY, weight=700, most=2,
                leading=1.15, colour=self.ink, ground=self.ground, whole=True,
            )
        )  # fmt: skip
        if note:
            self.add_widget(
                Writing(
                    theme, whom, note, (look.ROW, 34, 32, 28), weight=700, most=2, leading=1.2, align="right",
                    ground=self.ground, cuts=tuple(at + 1 for at, char in enumerate(note) if char == " "),
                )
            )  # fmt: skip

    def _level(self, text: str, note: str, icon: str) -> None:
        box, theme = self.box, self.theme
        narrow = box.w < _TIGHT
        room = box.inset(14 if narrow else 24, 8)
        if icon:
            disc = min(60.0 if narrow else 100.0, box.h - 28)
            place = Box(room.x, box.cy - disc / 2, disc, disc)
            self._sign(icon, place)
            room = room.after(disc + (12 if narrow else 24))
        under = self._note(note, room)
        size = look.NAME * 1.7 if len(text) == 1 else look.PRIMARY if icon else look.ROW
        words = Writing(
            theme, room, text, size, weight=700, most=2, leading=1.2, colour=self.ink, ground=self.ground,
            align="middle" if not icon else "left", whole=True,
        )  # fmt: skip
        if under:
            words.move(0, -under.text_height / 2)
            under.move(0, words.text_height / 2)
            self.add_widget(under)
        self.add_widget(words)

    def _sign(self, icon: str, place: Box) -> None:
        """Solid where it is ticked or chosen: told apart without its colour too."""
        self.pen.disc(place, look.JADE if self.is_on else look.NAVY2)
        self.add_widget(Icon(self.theme, place, icon, place.h * 0.6, look.WHITE if self.is_on else look.NAVY))

    def _note(self, note: str, room: Box, align: Align = "left") -> Writing | None:
        if not note:
            return None
        return Writing(
            self.theme, room, note, look.RAIL_TEXT, colour=look.INK, ground=self.ground, align=align, most=1,
            leading=1.2, whole=True,
        )  # fmt: skip
