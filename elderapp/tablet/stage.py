"""The screen that stands, and those kept behind it: drawn anew only where something on it has changed."""

from collections.abc import Callable
from typing import Any

from kivy.clock import Clock
from kivy.uix.widget import Widget
from msgspec.structs import replace

from elderapp.lesson.model import Line
from elderapp.player import play
from elderapp.tablet import screens, views, window
from elderapp.tablet.hands import PHONE
from elderapp.tablet.phone import PhoneWidget

SCREENS_KEPT = 3
"""Screens that stay alive, those behind without what they show: it would cost about 7 MB each on 1280 × 800."""
_LATER = 1.0
"""Seconds after something was drawn anew: it has come up by then."""


class Stage:
    """Shows one screen of the shell at a time, with the practice phone where the view has one."""

    def __init__(
        self, place: Widget, phone: PhoneWidget, make: Callable[[type], Any], acted: Callable[[], None]
    ) -> None:
        """Screens stand in `place` and are made by `make`; `acted` is told when the ghost hand has shown something."""
        self._place, self._phone, self._make, self._acted = place, phone, make, acted
        self.screens: dict[type, Any] = {}
        self.screen: Any = None
        self.drawn: tuple[views.View, views.Rail] | None = None
        self._is_new = self._has_stood = False
        self._ghost: tuple[object, ...] | None = None
        self._tidy: Any = Clock.create_trigger(lambda _dt: window.give_back(), _LATER)

    @property
    def is_acting(self) -> bool:
        """Whether the ghost hand is showing something."""
        return bool(self._ghost)

    def show(self, view: views.View, rail: views.Rail) -> bool:
        """Show this view; true where another screen had to be opened for it."""
        kind = screens.FOR[type(view)]
        is_other = not isinstance(self.screen, kind)
        if is_other:
            self._open(kind)
        self._draw(view, rail)
        shown = view.phone if isinstance(view, play.LessonView) else None
        self._phone.show(shown)
        self._act_ghost(shown, view)
        return is_other

    def strike(self) -> None:
        """Forget every screen: the next view is drawn from nothing."""
        self.screens.clear()
        self.screen = self.drawn = self._ghost = None

    def forget(self, kind: type) -> None:
        """Make this screen anew when it is wanted again."""
        self.screens.pop(kind, None)

    def press(self, what: str | None) -> None:
        """Draw this target pressed, of the phone where it is one; None lets go."""
        on_phone = what is not None and what.startswith(PHONE)
        self._phone.set_pressed(what.removeprefix(PHONE) if what and on_phone else None)
        self.screen.set_pressed(None if on_phone else what)

    def tell(self, line: Line | None) -> None:
        """Write what is said where it stands nowhere; None takes it away."""
        if self.screen is not None:
            self.screen.tell(line)

    def caption_for(self, line: str) -> Any:
        """Where this line is written now; None where it is not."""
        return self.screen.caption_for(line) if self.screen else None

    def _draw(self, view: views.View, rail: views.Rail) -> None:
        """Draw the screen anew only where something on it has changed besides the phone."""
        plain = replace(view, phone=None) if isinstance(view, play.LessonView) else view
        drawn = (plain, rail)
        if drawn != self.drawn:
            self.drawn = drawn
            self.screen.show(view, rail)
            self._tidy()
            if self._is_new:  # the app's very first screen is there at once: nobody waits for a veil to lift
                self._is_new = False
                self.screen.fade_in()

    def _open(self, kind: type) -> None:
        if kind not in self.screens:
            self.screens[kind] = self._make(kind)
        self._is_new, self._has_stood = self._has_stood, True
        self._place.clear_widgets()
        if self.screen is not None:
            self.screen.rest()
        self.screen = self.screens[kind] = self.screens.pop(kind)
        self._let_go_of_screens()
        self._place.add_widget(self.screen)

    def _let_go_of_screens(self) -> None:
        """Keep those that were shown last: each holds the pictures of its words."""
        for kind in [*self.screens][:-SCREENS_KEPT]:
            gone = self.screens.pop(kind)
            if self._phone.parent is not None and gone is not self.screen and kind is screens.LessonScreen:
                self._phone.parent.remove_widget(self._phone)

    def _act_ghost(self, phone: play.PhoneView | None, view: views.View) -> None:
        """Start the ghost hand once for each thing it shows."""
        key = None
        if phone and phone.ghost and isinstance(view, play.LessonView):
            key = (view.stage, view.step, phone.screen_id, phone.ghost)
        if key == self._ghost:
            return
        self._ghost = key
        if phone and phone.ghost:
            self._phone.play_ghost(phone.ghost, self._shown)

    def _shown(self) -> None:
        self._ghost = None
        self._acted()
