"""From picking up the tablet to the well done card: which screen, what is said, what is written down. Pure.

The shell tells what was picked; the flow answers with a new state and with effects. It knows no widget, no clock and no
file: the day, the hour and fresh ids come as arguments.
"""

from elderapp.tablet.flow.arriving import scan
from elderapp.tablet.flow.corner import SCREENS as OF_CORNER
from elderapp.tablet.flow.corner import admit, close, pass_time, pause, tell, turn_away
from elderapp.tablet.flow.guide import miss
from elderapp.tablet.flow.joining import failed as not_joined
from elderapp.tablet.flow.joining import joined
from elderapp.tablet.flow.lessons import happen
from elderapp.tablet.flow.pairing import wanted
from elderapp.tablet.flow.person import look_back
from elderapp.tablet.flow.reading import next_lesson
from elderapp.tablet.flow.showing import look, rail
from elderapp.tablet.flow.state import (
    Beside,
    Close,
    Effect,
    Export,
    Facts,
    Given,
    Hush,
    Inspect,
    Join,
    Keep,
    KeepToday,
    LookBack,
    Meet,
    Prove,
    Recall,
    Sitting,
    State,
    Turn,
    Write,
)
from elderapp.tablet.flow.steps import greet, meet_roster, pick, put, remember, reset, start, stock
from elderapp.tablet.flow.wishes import doubt, stumble

__all__ = [
    "OF_CORNER",
    "Beside",
    "Close",
    "Effect",
    "Export",
    "Facts",
    "Given",
    "Hush",
    "Inspect",
    "Join",
    "Keep",
    "KeepToday",
    "LookBack",
    "Meet",
    "Prove",
    "Recall",
    "Sitting",
    "State",
    "Turn",
    "Write",
    "admit",
    "close",
    "doubt",
    "greet",
    "happen",
    "joined",
    "look",
    "look_back",
    "meet_roster",
    "miss",
    "next_lesson",
    "not_joined",
    "pass_time",
    "pause",
    "pick",
    "put",
    "rail",
    "remember",
    "reset",
    "scan",
    "start",
    "stock",
    "stumble",
    "tell",
    "turn_away",
    "wanted",
]
