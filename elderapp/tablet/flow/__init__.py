"""From picking up the tablet to the well done card: which screen, what is said, what is written down. Pure.

The shell tells what was picked; the flow answers with a new state and with effects. It knows no widget, no clock and no
file: the day, the hour and fresh ids come as arguments.
"""

from elderapp.tablet.flow.arriving import scan
from elderapp.tablet.flow.corner import admit, pass_time, pause, tell, turn_away
from elderapp.tablet.flow.pairing import wanted
from elderapp.tablet.flow.showing import look, rail
from elderapp.tablet.flow.state import (
    Beside,
    Effect,
    Facts,
    Given,
    Hush,
    Inspect,
    Meet,
    Prove,
    Recall,
    State,
    Turn,
    Write,
    next_lesson,
)
from elderapp.tablet.flow.steps import greet, happen, meet_roster, pick, put, remember, reset, start
from elderapp.tablet.flow.wishes import doubt, stumble

__all__ = [
    "Beside",
    "Effect",
    "Facts",
    "Given",
    "Hush",
    "Inspect",
    "Meet",
    "Prove",
    "Recall",
    "State",
    "Turn",
    "Write",
    "admit",
    "doubt",
    "greet",
    "happen",
    "look",
    "meet_roster",
    "next_lesson",
    "pass_time",
    "pause",
    "pick",
    "put",
    "rail",
    "remember",
    "reset",
    "scan",
    "start",
    "stumble",
    "tell",
    "turn_away",
    "wanted",
]
