"""The hub's end of a USB stick: takes in what tablets put there, by the same door as the network's, and answers."""

import contextlib
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, Engine, select

from elderapp import clock, keys
from elderapp.hub import ingest, newcomers, offering
from elderapp.hub.log import logger
from elderapp.hub.settings import Settings
from elderapp.hub.shelf import Shelf
from elderapp.hub.storage import devices, places, standing
from elderapp.hub.storage.devices import Device
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.storage.schema import device as device_table
from elderapp.hub.unsettled import Unsettled
from elderapp.records.statements import GENESIS
from elderapp.sync import protocol, usb
from elderapp.sync.protocol import Batch, Conflict, PackEntry, Rejected
from elderapp.sync.usb import Label, News, Stand, UsbRefused, Work

SPARE = 1024 * 1024
"""Bytes left free on a stick: one that is full to the last is read by nobody."""


class Taken(Struct, frozen=True):
    """What became of one file: `rows` new ones were stored; `code` says why not, or not all, empty when all is well.

    `answer` is for the tablet, empty when there is none.
    """

    tablet: str = ""
    rows: int = 0
    people: int = 0
    code: str = ""
    detail: str = ""
    device: str = ""
    answer: bytes = b""


class Desk:
    """Where sticks are handed in."""

    def __init__(self, engine: Engine, settings: Settings, shelf: Shelf, unsettled: Unsettled | None = None) -> None:
        """`engine` holds the centres, `shelf` the packs; a hub that runs says where it notes what is `unsettled`."""
        self._engine, self._shelf, self._unsettled = engine, shelf, unsettled or Unsettled()
        self._private = keys.load_or_make(settings.data / "hub.key")
        self._id = keys.key_id(keys.public_of(self._private))

    def take(self, data: bytes, centre: int | None = None) -> Taken:
        """Takes in one file, of this centre alone if one is named. What is wrong with it stands in the answer."""
        now = clock.wall_ms()
        try:
            tablet, work = self._opened(data, centre)
        except (UsbRefused, Rejected) as error:
            return Taken(code=error.code, detail=str(error))
        before = self._count(tablet)
        lost, code, detail = self._batches(tablet, work)
        stored = self._people(tablet, work, now) if not code else []
        done = [(person.id, person.wall) for person in work.people if person.id in stored]
        transact(self._engine, lambda connection: self._note(connection, tablet, work, done, now))
        answer = self.answer(tablet, now, lost)
        taken = Taken(tablet.label, self._count(tablet) - before, len(done), code, detail, tablet.device, answer)
        logger.info("stick", device=tablet.device, rows=taken.rows, people=taken.people, code=code)
        return taken

    def exchange(self, stick: Path) -> Iterator[tuple[str, Taken]]:
        """Takes in every file of a stick and writes the answers; gives each file's name with what became of it.

        Every tablet that is known and was not on the stick gets an answer too. Raises `OSError` when the stick is gone.
        """
        answered = set()
        for path in usb.waiting(stick, "to-hub"):
            try:
                with path.open("rb") as file:
                    data = file.read(usb.MOST + 1)
            except OSError as error:
                yield path.name, Taken(code="usb-unreadable", detail=str(error.strerror or error))
                continue
            taken = self.take(data)
            if taken.answer:
                self._write(stick, taken.device, taken.answer)
                answered.add(taken.device)
            yield path.name, taken
        for tablet in self._known():
            if tablet.device not in answered:
                now = clock.wall_ms()
                if answer := self.answer(tablet, now):
                    self._write(stick, tablet.device, answer)

    def put_packs(self, stick: Path) -> tuple[int, list[str]]:
        """Puts the packs that tablets should have onto a stick; how many lie there, and those for which it is full."""
        there, left = 0, []
        wanted = {usb.pack_place(stick, entry.digest): entry for one in self._known() for entry in self._packs(one)}
        folder = stick / usb.FOLDER / usb.PACKS
        for old in folder.glob("*.pack"):
            if old not in wanted:
                old.unlink()
        for path, entry in wanted.items():
            source = self._shelf.file(entry.digest)
            if source is None:
                continue
            if path.exists() and path.stat().st_size == entry.size:
                there += 1
            elif shutil.disk_usage(stick).free < entry.size + SPARE:
                left.append(entry.id)
            else:
                _copy(source, path)
                there += 1
        return there, left

    def _packs(self, tablet: Device) -> tuple[PackEntry, ...]:
        """What this tablet is to have, as it would hear by network."""
        with reading(self._engine) as connection:
            return offering.entries(connection, self._shelf, tablet, clock.day_of(clock.wall_ms()))

    def _opened(self, data: bytes, centre: int | None) -> tuple[Device, Work]:
        file = usb.parse(data)
        if file.label.kind != "to-hub":
            raise UsbRefused("usb-not-ours", "this is the hub's own answer, for a tablet")
        if file.label.hub != self._id:
            raise UsbRefused("usb-other-hub", "this tablet is paired with another hub: only that one can open it")
        with reading(self._engine) as connection:
            tablet = devices.find(connection, file.label.device)
        if tablet is None or centre not in (None, tablet.centre):
            raise Rejected("unknown-device", "this tablet is not paired with this hub")
        if tablet.revoked:
            raise Rejected("revoked-device", "this tablet was shut out")
        return tablet, usb.unsealed(file, self._private, tablet.public_key, Work)

    def _batches(self, tablet: Device, work: Work) -> tuple[tuple[Stand, ...], str, str]:
        """Stores the batches up to one that cannot be; epochs of which the hub holds less, and why it stopped."""
        for body in work.batches:
            try:
                batch = protocol.decode(protocol.inflate(body), Batch)
                with self._unsettled.taking():
                    now = clock.wall_ms()  # each batch its own: rows are not dated back to when a long file was begun
                    came = ingest.Arrival(
                        tablet.centre, tablet.device, tablet.public_key, batch, body, now, tablet.skew
                    )
                    taken = ingest.take(self._engine, came)
            except Rejected as error:
                return (), error.code, error.detail
            if isinstance(taken, Conflict):
                # The answer says where the hub stands: the tablet goes on from there, on its next stick.
                return (Stand(batch.epoch, taken.seq, taken.head),), taken.reason, f"the hub holds {taken.seq} rows"
        return (), "", ""

    def _people(self, tablet: Device, work: Work, now: int) -> list[str]:
        """Whoever is new; how people want things only where nothing later came from this tablet by another way."""

        def keep(connection: Connection) -> list[str]:
            is_latest = work.made >= standing.of(connection, tablet).status.made
            left = newcomers.strangers(connection, tablet.centre, work.people)[newcomers.MOST :]
            some = [person for person in work.people if person.id not in left]
            return newcomers.keep(connection, tablet.centre, some, now, wishes=is_latest)

        return transact(self._engine, keep)

    def _note(
        self, connection: Connection, tablet: Device, work: Work, done: Sequence[tuple[str, int]], now: int
    ) -> None:
        devices.heard(connection, tablet.centre, tablet.device, now)
        standing.note_stick(connection, tablet, done, now)
        if work.status is not None and work.made >= standing.of(connection, tablet).status.made:
            # What it said is as old as the file; what it has not handed in, it has now.
            status = replace(work.status, made=work.made, unsent=0, since=0, people=0)
            standing.note(connection, tablet, status, now)

    def answer(self, tablet: Device, now: int, lost: Sequence[Stand] = ()) -> bytes:
        """What the tablet is told; nothing where it has never said what to seal it with."""
        with reading(self._engine) as connection:
            known = standing.of(connection, tablet)
            held = standing.stands(connection, tablet)
            roster = places.roster(connection, tablet.centre, tablet.label, now)
        box = keys.unhex(known.box)
        if not box:
            return b""
        named = {stand.epoch for stand in held}
        empty = tuple(Stand(one.epoch, 0, GENESIS.hex()) for one in lost if one.epoch not in named)
        news = News(tablet.device, now, (*held, *empty), known.done, roster, self._packs(tablet))
        return usb.sealed(news, Label("to-tablet", tablet.device, self._id, now), self._private, box)

    def _count(self, tablet: Device) -> int:
        with reading(self._engine) as connection:
            return sum(stand.seq for stand in standing.stands(connection, tablet))

    def _known(self) -> list[Device]:
        with reading(self._engine) as connection:
            names = connection.scalars(
                select(device_table.c.device).where(device_table.c.revoked == 0).order_by(device_table.c.device)
            ).all()
            return [found for name in names if (found := devices.find(connection, name))]

    def _write(self, stick: Path, device: str, answer: bytes) -> None:
        usb.write(usb.place(stick, "to-tablet", device), answer)


def _copy(source: Path, path: Path) -> None:
    """A pack onto the stick, whole or not at all. Raises `OSError`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    try:
        with source.open("rb") as old, part.open("wb") as new:
            shutil.copyfileobj(old, new)
            new.flush()
            os.fsync(new.fileno())
        part.replace(path)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
