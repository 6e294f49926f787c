"""What a trainer chose for today on this tablet, as its file keeps it: for one class meeting, and for no other."""

from collections.abc import Sequence

from msgspec.structs import replace

from elderapp.records.people import Roster, Session

KEY = "today"
"""The setting it is kept under: the meeting, everybody's lesson, then ``learner=lesson`` for whoever does another."""


def to_keep(session: Session) -> list[str]:
    """What is kept of a meeting.

    >>> to_keep(Session("s1", "B", 0, 1, lesson="pay", chosen={"c1": "call"}))
    ['s1', 'pay', 'c1=call']
    """
    return [session.id, session.lesson, *(f"{who}={lesson}" for who, lesson in sorted(session.chosen.items()))]


def restored(roster: Roster, kept: Sequence[str]) -> Roster:
    """The roster with what was chosen here before the app was closed. What the hub says goes before it."""
    session = roster.session
    if session is None or len(kept) < 2 or kept[0] != session.id:
        return roster
    pairs = (one.partition("=") for one in kept[2:])
    chosen = {who: lesson for who, _, lesson in pairs if who and lesson} | session.chosen
    return replace(roster, session=replace(session, lesson=session.lesson or kept[1], chosen=chosen))
