"""The class that is on: who sits where, how it goes, whom to go to first."""

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, select

from elderapp.hub.live import Live, Shown, shown
from elderapp.hub.storage import devices, people, places, schema, steering
from elderapp.hub.storage.devices import Device
from elderapp.hub.storage.places import Meeting
from elderapp.sync.protocol import Live as Wanted


class Tile(Struct, frozen=True):
    """One tablet on the class page. `since` is when the shown state began."""

    device: Device
    live: Live
    name: str
    state: Shown
    since: int


class ClassView(Struct, frozen=True):
    """The class page: tiles in the tablets' order, whom to go to first, and who was not seen yet.

    `wanted` is what the tablets are told, `heard` how many of them have confirmed it.
    """

    meeting: Meeting
    tiles: tuple[Tile, ...]
    queue: tuple[Tile, ...]
    unseen: tuple[str, ...]
    wanted: Wanted
    heard: int

    @property
    def here(self) -> int:
        """How many tablets somebody sits at."""
        return sum(tile.state != "away" for tile in self.tiles)

    @property
    def fingerprint(self) -> tuple[object, ...]:
        """Changes when something happened, and not because time passes."""
        tiles = [(tile.device.device, tile.name, tile.state, replace(tile.live, last=0)) for tile in self.tiles]
        return tuple(tiles), self.unseen, self.wanted.n, self.heard, self.meeting


def class_view(connection: Connection, centre: int, meeting: Meeting, now: int) -> ClassView:
    """The class as it is now."""
    known = [line.device for line in devices.devices(connection, centre) if not line.device.revoked]
    states = _live(connection, centre)
    sitting = _latest({device.device: states[device.device] for device in known if device.device in states}, meeting)
    listed = [person.learner for person in places.people_of(connection, centre, meeting)]
    names = {person.id: person.name for person in listed}
    strangers = {live.learner for live in sitting.values()} - names.keys()
    names |= {one: person.name for one, person in places.names(connection, centre, strangers).items()}
    tiles = tuple(
        _tile(device, sitting.get(device.device, Live()), names, now)
        for device in known
        if device.device in sitting or device.seen >= meeting.starts - places.EARLY
    )
    hands = sorted((tile for tile in tiles if tile.state == "hand"), key=lambda tile: tile.since)
    stuck = sorted((tile for tile in tiles if tile.state == "stuck"), key=lambda tile: tile.since)
    same = people.merges(connection, centre)
    here = {same.get(tile.live.learner, tile.live.learner) for tile in tiles}
    unseen = tuple(person.name for person in listed if person.id not in here)
    wanted = steering.wanted(connection, centre, now)
    heard = steering.who_heard(connection, centre, wanted.n) & {tile.device.device for tile in tiles}
    return ClassView(meeting, tiles, (*hands, *stuck), unseen, wanted, len(heard))


def _live(connection: Connection, centre: int) -> dict[str, Live]:
    names = Live.__struct_fields__
    chosen = select(schema.live.c.device, *(schema.live.c[name] for name in names)).where(
        schema.live.c.centre == centre
    )
    return {row[0]: Live(*row[1:]) for row in connection.execute(chosen)}


def _latest(states: dict[str, Live], meeting: Meeting) -> dict[str, Live]:
    """Who sits where in this meeting. Somebody who changed the tablet sits at the one used last."""
    mine = {device: live for device, live in states.items() if live.session == meeting.session}
    last: dict[str, int] = {}
    for live in mine.values():
        last[live.learner] = max(last.get(live.learner, 0), live.last)
    return {device: live for device, live in mine.items() if not live.learner or live.last == last[live.learner]}


def _tile(device: Device, live: Live, names: dict[str, str], now: int) -> Tile:
    state = shown(live, device.seen, now)
    since = {"hand": live.hand, "lost": device.seen, "away": device.seen}.get(state, live.since)
    return Tile(device, live, names.get(live.learner, ""), state, since)


def say_going(connection: Connection, centre: int, device: str, name: str) -> bool:
    """Somebody of the staff is on the way to a tablet of the centre; whether there is one."""
    table = schema.live
    change = table.update().where(table.c.centre == centre, table.c.device == device).values(going=name)
    return connection.execute(change).rowcount > 0
