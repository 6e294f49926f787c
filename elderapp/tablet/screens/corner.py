"""The trainer's corner: the number, three pictures (hers, not the trainer's), the roll, how the tablet stands."""

from math import ceil

from elderapp.lesson.model import Line
from elderapp.tablet import theme as look
from elderapp.tablet.pictures import picture
from elderapp.tablet.screens.names import PICTURE_WORDS, Asking
from elderapp.tablet.screens.screen import ShellScreen
from elderapp.tablet.views import PinView, Rail, RollRow, RollView, SecretView, StatusView
from elderapp.tablet.widgets.box import Box
from elderapp.tablet.widgets.buttons import Primary, Secondary, Tappable, Tile
from elderapp.tablet.widgets.marks import Card
from elderapp.tablet.widgets.piece import Piece
from elderapp.tablet.widgets.writing import Icon, Writing, caption

KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "del", "0", "ok")
_FOOT = 118.0
_FOOT_SMALL, _GAP_SMALL = 98.0, 18.0
"""On a small glass the secondary buttons are 16.6 mm high, so that eight rows of 16 mm have room over them."""
_SMALLEST = 26.0
_LEADING = 1.1
_FEW = 6
_LATIN = 0x2000


def dots(screen: ShellScreen, box: Box, filled: int, places: int) -> None:
    """How many were typed: full and empty rounds, and nothing of what they were."""
    side, gap = 40.0, 22.0
    left = box.cx - (places * side + (places - 1) * gap) / 2
    for number in range(places):
        place = Box(left + number * (side + gap), box.cy - side / 2, side, side)
        piece = Piece(screen.theme, place)
        piece.pen.outline(place, look.NAVY, look.NAVY if number < filled else look.CARD, side / 2)
        screen.add_widget(piece)


class SecretScreen(Asking):
    """Ids: ``picture:<name>``. What was picked leaves no trace on the screen but a filled round."""

    def show(self, view: SecretView, rail: Rail) -> None:
        """Draw the question, the rounds, the pictures."""
        self.begin(rail)
        rest = self.ask(view.question)
        dots(self, rest.top(60), view.chosen, 3)
        rest = rest.below(60 + 18)
        columns, rows = (2, 3) if self.theme.portrait else (3, 2)
        for name, box in zip(view.pictures, rest.grid(columns, rows, look.GAP), strict=False):
            self.add_widget(Tile(self.theme, box, f"picture:{name}", self.words(PICTURE_WORDS.get(name, name)), name))


class PinScreen(ShellScreen):
    """Ids: ``key:<digit>``, ``key:del``, ``key:ok``."""

    def show(self, view: PinView, rail: Rail) -> None:
        """Draw the rounds and the keys."""
        self.begin(rail)
        text = self.words(view.said or view.question)
        if view.wait:
            text = self.words("請等 {seconds} 秒再試").format(seconds=view.wait)
        elif view.wrong:
            text = self.words("唔係呢個，再試過")
        heading = caption(
            self.theme, self.area, Line("", text), (44, 40, 36), weight=700, ground=look.PAPER, leading=1.3
        )  # fmt: skip
        wide = max(heading.line_box(i)[2] for i in range(len(heading.lines))) / self.theme.density
        heading.move((self.area.w - wide) / 2, 0)
        self.add_widget(heading)
        rest = self.area.below(max(60.0, heading.text_height) + 8)
        dots(self, rest.top(56), view.digits, view.places)
        rest = rest.below(56 + 16)
        wide = min(rest.w, 560.0)
        pad = Box(rest.cx - wide / 2, rest.y, wide, min(rest.h, 600.0))
        for key, box in zip(KEYS, pad.grid(3, 4, look.GAP), strict=True):
            self._key(box, key)

    def _key(self, box: Box, key: str) -> None:
        button = Tappable(self.theme, box, f"key:{key}", "key")
        icon = {"del": "backspace", "ok": "check"}.get(key)
        if icon:
            button.add_widget(Icon(self.theme, box, icon, 56))
        else:
            button.add_widget(
                Writing(self.theme, box, key, look.QUESTION, weight=700, align="middle", colour=look.NAVY)
            )
        self.add_widget(button)


