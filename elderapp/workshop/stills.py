"""Pictures of a lesson's steps: the practice phone as it stands before each action, with the target pointed out."""

import io
from collections.abc import Iterator
from math import hypot
from typing import Any

from kivy.core.window import Window
from msgspec import Struct
from msgspec.structs import replace
from PIL import Image

from elderapp.i18n import Words
from elderapp.lesson.model import Gesture, Lesson, Line, Tap, Type
from elderapp.player.machine import advance, start
from elderapp.player.play import LessonView, PhoneView
from elderapp.player.state import State
from elderapp.player.view import look
from elderapp.records.people import Resume
from elderapp.robot.learner import right
from elderapp.tablet import theme as look_of
from elderapp.tablet.phone import PhoneWidget
from elderapp.tablet.photos import Photos
from elderapp.tablet.theme import DeviceProfile, Theme
from elderapp.workshop.pane import Pane

SIZE = (620, 800)
"""The window, in pixels: a phone of 90.5 × 129 mm with a margin."""


class Still(Struct, frozen=True):
    """One action: the step's id, what is said, the phone as PNG."""

    step: str
    say: Line
    png: bytes


def stills(lesson: Lesson, pane: Pane, words: Words = str, photos: Photos | None = None) -> Iterator[Still]:
    """Every action of `together`, in order; a lesson without that stage has none. Takes over the pane."""
    pane.resize(*SIZE)
    Window.clearcolor = look_of.WHITE
    phone = PhoneWidget(words=words, theme=Theme(DeviceProfile(*SIZE, hypot(*SIZE) / look_of.MM / 25.4)), photos=photos)
    for state in _actions(lesson):
        view = look(state)
        if not isinstance(view, LessonView) or view.phone is None:
            continue
        assert isinstance(state.current, Tap | Type | Gesture)
        yield Still(state.current.id, state.current.say, picture(view.phone, phone, pane))


def picture(view: PhoneView, phone: PhoneWidget, pane: Pane) -> bytes:
    """One view of a practice phone as PNG, cut to the phone's own frame."""
    phone.pos = (12, 12)
    pane.put(phone)
    phone.show(replace(view, ghost=None))
    pane.frames(12)  # until the ring has faded in
    width, height = (round(part) for part in phone.size)
    pixels = pane.pixels()
    low = pixels.shape[0] - 12
    return png(pixels[max(0, low - height - 4) : low + 8, 8 : 16 + width])


def png(pixels: Any) -> bytes:
    """Pixels (height, width, 3) as a PNG file."""
    written = io.BytesIO()
    Image.fromarray(pixels).save(written, "PNG", optimize=True)
    return written.getvalue()


def _actions(lesson: Lesson) -> Iterator[State]:
    """Each action of `together` as it waits for the learner, its planned slip behind it."""
    for stage in lesson.stages:
        for step in stage.steps:
            if stage.kind != "together" or not isinstance(step, Tap | Type | Gesture):
                continue
            state = start(lesson, attempt="still", resume=Resume(stage.kind, step.id)).state
            for _ in range(8):
                if state.here.phase == "do":
                    break
                state = advance(state, right(state)).state
            yield state
