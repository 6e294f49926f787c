"""A lesson in a window that follows its file: what the author saves is there within a second, at the same step."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kivy.clock import Clock
from kivy.core.window import Window
from kivy.uix.effectwidget import EffectBase, EffectWidget
from kivy.uix.floatlayout import FloatLayout
from msgspec.structs import replace

from elderapp import i18n
from elderapp.lesson.model import Lesson
from elderapp.player.play import Hint
from elderapp.player.state import names_of, places
from elderapp.records.people import Resume
from elderapp.tablet import window
from elderapp.tablet.app import Shell
from elderapp.tablet.flow import put
from elderapp.tablet.ledger import Keeper
from elderapp.tablet.theme import SCALES, DeviceProfile, Theme
from elderapp.workshop import byhand, photos
from elderapp.workshop.following import Followed, Reading, told
from elderapp.workshop.overlays import Notice, Ruler

EYES = ("", "aged", "grey", "tritan")
"""How the screen is seen: as it is, through an aged lens (B × 0.5, G × 0.9), in grey, without blue cones."""
_FILTERS = {
    "aged": "return vec4(color.r, color.g * 0.9, color.b * 0.5, color.a);",
    "grey": "float l = dot(color.rgb, vec3(0.2126, 0.7152, 0.0722)); return vec4(l, l, l, color.a);",
    # Brettel's plane for tritanopes, as one matrix (Machado 2009, severity 1).
    "tritan": "return vec4(1.255528*color.r - 0.076749*color.g - 0.178779*color.b,"
    " -0.078411*color.r + 0.930809*color.g + 0.147602*color.b,"
    " 0.004733*color.r + 0.691367*color.g + 0.303900*color.b, color.a);",
}
KEYS = (
    ("H", "提示再上一級", "the next hint"),
    ("N / →", "下一步", "the next step"),
    ("P / ←", "上一步", "the step before"),
    ("R", "由頭再做", "from the beginning"),
    ("+ / −", "字大啲、細啲", "larger and smaller text"),
    ("O", "打橫、打直", "across or upright"),
    ("M", "毫米尺", "millimetre ruler"),
    ("E", "老花眼、灰階、色弱", "aged eye, grey, no blue"),
    ("L", "廣東話、英文", "Cantonese or English"),
    ("V", "聲音開關", "voice on or off"),
    ("F1 / ?", "呢張表", "this list"),
)
"""What each key does, in Chinese and English."""


class Preview(FloatLayout):
    """The window's root: the app with the lesson, under what an author wants to see over it."""

    def __init__(
        self, followed: Followed, first: Reading, *, keeper: Keeper, scale: float = 1.0, portrait: bool = False,
        language: str = i18n.SOURCE, muted: bool = False, at: Resume | None = None,
    ) -> None:  # fmt: skip
        """`first` must be a good reading."""
        super().__init__()
        assert first.lesson is not None
        self.followed, self.reading, self.lesson = followed, first, first.lesson
        self.scale, self.portrait, self.language, self.muted = scale, portrait, language, muted
        self.eye, self.has_ruler, self.lists_keys = "", False, False
        self._keeper = keeper
        self._place = at
        self.shell: Shell | None = None
        window.own_styles()
        self._eyes = EffectWidget()
        self._notice, self._ruler = Notice(), Ruler()
        self._build()

    # What happens

    def meet(self, reading: Reading) -> None:
        """The files were read again: what is good is shown at the same step, else the last good stays."""
        self.reading = reading
        if reading.is_good and reading.lesson is not None:
            self._place = self.place
            self.lesson = reading.lesson
            self._build()
        self._overlay()

    def press(self, key: str) -> bool:
        """A key of the list; False for any other."""
        acts: dict[str, Callable[[], None]] = {
            "h": self._hint, "n": lambda: self._step(1), "p": lambda: self._step(-1), "r": lambda: self._go(None),
            "+": lambda: self._resize(1), "-": lambda: self._resize(-1), "o": self._turn, "m": self._measure,
            "e": self._see, "l": self._speak, "v": self._mute, "?": self._list,
        }  # fmt: skip
        act = acts.get(key)
        if act is not None:
            act()
        return act is not None

    @property
    def place(self) -> Resume | None:
        """Where the lesson stands: stage and step by their names."""
        playing = self.shell.state.play if self.shell else None
        return Resume(playing.current_stage.kind, playing.current.id) if playing else self._place

    @property
    def theme(self) -> Theme:
        """The app's."""
        assert self.shell is not None
        return self.shell.theme

    def dress(self, theme: Theme) -> None:
        """The window has another size."""
        if self.shell is not None:
            self.shell.dress(theme)

    def close(self) -> None:
        """Fall silent."""
        if self.shell is not None:
            self.shell.close()

    # What is shown

    def _build(self) -> None:
        """The app anew, with the lesson as it is now, at the step where it was."""
        self.close()
        self.clear_widgets()
        size = window.PORTRAIT if self.portrait else window.LANDSCAPE
        if tuple(Window.size) != size:
            Window.size = size
        theme = Theme(DeviceProfile(*size), self.scale)
        clips = {} if self.muted else byhand.clips_of(self.lesson, self.reading.found)
        self.shell = byhand.shell(
            self.lesson,
            keeper=self._keeper,
            clips=clips,
            photos=photos.of_workspace(self.reading.found),
            language=self.language,
            scale=self.scale,
            muted=self.muted,
        )
        self.shell.dress(theme)
        self._go(self._place)
        self._dress()

    def _dress(self) -> None:
        """The app with or without a filter, and what lies over it."""
        assert self.shell is not None
        for parent in (self, self._eyes):
            parent.clear_widgets()
        if self.eye:
            self._eyes.effects = [EffectBase(glsl=_effect(_FILTERS[self.eye]))]
            self._eyes.add_widget(self.shell)
            self.add_widget(self._eyes)
        else:
            self.add_widget(self.shell)
        self._overlay()

    def _overlay(self) -> None:
        for widget in (self._ruler, self._notice):
            if widget.parent is not None:
                widget.parent.remove_widget(widget)
        if self.has_ruler and self.shell is not None:
            self._ruler.per_mm = self.shell.theme.profile.per_mm
            self.add_widget(self._ruler)
        lines = self._told()
        if lines:
            self._notice.show(lines, is_loud=not self.lists_keys)
            self.add_widget(self._notice)

    def _told(self) -> list[str]:
        at = 2 if self.language == "en" else 1
        if self.lists_keys:
            return [f"{key[0]}　{key[at]}" for key in KEYS]
        if self.reading.is_good:
            return []
        return told(self.reading.problems, self.language) or ["?"]

    # What keys do

    def _go(self, place: Resume | None) -> None:
        assert self.shell is not None
        self.shell.perform(put(self.shell.state, self.lesson, place and _there(self.lesson, place)))

    def _step(self, by: int) -> None:
        playing = self.shell.state.play if self.shell else None
        every = list(places(self.lesson))
        if playing is None:
            return
        at = every.index((playing.stage, playing.step)) + by
        stage, step = every[max(0, min(at, len(every) - 1))]
        self._go(Resume(self.lesson.stages[stage].kind, self.lesson.stages[stage].steps[step].id))

    def _hint(self) -> None:
        assert self.shell is not None
        self.shell.happen(Hint())

    def _resize(self, by: int) -> None:
        self._place = self.place
        self.scale = SCALES[max(0, min(SCALES.index(self.scale) + by, len(SCALES) - 1))]
        self._build()

    def _turn(self) -> None:
        self._place, self.portrait = self.place, not self.portrait
        self._build()

    def _speak(self) -> None:
        self._place = self.place
        self.language = i18n.LANGUAGES[(i18n.LANGUAGES.index(self.language) + 1) % len(i18n.LANGUAGES)]
        self._build()

    def _mute(self) -> None:
        self._place, self.muted = self.place, not self.muted
        self._build()

    def _measure(self) -> None:
        self.has_ruler = not self.has_ruler
        self._overlay()

    def _see(self) -> None:
        self.eye = EYES[(EYES.index(self.eye) + 1) % len(EYES)]
        self._dress()

    def _list(self) -> None:
        self.lists_keys = not self.lists_keys
        self._overlay()


