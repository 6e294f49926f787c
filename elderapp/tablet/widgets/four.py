"""The four that never move: 返回, 再聽一次, 提吓我 and, apart at the end, 舉手. A rail at the left, or a bar above."""

from elderapp.i18n import Words
from elderapp.tablet import theme as look
from elderapp.tablet.pictures import picture
from elderapp.tablet.theme import Theme
from elderapp.tablet.views import Rail
from elderapp.tablet.widgets.box import Box
from elderapp.tablet.widgets.numbers import numeral
from elderapp.tablet.widgets.piece import Piece
from elderapp.tablet.widgets.writing import Icon, Writing

IDS = ("back", "again", "hint", "hand")
ICONS = {"back": "arrow_back", "again": "volume_up", "hint": "lightbulb", "hand": "back_hand"}
ICON = 50
_APART = 18


def ground(theme: Theme) -> Box:
    """The rail, or the bar in portrait. Both grow with the reader's text."""
    if theme.portrait:
        return Box(0, 0, theme.width, 2 * _bar_margin(theme) + _bar_height(theme))
    return Box(0, 0, round(168 + 80 * (theme.scale - 1)), theme.height)


def places(theme: Theme) -> dict[str, Box]:
    """Where the four are: the same on every screen."""
    if theme.portrait:
        side, margin = 12.0 if theme.profile.is_small else 22.0, _bar_margin(theme)
        row = Box(side, margin, theme.width - 2 * side, _bar_height(theme)).grid(4, 1, _APART)
        return dict(zip(IDS, row, strict=True))
    side = ground(theme).w - 32
    high = 136 + 28 * (theme.scale - 1)
    tops = [20 + i * (high + _APART) for i in range(3)]
    boxes = {name: Box(16, top, side, high) for name, top in zip(IDS, tops, strict=False)}
    # However large the text, what stands between is left 16 mm.
    hand = 136 + 8 * (theme.scale - 1)
    return boxes | {"hand": Box(16 + (side - hand) / 2, theme.height - 20 - hand, hand, hand)}


def door_below(theme: Theme) -> Box:
    """Where the door is in portrait: at the lower right corner, where no thumb rests."""
    return Box(theme.width - look.MARGIN - 260, theme.height - 18 - 96, 260, 96)


def main_area(theme: Theme) -> Box:
    """What is left for the screen's own things, margins taken off."""
    taken = ground(theme)
    if theme.portrait:
        return Box(look.MARGIN, taken.h + 16, theme.width - 2 * look.MARGIN, theme.height - taken.h - 16 - 22)
    return Box(taken.w + 28, look.MARGIN, theme.width - taken.w - 28 - look.MARGIN, theme.height - 2 * look.MARGIN)


def _bar_height(theme: Theme) -> float:
    """On a small glass it does not grow: there the room goes to what is read and tapped below."""
    return 116 if theme.profile.is_small else 116 + 100 * max(0.0, theme.scale - 1)


def _bar_margin(theme: Theme) -> float:
    return 10 if theme.profile.is_small else 18


class Fourth(Piece):
    """One of the four."""

    def __init__(
        self,
        theme: Theme,
        box: Box,
        id: str,
        text: str,
        *,
        is_up: bool = False,
        is_offered: bool = False,
        on_navy: bool = False,
    ) -> None:
        super().__init__(theme, box, id=id, role="rail")
        self.make_pressable()
        hand = id == "hand"
        ink, face = (look.WHITE, look.BAUHINIA) if hand else (look.NAVY, look.CARD)
        if hand:
            self._hand(box, is_up=is_up, is_offered=is_offered, on_navy=on_navy)
        else:
            self.pen.outline(box, look.NAVY, look.CARD, look.RADIUS_RAIL)
        small = theme.profile.is_small
        inner = box.inset(box.h * 0.11 if hand and not theme.portrait else 4 if small else 9, 12)
        writing = Writing(
            theme,
            inner,
            text,
            look.RAIL_TEXT / (theme.scale if small else 1),
            weight=700,
            colour=ink,
            ground=face,
            align="middle",
            most=1 if hand and " " not in text else 2,
            leading=1.0 if small else 1.1,
        )
        two = len(writing.lines) > 1
        icon, gap = (ICON - (14 if small else 8), 1) if two else (ICON + 4 if hand else ICON, 4)
        high = icon + gap + writing.text_height
        top = box.cy - high / 2
        self.add_widget(Icon(theme, Box(box.x, top, box.w, icon), ICONS[id], icon, ink))
        writing.move(0, top + icon + gap + writing.text_height / 2 - inner.cy)
        self.add_widget(writing)

    def _hand(self, box: Box, *, is_up: bool, is_offered: bool, on_navy: bool) -> None:
        """On the trainer's navy a white edge keeps it apart from the ground; the hint's ring marks it when offered."""
        radius = min(box.w, box.h) / 2
        if is_offered:
            for inset, colour in ((0, look.INK), (2, look.AMBER), (8, look.INK), (10, look.BAUHINIA)):
                self.pen.fill(box.inset(inset), colour, radius - inset)
            return
        if on_navy:
            self.pen.outline(box, look.WHITE, look.BAUHINIA, radius)
        else:
            self.pen.fill(box, look.BAUHINIA, radius)
        if is_up:
            self.pen.outline(box.inset(4), look.WHITE, look.BAUHINIA, radius - 4, 3)