class RollScreen(ShellScreen):
    """Ids: ``mark:<learner>``, ``all``, ``more``, ``begin``. The whole row toggles; its pill is a label."""

    def show(self, view: RollView, rail: Rail) -> None:
        """Draw title, counts, rows and buttons."""
        self.begin(rail)
        rest = self._heading(view)
        two, small = self.theme.portrait, self.theme.profile.is_small
        gap, first = (_GAP_SMALL, _FOOT_SMALL) if small else (look.GAP, _FOOT)
        high = first + gap + _FOOT if two else _FOOT
        foot = rest.foot(high)
        places = list(foot.top(first).grid(1 + view.more + (not two), 1, gap))
        if two:
            places.append(foot.below(first + gap))
        self.add_widget(Secondary(self.theme, places.pop(0), "all", self.words("全部到齊"), "groups"))
        if view.more:
            self.add_widget(
                Secondary(self.theme, places.pop(0), "more", self.words("睇多啲名"), "arrow_forward", icon_last=True)
            )
        self.add_widget(Primary(self.theme, places.pop(0), "begin", self.words("開始上堂"), "play"))
        rest = rest.top(rest.h - high - (gap if small else look.MARGIN) - look.FOOT_PRIMARY)
        columns, rows = 2, 4
        most = 190.0 if self.theme.portrait else 112.0
        high = min(most * self.theme.scale, (rest.h - gap * (rows - 1)) / rows)
        grid = rest.top(high * rows + gap * (rows - 1)).grid(columns, rows, gap)
        for row, box in zip(view.rows, grid, strict=False):
            self._row(box, row)

    def _heading(self, view: RollView) -> Box:
        count = self.words("到咗 {here} 位，未到 {missing} 位").format(here=view.here, missing=view.missing)
        high = 64.0 * (1.0 if self.theme.profile.is_small else self.theme.scale)
        wide = self.area.w if self.theme.portrait else min(self.area.w * 0.44, 420 * self.theme.scale)
        room = self.area.top(high)
        pill = room.after(room.w - wide) if not self.theme.portrait else room.moved(0, high)
        title = Writing(
            self.theme, room.left(room.w - (0 if self.theme.portrait else wide + 16)), view.title, (44, 40, 36, 32),
            weight=700, ground=look.PAPER, most=1, leading=1.2,
        )  # fmt: skip
        self.add_widget(title)
        piece = Piece(self.theme, pill)
        piece.pen.fill(pill, look.JADE2, pill.h / 2)
        self.add_widget(piece)
        self.add_widget(
            Writing(
                self.theme, pill.inset(20, 4), count, (look.SECONDARY, 30, 28), weight=700, colour=look.JADE,
                ground=look.JADE2, align="middle",
            )
        )  # fmt: skip
        return self.area.below((2 * high if self.theme.portrait else high) + 18)

    def _row(self, box: Box, row: RollRow) -> None:
        here = row.status == "present"
        button = Tappable(self.theme, box, f"mark:{row.learner.id}", "row")
        button.pen.outline(box, look.JADE if here else look.LINE, look.CARD)
        stacked = self.theme.portrait and box.h > 150
        side = min(84.0, box.h - 20, box.h * 0.5 if stacked else 84.0)
        pixels = round(self.theme.px(side))
        place = Box(box.x + 18, box.y + 14 if stacked else box.cy - side / 2, side, side)
        if self.theme.portrait and not stacked:
            place = Box(box.x + 4, box.cy, 0, 0)  # no room for a picture beside name and state: large words come first
        else:
            button.pen.texture(picture(row.learner.picture, pixels, pixels, look.CARD), place)
        if stacked:
            pill = box.inset(14, 12).foot(min(76.0, box.h - side - 36))
            name = Box(place.right + 16, box.y + 10, box.right - place.right - 26, side + 8)
        else:
            wide = min(204.0 * self.theme.scale, box.w * (0.52 if self.theme.portrait else 0.46))
            pill = Box(box.right - wide - 16, box.cy - 38, wide, 76)
            name = Box(place.right + 16, box.y, pill.x - place.right - 26, box.h)
        self._pill(button, pill, row.status)
        sizes = (look.ROW, 32, 28) if not stacked else (look.ROW, 34, 32)
        button.add_widget(Writing(self.theme, name, row.learner.name, sizes, weight=700, most=2, leading=1.2))
        self.add_widget(button)

    def _pill(self, button: Tappable, pill: Box, status: str) -> None:
        here = status == "present"
        ink = look.JADE if here else look.SOFT
        ground = look.JADE2 if here else look.CARD
        button.pen.outline(pill, ink if here else look.LINE, ground, pill.h / 2)
        words = self.words({"present": "到咗", "absent": "未到"}.get(status, "未點"))
        sign = "check_circle" if here else "radio_button_unchecked"
        side, edge = (32, 8) if self.theme.profile.is_small else (42, 14)
        button.add_widget(Icon(self.theme, Box(pill.x + edge, pill.cy - side / 2, side, side), sign, side, ink))
        room = Box(pill.x + edge + side + 4, pill.y, pill.w - side - 2 * edge, pill.h)
        sizes = (look.LIST, 32, 28, 24)
        button.add_widget(Writing(self.theme, room, words, sizes, weight=700, colour=ink, ground=ground))


