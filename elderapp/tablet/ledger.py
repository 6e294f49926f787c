"""What the app writes down: at once where the tablet's file can take it, else kept in order until it can.

The learner notices nothing of a full disk: the lesson goes on, and nothing is lost while the app runs.
"""

import logging
import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Protocol

from elderapp import clock
from elderapp.errors import ElderError
from elderapp.player.mastery import fold, lesson_of
from elderapp.records.people import Learner, Progress, Roster, Session
from elderapp.records.statements import Row, Statement
from elderapp.tablet import today
from elderapp.tablet.flow.state import Sitting

TROUBLE = (ElderError, sqlite3.Error, OSError)
"""How a file fails: full, damaged, busy in another thread. A mistake of our own is none of these, and must show."""
_FAR = 1 << 40
"""Numbers of rows that have none yet are above every real one: they are the latest."""


class Keeper(Protocol):
    """What the app needs of the tablet's file."""

    def record(self, statements: Sequence[Statement]) -> object:
        """Write statements and the progress they make, at once."""

    def progress(self, learner: str) -> dict[str, Progress]:
        """How far a learner has come, by lesson."""

    def sittings(self, learner: str) -> Sequence[Row]:
        """The rows with which a learner's attempts began, the newest first."""

    def add_person(self, learner: Learner, *, session: str = "") -> None:
        """Keep somebody new until the hub knows her; `session` is the class she came to."""

    def setting(self, key: str, default: Any) -> Any:
        """What is kept under this name."""

    def set_setting(self, key: str, value: str | int | float | bool | list[str]) -> None:
        """Keep it under this name."""


class _Late(NamedTuple):
    """Something still to be written, and the rows it will make."""

    write: Callable[[], object]
    rows: tuple[Row, ...] = ()


class Ledger:
    """One tablet's file, which may fail for a while."""

    def __init__(self, keeper: Keeper) -> None:
        """`keeper` belongs to this thread."""
        self._keeper = keeper
        self._late: deque[_Late] = deque()
        self._kept: dict[str, int] = {}
        self._number = _FAR

    @property
    def is_late(self) -> bool:
        """Whether something is not on the disk yet."""
        return bool(self._late)

    @property
    def late(self) -> int:
        """How much is not on the disk yet."""
        return len(self._late)

    def sittings(self, learner: str) -> tuple[Sitting, ...]:
        """The attempts under a learner's name, the newest first; none where the file is unreadable."""
        try:
            rows = self._keeper.sittings(learner)
        except TROUBLE as error:
            _tell("read", error)
            return ()
        return tuple(Sitting(row.attempt, row.object, row.wall) for row in rows)

    def record(self, statements: Sequence[Statement]) -> None:
        """Write statements, after everything that still waits."""
        self._add(_Late(lambda: self._keeper.record(statements), tuple(map(self._row, statements))))

    def meet(self, learner: Learner, session: str) -> None:
        """Keep somebody new."""
        self._add(_Late(lambda: self._keeper.add_person(learner, session=session)))

    def progress(self, learner: str) -> dict[str, Progress]:
        """How far a learner has come by lesson, with what waits to be written; nothing where the file is unreadable."""
        try:
            known = dict(self._keeper.progress(learner))
        except TROUBLE as error:
            _tell("read", error)
            known = {}
        for row in (row for late in self._late for row in late.rows if row.learner == learner):
            if lesson := lesson_of(row):
                known[lesson] = fold(known.get(lesson), row)
        return known

    def setting(self, key: str, default: int) -> int:
        """A small number that is kept; from memory where the file cannot be read."""
        try:
            return int(self._keeper.setting(key, self._kept.get(key, default)))
        except TROUBLE as error:
            _tell("read", error)
            return self._kept.get(key, default)

    def set_setting(self, key: str, value: int) -> None:
        """Keep a small number, in memory at least."""
        self._kept[key] = value
        try:
            self._keeper.set_setting(key, value)
        except TROUBLE as error:
            _tell("written", error)

    def today(self, roster: Roster) -> Roster:
        """The roster with what was chosen for today on this tablet."""
        try:
            return today.restored(roster, self._keeper.setting(today.KEY, []))
        except TROUBLE as error:
            _tell("read", error)
            return roster

    def keep_today(self, session: Session) -> None:
        """Keep what was chosen for this meeting. Where the file takes nothing, it holds until the app is closed."""
        try:
            self._keeper.set_setting(today.KEY, today.to_keep(session))
        except TROUBLE as error:
            _tell("written", error)

    def catch_up(self) -> None:
        """Write what waits, in order, as far as the file takes it."""
        while self._late:
            try:
                self._late[0].write()
            except TROUBLE as error:
                _tell("written", error)
                return
            self._late.popleft()

    def _add(self, late: _Late) -> None:
        self._late.append(late)
        self.catch_up()

    def _row(self, said: Statement) -> Row:
        self._number += 1
        return Row(
            0, self._number, clock.wall_ms(), 0, "", said.verb, said.learner, said.session, said.attempt, said.object,
            said.result,
        )  # fmt: skip


def _tell(what: str, error: Exception) -> None:
    logging.getLogger(__name__).warning("the tablet's file cannot be %s: %s", what, error)
