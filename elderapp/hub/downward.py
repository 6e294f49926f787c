"""What comes down from a parent hub: packs that its shelf has, people and classes that its own staff wrote down."""

import shutil
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection

from elderapp import clock
from elderapp.errors import ElderError
from elderapp.hub import newcomers
from elderapp.hub.log import logger
from elderapp.hub.publishing import take_in
from elderapp.hub.shelf import Shelf
from elderapp.hub.storage import erasing, places
from elderapp.hub.storage.places import Meeting
from elderapp.packs.trust import ALERTS
from elderapp.records.people import Roster
from elderapp.sync import client
from elderapp.sync.errors import HubRefused, HubUnreachable
from elderapp.sync.hub import Hub
from elderapp.sync.protocol import PackEntry

SPARE = 64 * 1024 * 1024
"""Bytes that a pack leaves free: tablets' work goes before lessons."""


def fetch_packs(hub: Hub, shelf: Shelf, data: Path, going: Callable[[], bool]) -> tuple[str, ...]:
    """Fetches what the parent offers and the shelf has not, as long as it is `going`; gives their ids.

    A parent's alerts stay there: tablets believe the alerts of their own hub alone.
    """
    came = []
    for entry in hub.packs():
        is_wanted = not entry.id.startswith(ALERTS) and shelf.file(entry.digest) is None
        if is_wanted and going() and _fetch(hub, entry, shelf, data):
            came.append(entry.id)
    return tuple(came)


def _fetch(hub: Hub, entry: PackEntry, shelf: Shelf, data: Path) -> bool:
    """Whether the pack is on the shelf now, checked like an uploaded one; it is gone on with where it broke off."""
    if shutil.disk_usage(data).free < entry.size + SPARE:
        logger.warning("no-room-for-pack", pack=entry.id)
        return False
    folder = data / "from-parent"
    try:
        part = client.download(hub, entry, folder)
        take_in(part, shelf)
    except (HubUnreachable, HubRefused):
        raise  # what came lies in its part file
    except (ElderError, OSError) as error:
        logger.warning("pack-refused", pack=entry.id, why=str(error))
        client.forget_part(folder, entry.digest)
        return False
    part.unlink(missing_ok=True)
    return True


def keep_roster(connection: Connection, centre: int, told: Roster) -> int:
    """Keeps people with names, and the class whose list they are on, where this centre does not have them already.

    Whoever has no name came from here. Nobody is changed, and nobody erased: that is this centre's to do.
    """
    named = [one for one in told.learners if one.name and newcomers.plain(one.name) == one.name]
    gone = erasing.among(connection, centre, [one.id for one in named])
    here = [one for one in named if one.id not in gone]
    now, meeting = clock.wall_ms(), told.session
    new = sum(places.add_learner(connection, centre, one, added=now) for one in here)
    if meeting is not None and here and places.find_meeting(connection, centre, meeting.id) is None:
        row = (meeting.id, "", meeting.title, meeting.starts, meeting.ends, meeting.venue, meeting.lesson, "")
        places.new_meeting(connection, centre, Meeting(*row))
        for one in here:
            places.add_guest(connection, centre, meeting.id, one.id, now)
    return new
