"""Makes a backup every day, in a thread of the hub's own."""

from sqlalchemy import Engine

from elderapp import clock
from elderapp.hub import backups
from elderapp.hub.log import logger
from elderapp.hub.rounds import Rounds
from elderapp.hub.settings import Settings
from elderapp.hub.storage.copies import BackupFailed
from elderapp.hub.storage.engine import reading

EVERY = 24 * 60 * 60 * 1000
FIRST_AFTER = 120.0
"""Seconds after its start in which a hub has better things to do."""
LOOK_EVERY = 600.0
"""Seconds. A hub that is switched off at night makes up for it in the morning."""


class Keeper(Rounds):
    """Looks from time to time whether a backup is due."""

    name, first_after, every = "keeper", FIRST_AFTER, LOOK_EVERY

    def __init__(self, settings: Settings, engine: Engine) -> None:
        """Nothing is done before `start`."""
        super().__init__()
        self._settings, self._engine = settings, engine

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
