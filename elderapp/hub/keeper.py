"""Makes a backup every day, in a thread of the hub's own."""

import threading
from collections.abc import Callable

from sqlalchemy import Engine

from elderapp import clock
from elderapp.hub import backups
from elderapp.hub.log import logger
from elderapp.hub.settings import Settings
from elderapp.hub.storage.copies import BackupFailed
from elderapp.hub.storage.engine import reading

EVERY = 24 * 60 * 60 * 1000
FIRST_AFTER = 120.0
"""Seconds after its start in which a hub has better things to do."""
LOOK_EVERY = 600.0
"""Seconds. A hub that is switched off at night makes up for it in the morning."""


class Keeper:
    """Looks from time to time whether a backup is due."""

    def __init__(self, settings: Settings, engine: Engine) -> None:
        """Nothing is done before `start`."""
        self._settings, self._engine = settings, engine
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="keeper", daemon=True)

    def start(self) -> Callable[[], None]:
        """Begins; what is given ends it, and waits for a backup that is under way."""
        self._thread.start()
        return self._stop

    def look(self) -> bool:
        """Makes a backup if one is due; whether it did. One that fails is told in the diary and tried again."""
        with reading(self._engine) as connection:
            since = clock.wall_ms() - backups.last(connection)
        # A clock that was set back must not end all backups.
        if 0 <= since < EVERY:
            return False
        try:
            made = backups.back_up(self._settings, self._engine)
        except BackupFailed as error:
            logger.error("backup-failed", why=str(error))
            return False
        logger.info("backed-up", file=made.file, bytes=made.bytes, statements=made.statements)
        return True

    def _run(self) -> None:
        pause = FIRST_AFTER
        while not self._stopping.wait(pause):
            pause = LOOK_EVERY
            try:
                self.look()
            except Exception:  # the border: a database that does not answer now may answer the next time
                logger.exception("backup-failed")

    def _stop(self) -> None:
        self._stopping.set()
        self._thread.join()
