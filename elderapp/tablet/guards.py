"""What comes from outside the glass: keys of a scanner, and failures of our own."""

from typing import Any

from kivy.base import ExceptionHandler, ExceptionManager
from kivy.core.window import Window

from elderapp.tablet.app import Shell

ENTER = frozenset((13, 271))
"""Kivy's codes of Enter, on the board and on its number pad."""


def listen_to_scanner(shell: Shell) -> None:
    """Scanners of member cards, and readers that type, are keyboards: text, then Enter. No field need be in sight."""

    def typed(_window: Any, text: str) -> None:
        shell.hear_keys(text)

    def pressed(_window: Any, key: int, *_: Any) -> None:
        if key in ENTER:
            shell.hear_enter()

    Window.bind(on_textinput=typed, on_key_down=pressed)


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
