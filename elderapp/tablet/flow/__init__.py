"""From picking up the tablet to the well done card: which screen, what is said, what is written down. Pure.

The shell tells what was picked; the flow answers with a new state and with effects. It knows no widget, no clock and no
file: the day, the hour and fresh ids come as arguments.
"""

from elderapp.tablet.flow.showing import look, rail
from elderapp.tablet.flow.state import Effect, Given, Meet, Recall, State, Turn, Write, next_lesson
from elderapp.tablet.flow.steps import greet, happen, meet_roster, pick, put, remember, reset, start

__all__ = [
    "Effect",
    "Given",
    "Meet",
    "Recall",
    "State",
    "Turn",
    "Write",
    "greet",
    "happen",
    "look",
    "meet_roster",
    "next_lesson",
    "pick",
    "put",
    "rail",
    "remember",
    "reset",
    "start",
]