def key_of(code: int, text: str | None) -> str:
    """The key of the list that was pressed, from Kivy's code and character."""
    named = {276: "p", 275: "n", 282: "?", 61: "+", 270: "+", 45: "-", 269: "-", 47: "?"}
    return named.get(code) or (text or "").lower()


class Watcher(threading.Thread):
    """Tells, in its own thread, when anything under a folder was saved. Ends with `stop`."""

    def __init__(self, root: Path, tell: Callable[[], Any]) -> None:
        super().__init__(daemon=True)
        self._root, self._tell, self._end = root, tell, threading.Event()

    def run(self) -> None:
        """Wait for changes; editors save in several strokes, so those within 100 ms are one."""
        from watchfiles import watch

        for _ in watch(self._root, stop_event=self._end, debounce=100, step=25, rust_timeout=1000):
            self._tell()

    def stop(self) -> None:
        """End."""
        self._end.set()


def follow(preview: Preview) -> Watcher:
    """Let the preview follow its files and its keys; gives what watches, to be stopped."""

    def again(*_: object) -> None:
        preview.meet(preview.followed.read())

    def pressed(_window: object, code: int, _scan: int, text: str | None, modifiers: list[str]) -> bool:
        return not set(modifiers) & {"ctrl", "alt", "meta"} and preview.press(key_of(code, text))

    watcher = Watcher(preview.followed.root, lambda: Clock.schedule_once(again, 0))
    watcher.start()
    Window.bind(on_key_down=pressed)
    return watcher


def _there(lesson: Lesson, place: Resume) -> Resume:
    """The same step; one that was renamed under its new name."""
    for stage in lesson.stages:
        for step in stage.steps:
            if stage.kind == place.stage and place.step in names_of(step):
                return replace(place, step=step.id)
    return place


def _effect(body: str) -> str:
    return f"vec4 effect(vec4 color, sampler2D texture, vec2 tex_coords, vec2 coords) {{ {body} }}"
