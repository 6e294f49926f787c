"""A learner made of code at the real window: taps what is on the glass, waits for the voice, leaves pictures behind."""

import random
from collections.abc import Callable
from pathlib import Path

from elderapp.player import play
from elderapp.player.state import State as Playing
from elderapp.player.view import look
from elderapp.robot import learner
from elderapp.robot.tremor import SIGMA_MM
from elderapp.tablet.app import Shell
from elderapp.tablet.hands import PHONE
from elderapp.tablet.touch import HOLD, Box, Target
from elderapp.workshop.offscreen import Offscreen

_PATIENCE = 90.0
"""Virtual seconds to wait for the voice or the ghost hand; the longest line takes fifteen."""
_BOUND = 600
"""Inputs; the longest lesson needs a quarter of them."""


ANSWERS = {"notice": "understood", "hearing": "hear", "tried": "no", "recap": "next", "still-you": "yes"}
"""What is picked on the screens between the names and the home screen."""


Hand = Callable[[Box, float], tuple[float, float]]
"""A box that is meant, and the pixels in a millimetre: where the finger comes down."""


class NotOnScreen(AssertionError):
    """What should be tapped is not there, or nothing came of it: the app has a fault."""


def middle(box: Box, _per_mm: float) -> tuple[float, float]:
    """Where a steady hand taps."""
    left, bottom, right, top = box
    return (left + right) / 2, (bottom + top) / 2


def trembling(seed: int) -> Hand:
    """A hand that lands beside the middle as people of 67 to 81 do, the same way each time."""
    chance = random.Random(seed)

    def land(box: Box, per_mm: float) -> tuple[float, float]:
        x, y = middle(box, per_mm)
        return chance.gauss(x, SIGMA_MM * per_mm), chance.gauss(y, SIGMA_MM * per_mm)

    return land


class Visitor:
    """Somebody in front of the tablet. `pictures` is where each kind of screen is kept as a PNG, or None.

    `hand` is where a finger comes down that means a box: its middle, or with a `trembling` hand somewhere near.
    """

    def __init__(self, screen: Offscreen, shell: Shell, pictures: Path | None = None, hand: Hand = middle) -> None:
        """Sit down."""
        self._hand = hand
        self._screen = screen
        self._shell = shell
        self._pictures = pictures
        self._kept: set[str] = set()
        self.taken: list[Path] = []

    def picture(self, name: str) -> None:
        """Keep what is on the screen as ``NN-name.png``; ring and fades are let finish first."""
        if self._pictures is None:
            return
        self._screen.frames(3, 0.15)
        self.taken.append(self._screen.picture(self._pictures / f"{len(self.taken) + 1:02}-{name}.png"))

    def pick(self, what: str, hold: float = 0.0) -> None:
        """Tap a target by its id, or press it for so many seconds."""
        self._screen.frames(4, 0.2)  # a new screen is deaf, and so is the glass after a tap
        x, y = self._hand(self._find(what).box, self._shell.theme.profile.per_mm)
        self._screen.tap(x, y, hold)

    def arrive(self, what: str) -> None:
        """Pick a name, and answer what is asked before the home screen."""
        self.pick(what)
        while (screen := self._shell.state.screen) in ANSWERS:
            self.picture(screen)
            self.pick(ANSWERS[screen])

    def lesson(self, *, slip_at: str = "", hint_at: str = "") -> list[str]:
        """Play the lesson that is open to its end. Gives the steps that came up, as ``stage/step``."""
        seen: list[str] = []
        for _ in range(_BOUND):
            state = self._shell.state.play
            if state is None or self._shell.state.screen != "lesson":
                return seen
            if state.key not in seen:
                seen.append(state.key)
                self._keep(state.key)
            self._keep_moment(state)
            self._do(learner.answer(state, slip_at=slip_at, hint_at=hint_at))
        raise NotOnScreen(f"the lesson does not end; at {seen[-1]}")

    def _keep(self, moment: str) -> None:
        self._kept.add(moment)
        self._screen.frames(3, 0.3)
        self.picture(moment.replace("/", "-"))

    def _keep_moment(self, state: Playing) -> None:
        """What a step shows besides its beginning: a hint, a planned slip, the ghost hand at work."""
        phase = state.here.phase
        kinds = {"hint"} if state.here.rung > 0 else set()
        kinds |= {phase} & {"slipped", "talk", "guess", "marks"}
        for kind in sorted(kinds):
            if f"{state.key}/{kind}" not in self._kept:
                self._keep(f"{state.key}/{kind}")
        view = look(state)
        if isinstance(view, play.LessonView) and view.phone and view.phone.ghost and "ghost" not in self._kept:
            self._kept.add("ghost")
            self._screen.frames(12, 0.15)
            self.picture("ghost")

    def _do(self, what: play.Input) -> None:
        before = self._shell.state.play
        match what:
            case play.Tapped(target=target):
                self.pick(f"{PHONE}{target}")
            case play.Chose(answer=answer):
                self.pick(f"answer:{answer}")
            case play.Next():
                self.pick("next")
            case play.Back():
                self.pick("back")
            case play.Hint():
                self.pick("hint")
            case play.Held(target=target):
                self.pick(f"{PHONE}{target}", 1.5 * HOLD)
            case play.Scrolled():
                self._swipe("up")
            case play.Swiped(direction=direction):
                self._swipe(direction)
        if not self._screen.wait(lambda: self._shell.state.play is not before, _PATIENCE):
            raise NotOnScreen(f"nothing came of {what} at {before.key if before else 'no lesson'}")

    def _swipe(self, direction: str) -> None:
        self._screen.frames(4, 0.2)
        scene = self._shell.scene()
        if scene.swipes is None:
            raise NotOnScreen("there is nowhere to swipe")
        left, bottom, right, top = scene.swipes
        x, y = (left + right) / 2, (bottom + top) / 2
        across, upward = {"up": (0, 1), "down": (0, -1), "left": (-1, 0), "right": (1, 0)}[direction]
        way = 25 * scene.per_mm
        self._screen.swipe((x, y), (x + across * way, y + upward * way))

    def _find(self, what: str) -> Target:
        targets = self._shell.scene().targets
        for target in targets:
            if target.id == what:
                return target
        raise NotOnScreen(f"{what} is not on the screen; there are {', '.join(t.id for t in targets)}")