class Four(Piece):
    """The rail or bar with the four, and with who is signed in (the tablet's number if nobody is)."""

    lasts = True

    def __init__(self, theme: Theme, rail: Rail, words: Words) -> None:
        super().__init__(theme, ground(theme))
        self.rail = rail
        self.ground = look.NAVY if rail.trainer else look.SAND
        self.pen.fill(self.box, self.ground)
        edge = self.box.foot(2) if theme.portrait else self.box.after(self.box.w - 2)
        self.pen.fill(edge, look.HAIR)
        texts = {
            "back": words("返回"),
            "again": words("再聽一次"),
            "hint": words("提吓我"),
            "hand": words("舉緊手") if rail.hand_up else words("舉手"),
        }
        self.buttons = [
            Fourth(
                theme,
                box,
                id,
                texts[id],
                is_up=rail.hand_up,
                is_offered=rail.offers and not rail.hand_up,
                on_navy=bool(rail.trainer),
            )
            for id, box in places(theme).items()
        ]
        for button in self.buttons:
            self.add_widget(button)
        if not theme.portrait:
            self._between(words)
        elif rail.opens == "door":
            self.add_widget(Door(theme, door_below(theme), rail, words))

    def _between(self, words: Words) -> None:
        at = places(self.theme)
        space = Box(10, at["hint"].bottom + 8, self.box.w - 22, at["hand"].y - at["hint"].bottom - 16)
        learner = self.rail.learner
        if self.rail.trainer:
            self._write(space, self.rail.trainer)
            return
        if self.rail.opens:
            first, last = at["hint"].bottom + _APART, at["hand"].y - _APART
            door = Box(at["hint"].x, first, at["hint"].w, last - first)
            self.add_widget(Door(self.theme, door, self.rail, words))
            return
        if learner is None:
            self._write(space, tablet_name(self.rail.tablet, words))
            return
        name_high = look.LABEL * self.theme.scale * 1.3
        disc = min(84.0, space.h - name_high - 10)
        if disc >= 48:
            used = disc + name_high + 6
            round_box = Box(space.cx - disc / 2, space.cy - used / 2, disc, disc)
            pixels = round(self.theme.px(disc))
            self.pen.texture(picture(learner.picture, pixels, pixels, look.SAND), round_box)
            space = Box(space.x, round_box.bottom + 6, space.w, name_high)
        self._write(space, learner.name)

    def _write(self, box: Box, text: str) -> None:
        self.add_widget(
            Writing(
                self.theme,
                box,
                text,
                look.LABEL,
                weight=700,
                colour=look.WHITE if self.rail.trainer else look.INK,
                ground=self.ground,
                align="middle",
                most=2,
                leading=1.2,
            )
        )


class Door(Piece):
    """What stands between the four, where it leads somewhere: to the learner's own page, or to the trainer's corner."""

    def __init__(self, theme: Theme, box: Box, rail: Rail, words: Words) -> None:
        super().__init__(theme, box, id=rail.opens, role="rail")
        self.make_pressable()
        self.pen.outline(box, look.NAVY, look.CARD, look.RADIUS_RAIL)
        name = rail.learner.name if rail.learner else tablet_name(rail.tablet, words)
        if rail.opens == "door" and not rail.tablet:
            name = words("配對")  # a tablet without a centre has no number yet
        inner = box.inset(6)
        if theme.portrait:
            self._beside(inner, rail, name)
            return
        if rail.learner is None:
            self._name(inner, name)
            return
        high = look.RAIL_TEXT * theme.scale * 1.25
        disc = min(76.0, inner.h - high - 4)
        if disc >= 44:
            place = Box(inner.cx - disc / 2, inner.cy - (disc + high + 4) / 2, disc, disc)
            self._picture(rail.learner.picture, place)
            inner = Box(inner.x, place.bottom + 4, inner.w, high)
        self._name(inner, name)

    def _beside(self, inner: Box, rail: Rail, name: str) -> None:
        if rail.learner:
            side = min(72.0, inner.h)
            self._picture(rail.learner.picture, Box(inner.x + 10, inner.cy - side / 2, side, side))
            inner = inner.after(side + 20)
        self._name(inner, name)

    def _picture(self, name: str, place: Box) -> None:
        pixels = round(self.theme.px(place.w))
        self.pen.texture(picture(name, pixels, pixels, look.CARD), place)

    def _name(self, box: Box, text: str) -> None:
        self.add_widget(
            Writing(
                self.theme,
                box,
                text,
                look.RAIL_TEXT,
                weight=700,
                align="middle",
                most=2,
                leading=1.15,
                cuts=(2,) if len(text) == 4 else (),
            )
        )


def tablet_name(tablet: str, words: Words) -> str:
    """What the tablet is called aloud: 七號平板; a name that is no number stays as it is.

    >>> tablet_name("7", str)
    '七號平板'
    """
    return words("{number}號平板").format(number=numeral(int(tablet), words)) if tablet.isdecimal() else tablet
