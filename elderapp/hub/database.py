"""The one way into a hub's database, for its server and for whatever is done to it from the command line."""

from sqlalchemy import Engine

from elderapp.hub.settings import Settings
from elderapp.hub.storage.engine import open_engine


def open_hub(settings: Settings) -> Engine:
    """The hub's database, brought up to date; before its schema changes a copy goes to the backups.

    Where their disk is out the copy lies in the hub's own folder: nothing is made in the disk's place.
    Raises what `open_engine` does.
    """
    there = settings.backup_folder.is_dir()
    return open_engine(settings.url, keep=settings.backup_folder if there else settings.data / "backups")
