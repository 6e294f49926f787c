"""The tablet's file, opened: every write is one durable transaction, and what can be mended is mended unnoticed.

A `Store` belongs to the thread that opened it; another thread opens its own on the same path.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self, TypeVar

import msgspec

from elderapp import clock as _clock
from elderapp import keys
from elderapp.records.people import Learner, Progress, Roster
from elderapp.records.statements import Row, Statement
from elderapp.store import health, log, people, progress, schema

T = TypeVar("T")
CLOCK: log.Clock = _clock
"""The tablet's own clock."""


class Store:
    """One connection to the tablet's file. Close it in the thread that opened it."""

    def __init__(self, path: Path, conn: sqlite3.Connection, clock: log.Clock) -> None:
        """Use `Store.open`."""
        self.path = path
        self._conn = conn
        self._clock = clock
        self._tried: list[Row] = []  # what could not be written for certain

    @classmethod
    def open(cls, path: Path, *, clock: log.Clock = CLOCK) -> Self:
        """The file, made if there is none, checked and brought up to date.

        A file that is new here (fresh, restored, copied) begins a new epoch. Raises `StoreTooNew`, `StoreDamaged`
        (mend it: `elderapp.store.mend`) and `StoreFull`.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        store = cls(path, health.connect(path), clock)
        try:
            store._write(schema.migrate)
            store._write(store._begin)
            store._mark()
            health.lay_ballast(path)
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Ends the connection."""
        self._conn.close()

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Closes it."""
        self.close()

    # The log

    @property
    def epoch(self) -> int:
        """The run of numbers being written."""
        return self._read(log.current)

    @property
    def last_seq(self) -> int:
        """The last row's number in this epoch; 0 before the first."""
        return self._read(lambda conn: log.end(conn, log.current(conn))[0])

    def epochs(self) -> list[log.Epoch]:
        """Every epoch, oldest first, with how far the hub has it."""
        return self._read(log.epochs)

    def record(self, statements: Sequence[Statement]) -> list[Row]:
        """Writes log rows and progress in one transaction; once this returns, a power cut loses nothing.

        Raises `StoreFull`, `StoreDamaged`; `ValueError` for words that may not enter the log.
        """

        def work(conn: sqlite3.Connection) -> list[Row]:
            found = log.standing(conn, self._tried, statements)
            rows = log.append(conn, self._clock, statements[len(found) :])
            progress.add(conn, rows)
            self._tried = [*found, *rows]
            return self._tried

        rows = self._write(work)
        self._tried = []
        return rows

    def unsent(self, above: int, most: int, *, epoch: int | None = None) -> list[Row]:
        """At most so many rows above a number (the hub's), of this epoch or an older one."""
        return self._read(lambda conn: log.unsent(conn, self._of(epoch), above, most))

    def digest_at(self, seq: int, *, epoch: int | None = None) -> bytes | None:
        """The digest of a row (zeros for 0), or None for one that is not here."""
        return self._read(lambda conn: log.digest_at(conn, self._of(epoch), seq))

    def set_acked(self, seq: int, *, epoch: int | None = None) -> None:
        """The hub holds the rows to this number; it may be less than before, when the hub lost its disk."""
        sql = "update epoch set acked = ? where epoch = ?"
        self._write(lambda conn: conn.execute(sql, [seq, self._of(epoch)]))

    def drop_safe(self, safe_seq: int, *, epoch: int | None = None) -> int:
        """Forgets the rows below one that the hub has committed and backed up. Gives how many went."""

        def work(conn: sqlite3.Connection) -> int:
            people.drop_safe(conn, self._of(epoch), safe_seq)
            return log.drop_safe(conn, self._of(epoch), safe_seq)

        return self._write(work)

    def begin_epoch(self) -> int:
        """Numbers from 1 again: this file turned out to be older than what the hub holds."""
        return self._write(lambda conn: log.new_epoch(conn, self._clock))

    def carry_over(self, *, acked: bool = False) -> int:
        """Begins an epoch that repeats every row no hub has acknowledged: for a tablet that goes to another hub.

        The new hub could not chain rows to some that it never saw. With `acked` also what a hub has acknowledged and
        not called safe: one that was put back from a backup has lost that. Gives how many rows there are to send.
        """
        return self._write(lambda conn: log.carry_over(conn, self._clock, acked=acked))

    def verify(self) -> int:
        """How many rows the log has, once all digests are found right. Raises `StoreDamaged`."""
        return self._read(log.verify)

    # People and what the hub sends

    def progress(self, learner: str) -> dict[str, Progress]:
        """A learner's progress by lesson id."""
        return self._read(lambda conn: progress.of(conn, learner))

    def sittings(self, learner: str) -> list[Row]:
        """The rows with which the attempts began that count as hers now, the newest first."""
        return self._read(lambda conn: progress.sittings(conn, learner))

    def roster(self) -> Roster | None:
        """The last roster the hub sent."""
        return self._read(people.roster)

    def save_roster(self, roster: Roster) -> None:
        """Keeps a roster, and the hub's progress with our unsent rows folded on top."""

        def work(conn: sqlite3.Connection) -> None:
            people.save_roster(conn, roster)
            progress.rebase(conn, roster)

        self._write(work)

    def add_person(self, learner: Learner, *, session: str = "") -> None:
        """A walk-in, who goes to the hub by the people route, never into the log."""
        met = people.Met(learner, self._clock.wall_ms(), session)
        self._write(lambda conn: people.add(conn, met))

    def walk_ins(self) -> list[Learner]:
        """Walk-ins that are not on the roster yet."""
        return [met.learner for met in self._read(lambda conn: people.met(conn, unsent=False))]

    def unsent_people(self) -> list[people.Met]:
        """Walk-ins that the hub has not acknowledged."""
        return self._read(lambda conn: people.met(conn, unsent=True))

    def people_done(self, sent: Iterable[tuple[str, int]]) -> None:
        """The hub has these walk-ins (id and when): what somebody chose since then has another time, and still goes."""

        def work(conn: sqlite3.Connection) -> None:
            epoch = log.current(conn)
            people.done(conn, sent, epoch, log.end(conn, epoch)[0])

        self._write(work)

    def people_again(self) -> None:
        """The hub was put back from a backup: the walk-ins that are still here go to it once more."""
        self._write(people.send_again)

    def packs(self) -> list[people.Installed]:
        """The packs installed on this tablet."""
        return self._read(people.installed)

    def pack_installed(self, pack: people.Installed) -> None:
        """Notes a pack that now lies in the tablet's folder."""
        self._write(lambda conn: people.install(conn, pack))

    def forget_pack(self, name: str) -> None:
        """A pack with this id is not there any more."""
        self._write(lambda conn: people.uninstall(conn, name))

    def setting(self, key: str, default: T) -> T:
        """A setting of the default's own type; the default when it is not set, or set to another type."""
        value = self._read(lambda conn: people.setting(conn, key))
        if value is None:
            return default
        try:
            return msgspec.json.decode(value, type=type(default))
        except msgspec.ValidationError:
            return default

    def set_setting(self, key: str, value: str | int | float | bool | list[str]) -> None:
        """Keeps a setting."""
        self._write(lambda conn: people.set_setting(conn, key, msgspec.json.encode(value).decode()))

    # The file

    @property
    def private_key(self) -> bytes:
        """This tablet's key, in a file beside this one; made when there is none."""
        return keys.load_or_make(self.path.with_name(f"{self.path.stem}.key"))

    def backup(self) -> Path:
        """A checked copy beside the file; three are kept. A copy that is put back begins a new epoch."""
        copy = health.back_up(self._conn, self.path)
        self._write(_count_up)
        self._mark()
        return copy

    @contextmanager
    def mending(self) -> Iterator[sqlite3.Connection]:
        """One transaction for `elderapp.store.mend`."""
        self._conn.execute("begin immediate")
        try:
            yield self._conn
        except BaseException:
            self._conn.execute("rollback")
            raise
        self._conn.execute("commit")

    def _begin(self, conn: sqlite3.Connection) -> None:
        """Begins an epoch when the file was used elsewhere, or later than this copy of it says."""
        seen = health.read_mark(self.path)
        if _count_up(conn, seen or 0) or seen is None:
            log.new_epoch(conn, self._clock)

    def _mark(self) -> None:
        opened = self._read(lambda conn: people.setting(conn, "opened"))
        health.write_mark(self.path, str(opened), self._clock.new_id())

    def _of(self, epoch: int | None) -> int:
        return self.epoch if epoch is None else epoch

    def _read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        return self._do(lambda: work(self._conn))

    def _write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """The work in one transaction: all of it is on the disk when this returns, or nothing."""

        def transaction() -> T:
            # Immediate: two connections that read the same last number would both write the next one.
            self._conn.execute("begin immediate")
            try:
                result = work(self._conn)
                self._conn.execute("commit")
            except BaseException:
                if self._conn.in_transaction:
                    self._conn.execute("rollback")
                raise
            return result

        return self._do(transaction)

    def _do(self, work: Callable[[], T]) -> T:
        """The work, tried once more after what can be mended: a full disk by the ballast, a failed access by reopening.

        Raises `StoreFull`, `StoreDamaged`.
        """
        try:
            return work()
        except sqlite3.Error as error:
            self._mend(error)
        try:
            return work()
        except sqlite3.Error as error:
            raise health.as_ours(error) from error

    def _mend(self, error: sqlite3.Error) -> None:
        match health.kind_of(error):
            case "full":
                health.free_ballast(self.path)
            case "broken":
                self._conn.close()
                self._conn = health.connect(self.path)
            case _:
                raise health.as_ours(error) from error


def _count_up(conn: sqlite3.Connection, seen: int = 0) -> bool:
    """Counts that the file was opened or copied. Gives whether more than that has been `seen` of it before."""
    opened = int(people.setting(conn, "opened") or "0") + 1
    people.set_setting(conn, "opened", str(max(opened, seen + 1)))
    return seen >= opened
