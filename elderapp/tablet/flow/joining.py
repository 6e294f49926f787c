"""A tablet without a centre is paired: eight digits from the hub's sheet or screen, or its code read by a scanner."""

from msgspec.structs import replace

from elderapp.tablet.flow.state import Hush, Join, ScreenName, State, Turn

DIGITS = 8
QR = "elderapp:pair?"
"""How the text of a pairing code begins."""
BUSY = "busy"


def is_open(state: State) -> bool:
    """Whether this tablet waits for a centre."""
    return state.can_join and not state.roster.tablet


def ask(state: State, behind: ScreenName) -> Turn:
    """Ask for the digits."""
    return Turn(replace(state, screen="join", behind=behind, digits="", joining="", said=None), (Hush(),))


def pick(state: State, what: str) -> Turn:
    """A key was touched. The last digit sends it off: there is nothing more to confirm."""
    if state.joining == BUSY:
        return Turn(state)
    key = what.removeprefix("key:")
    if key == "del":
        return Turn(replace(state, digits=state.digits[:-1], joining=""))
    if not (key.isascii() and key.isdecimal()):
        return Turn(state)
    digits = state.digits + key
    if len(digits) < DIGITS:
        return Turn(replace(state, digits=digits, joining=""))
    return Turn(replace(state, digits=digits, joining=BUSY), (Join(digits),))


def scan(state: State, code: str) -> Turn:
    """A scanner read a code from the sheet."""
    if not code.startswith(QR) or state.joining == BUSY:
        return Turn(state)
    asked = state if state.screen == "join" else ask(state, state.screen).state
    return Turn(replace(asked, digits="0" * DIGITS, joining=BUSY), (Join(code),))


def failed(state: State, why: str) -> Turn:
    """It could not be paired: `why` is a code that the screen has words for."""
    return Turn(replace(state, digits="", joining=why))


def joined(state: State) -> Turn:
    """It belongs to a centre now."""
    screen = state.behind if state.screen == "join" else state.screen
    return Turn(replace(state, can_join=False, digits="", joining="", screen=screen))
