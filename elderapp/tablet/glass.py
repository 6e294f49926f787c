"""The glass: screens stand behind it, fingers touch it. What it all means is `elderapp.tablet.app`'s to know."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any

from kivy.uix.floatlayout import FloatLayout

from elderapp.i18n import Words
from elderapp.tablet import flow, hands, screens, touch
from elderapp.tablet.hands import Hands
from elderapp.tablet.phone import PhoneWidget
from elderapp.tablet.photos import Photos
from elderapp.tablet.stage import Stage
from elderapp.tablet.theme import Theme


class Glass(FloatLayout):
    """The root widget, as eyes and fingers know it."""

    state: flow.State

    def __init__(self, theme: Theme, words: Words, photos: Photos) -> None:
        """`words` are those of the language that is spoken, `photos` the pictures that come with lessons."""
        super().__init__()
        self.theme, self.photos = theme, photos
        self.phone = PhoneWidget(photos=photos, words=words, theme=theme)
        self.stage = Stage(self, self.phone, self._make, self.acted)
        self.hands = Hands(self.scene, self.mean)

    @abstractmethod
    def show(self) -> None:
        """Show what is to be seen now."""

    @abstractmethod
    def acted(self) -> None:
        """The ghost hand has shown something."""

    @abstractmethod
    def stir(self) -> None:
        """Somebody is here."""

    @abstractmethod
    def mean(self, events: Sequence[touch.Event]) -> None:
        """Fingers meant this."""

    def dress(self, theme: Theme) -> None:
        """Draw everything anew: the window has another size, or its reader wants larger text."""
        self.theme = theme
        self.stage.strike()
        self.phone.stop_ghost()
        if self.phone.parent is not None:
            self.phone.parent.remove_widget(self.phone)
        self.phone.theme = theme
        self.show()

    def scene(self) -> touch.Scene:
        """What a finger can mean now."""
        return hands.scene(self.state, self.stage.screen, self.phone, self.theme)

    def _make(self, kind: type) -> Any:
        needs = {"phone": self.phone, "photos": self.photos} if kind is screens.LessonScreen else {}
        return kind(self.theme, self.phone.words, **needs)

    def on_touch_down(self, finger: Any) -> bool:
        """A finger lands."""
        self.stir()
        self.hands.feel("down", finger)
        return True

    def on_touch_move(self, finger: Any) -> bool:
        """A finger moves."""
        self.hands.feel("move", finger)
        return True

    def on_touch_up(self, finger: Any) -> bool:
        """A finger lifts."""
        self.hands.feel("up", finger)
        return True