class StatusScreen(ShellScreen):
    """Labels and values. Ids: those of what can be done about it."""

    def show(self, view: StatusView, rail: Rail) -> None:
        """Draw the lines."""
        self.begin(rail)
        heading = caption(
            self.theme, self.area, Line("", self.words("呢部平板")), (44, 40, 36), weight=700, ground=look.PAPER,
            leading=1.3,
        )  # fmt: skip
        self.add_widget(heading)
        rest = self.area.below(heading.text_height + 16)
        if view.choices:
            many = len(view.choices)
            beside = 2 if len(view.rows) > _FEW else 1  # long lists need the room more than their buttons do
            columns, rows = (beside, -(-many // beside)) if self.theme.portrait else (many, 1)
            foot = rest.foot(rows * _FOOT + (rows - 1) * look.GAP)
            for choice, box in zip(view.choices, foot.grid(columns, rows, look.GAP), strict=False):
                self.add_widget(Secondary(self.theme, box, choice.id, self.words(choice.text), choice.icon))
            rest = rest.top(rest.h - foot.h - look.GAP)
        self._rows(rest, [(self.words(label), self.words(value)) for label, value in view.rows])

    def _rows(self, rest: Box, rows: list[tuple[str, str]]) -> None:
        """Each as high as the others, or as many times that as its words need lines."""
        left = 0.4 if self.theme.portrait else 0.44
        wide = rest.w - 64
        for least in (
            _SMALLEST,
            _SMALLEST / self.theme.scale,
        ):  # where there is no room, as small as at the first scale
            needs = [
                max(self._lines(label, wide * left, least), self._lines(value, wide * (1 - left), least))
                for label, value in rows
            ]
            each = min(112.0 * self.theme.scale, (rest.h - 24) / max(1, sum(needs)))
            if each >= least * self.theme.scale * _LEADING:
                break
        card = rest.top(each * sum(needs) + 20)
        self.add_widget(Card(self.theme, card))
        y = card.y + 10
        for number, ((label, value), lines) in enumerate(zip(rows, needs, strict=True)):
            room = Box(card.x + 32, y, wide, each * lines)
            y = room.bottom
            if number:
                rule = Piece(self.theme, room.top(look.HAIRLINE))
                rule.pen.fill(rule.box, look.HAIR)
                self.add_widget(rule)
            split = room.w * left
            for words, place, how in (
                (label, room.left(split - 12), {"colour": look.SOFT}),
                (value, room.after(split), {"weight": 700}),
            ):
                sizes = (look.LIST, 30, 28, least)
                self.add_widget(Writing(self.theme, place, words, sizes, most=lines, leading=_LEADING, **how))

    def _lines(self, text: str, wide: float, size: float) -> int:
        """How many lines these words take at this size; a letter is about half as wide as a Chinese character."""
        ems = sum(1.0 if ord(letter) > _LATIN else 0.56 for letter in text)
        longest = max((len(word) * 0.56 for word in text.split() if ord(word[0]) <= _LATIN), default=0.0)
        room = wide / (size * self.theme.scale)
        return 1 if ems <= room else ceil(ems / max(room - longest / 2, 1.0))  # words end lines before these are full
