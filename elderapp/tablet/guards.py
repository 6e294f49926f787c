"""What comes from outside the glass: keys of a scanner, and failures of our own."""

from collections.abc import Callable
from typing import Any

from kivy.base import ExceptionHandler, ExceptionManager
from kivy.clock import Clock
from kivy.core.window import Window

from elderapp.tablet.app import Shell

ENTER = frozenset((13, 271))
"""Kivy's codes of Enter, on the board and on its number pad."""
SCAN_PAUSE = 0.5
"""Seconds: a scanner types a card's number within a tenth; what comes later belongs to the next card."""


def listen_to_scanner(shell: Shell) -> None:
    """Scanners of member cards, and readers that type, are keyboards: text, then Enter. No field need be in sight."""
    scanner = Scanner(shell.scan)

    def typed(_window: Any, text: str) -> None:
        scanner.hear_keys(text)

    def pressed(_window: Any, key: int, *_: Any) -> None:
        if key in ENTER:
            scanner.hear_enter()

    Window.bind(on_textinput=typed, on_key_down=pressed)


class Scanner:
    """Puts together what a scanner types."""

    def __init__(self, scanned: Callable[[str], None]) -> None:
        """`scanned` is told each card's number."""
        self._scanned = scanned
        self._typed, self._typed_at = "", 0.0

    def hear_keys(self, text: str) -> None:
        """A scanner types what it has read."""
        now = Clock.get_time()
        self._typed = self._typed + text if now - self._typed_at < SCAN_PAUSE else text
        self._typed_at = now

    def hear_enter(self) -> None:
        """The scanner's last key."""
        code, self._typed = self._typed.strip(), ""
        if code:
            self._scanned(code)


class _Handler(ExceptionHandler):
    """Kivy asks it before it gives up."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell

    def handle_exception(self, error: BaseException) -> Any:
        """Go on where the shell can: somebody who stops the app means it."""
        if not isinstance(error, Exception):
            return ExceptionManager.RAISE
        self.shell.stumble(error)
        return ExceptionManager.PASS


def catch_failures(shell: Shell) -> ExceptionHandler:
    """A failure inside the app's loop does not close it: the learner sees a calm screen, the trainer a number."""
    handler = _Handler(shell)
    ExceptionManager.add_handler(handler)
    return handler
