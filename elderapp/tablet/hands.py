"""Fingers on the glass: each goes through the filter, and what was meant becomes something the flow understands.

What can be meant depends on the step: a swipe counts where one is taught, a long press is waited for where one is.
"""

from collections.abc import Callable, Sequence
from typing import Any, Literal

from kivy.clock import Clock

from elderapp.lesson.model import Gesture
from elderapp.player import play
from elderapp.tablet import flow, touch
from elderapp.tablet.phone import PhoneWidget
from elderapp.tablet.theme import Theme

PHONE = "phone:"
"""Before the ids of what can be tapped on the practice phone, which are the mock's own."""
Kind = Literal["down", "move", "up"]


class Hands:
    """Feels what fingers do to the scene that stands, and tells what they meant."""

    def __init__(self, scene: Callable[[], touch.Scene], told: Callable[[Sequence[touch.Event]], None]) -> None:
        """`scene` gives what can be touched now, `told` gets what was meant, in order; often nothing."""
        self._scene, self._told = scene, told
        self._fingers = touch.Fingers()

    @property
    def are_on_glass(self) -> bool:
        """Whether something is pressed."""
        return bool(self._fingers.held)

    def feel(self, kind: Kind, finger: Any) -> None:
        """A finger of Kivy's touches, moves or lifts."""
        scene = self._touch(touch.Finger(kind, finger.uid, finger.x, finger.y, Clock.get_time()))
        if kind == "down" and scene.holds:
            # A finger that lies still tells nothing: look again once it has pressed long enough.
            Clock.schedule_once(lambda _dt: self._feel_still(finger), touch.HOLD + 0.05)

    def meet_screen(self) -> None:
        """Another screen stands: a finger that is on its way means nothing on it."""
        self._fingers = touch.new_screen(self._fingers, Clock.get_time())

    def forget(self) -> None:
        """Feel as if nothing had ever been touched."""
        self._fingers = touch.Fingers()

    def _feel_still(self, finger: Any) -> None:
        self._touch(touch.Finger("move", finger.uid, finger.x, finger.y, Clock.get_time()))

    def _touch(self, event: touch.Finger) -> touch.Scene:
        scene = self._scene()
        felt = touch.feel(self._fingers, scene, event)
        self._fingers = felt.fingers
        self._told(felt.events)
        return scene


def scene(state: flow.State, screen: Any, phone: PhoneWidget, theme: Theme) -> touch.Scene:
    """What a finger can mean now: the screen's targets, and the phone's where one is shown."""
    here = [touch.Target(id, (x, y, x + w, y + h)) for id, (x, y, w, h), _role in screen.targets()]
    there = [touch.Target(f"{PHONE}{t.id}", t.box, t.role) for t in phone.targets()]
    held = teaches(state, "hold")
    return touch.Scene((*here, *there), per_mm=theme.profile.per_mm, swipes=_board(state, phone),
                       holds=f"{PHONE}{held}" if held else "")  # fmt: skip


def _board(state: flow.State, phone: PhoneWidget) -> touch.Box | None:
    """Where a swipe may begin: the practice phone, while the lesson teaches one."""
    playing = state.play
    if state.screen != "lesson" or playing is None or not isinstance(playing.current, Gesture):
        return None
    return phone.screen_box()


def teaches(state: flow.State, gesture: str) -> str:
    """What is to be held, or to be scrolled to, where the lesson asks for this now; else nothing."""
    playing = state.play
    step = playing.current if state.screen == "lesson" and playing else None
    return step.target if isinstance(step, Gesture) and step.gesture == gesture else ""


def meant(event: touch.Event, state: flow.State, phone: PhoneWidget) -> play.Input | str | None:
    """What was meant: something in the lesson, something of the shell (its id), or nothing."""
    match event:
        case touch.Accept(id=what) if what.startswith(PHONE):
            return play.Tapped(what.removeprefix(PHONE))
        case touch.Accept(id=what):
            return what
        case touch.Hold(id=what):
            return play.Held(what.removeprefix(PHONE))
        case touch.Swipe(direction="up") if target := teaches(state, "scroll"):
            return play.Scrolled(target)
        case touch.Swipe(direction=direction):
            return play.Swiped(direction)
        case touch.Miss(x=x, y=y) if phone.page and phone.collide_point(x, y):
            return play.Missed()
        case _:
            return None
