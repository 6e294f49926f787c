"""Transactions of several threads made one: a single wait for the disk serves everybody who came meanwhile.

SQLite has one writer at a time and waits for the disk at each commit, which costs more than a small batch. PostgreSQL
writes side by side and joins its waits itself: there everybody has a transaction of his own.
"""

import threading
from collections.abc import Callable
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Engine

from elderapp.hub.storage.engine import transact

T = TypeVar("T")
MOST = 8
"""Acts in one transaction: more would keep others from writing for too long."""

BESIDE = 3
"""Acts at a time where they are written side by side: more would leave pages no processor."""


class _Turn:
    """One who waits: what to do, and what came of it."""

    def __init__(self, act: Callable[[Connection], Any]) -> None:
        self.act = act
        self.is_done = False
        self.result: Any = None
        self.error: Exception | None = None


class Joint:
    """Like `transact`, for acts that may be done together with others'. Wholly or not at all, each for itself."""

    def __init__(self, engine: Engine) -> None:
        """Nobody waits."""
        self._engine = engine
        self._waiting: list[_Turn] = []
        self._guard, self._writing = threading.Lock(), threading.Lock()
        self._beside = threading.BoundedSemaphore(BESIDE)
        self._is_joined = engine.dialect.name == "sqlite"

    def transact(self, act: Callable[[Connection], T]) -> T:
        """What `act` gives, once it is on the disk. It may run often. Raises what it raises."""
        if not self._is_joined:
            with self._beside:
                return transact(self._engine, act)
        mine = _Turn(act)
        with self._guard:
            self._waiting.append(mine)
        while not mine.is_done:
            with self._writing:  # whoever comes in first writes for those who wait, and they find it done
                if not mine.is_done:
                    self._write()
        if mine.error is not None:
            raise mine.error
        return cast(T, mine.result)

    def _write(self) -> None:
        with self._guard:
            turns, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
        try:
            done = transact(self._engine, lambda connection: [one.act(connection) for one in turns])
        except Exception as error:  # somebody's act failed: what others did is undone with it, so each tries alone
            if len(turns) == 1:
                _end(turns[0], error=error)
            else:
                self._each_alone(turns)
            return
        for one, result in zip(turns, done, strict=True):
            _end(one, result)

    def _each_alone(self, turns: list[_Turn]) -> None:
        for one in turns:
            try:
                _end(one, transact(self._engine, one.act))
            except Exception as error:  # it is raised where it was asked for
                _end(one, error=error)


def _end(turn: _Turn, result: Any = None, error: Exception | None = None) -> None:
    turn.result, turn.error = result, error
    turn.is_done = True
