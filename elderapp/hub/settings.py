"""What an operator decides when a hub is started."""

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from elderapp import clock, keys
from elderapp.hub.studio import Studio


class Settings(Struct, frozen=True, kw_only=True):
    """Where a hub keeps its things and how much it takes at once.

    `database` is an address (``postgresql://…``); empty means a SQLite file in `data`. `packs` is the folder of packs
    that tablets may fetch; `trust` the file with the publishers' keys they are checked against. `in_flight` is how
    many batches are taken at once before tablets are told to come back; `secure` marks cookies for TLS only. `studio`
    gives what the authors' tools lend for alerts; it is asked when the first alert is written. `backups` is where
    backups go, a second disk at best, and `keep` how many stay. `tls`: the hub itself speaks TLS, with a certificate of
    its own that tablets pin.
    `xapi_version` is the edition in which the learning record store answers whoever names none.
    """

    data: Path
    database: str = ""
    packs: Path | None = None
    trust: Path | None = None
    host: str = "127.0.0.1"
    port: int = 8700
    in_flight: int = 64
    secure: bool = False
    backups: Path | None = None
    keep: int = 14
    studio: Callable[[], Studio] = Studio
    tls: bool = False
    xapi_version: str = "2.0.0"

    @property
    def is_secure(self) -> bool:
        """Whether browsers reach it by TLS alone."""
        return self.secure or self.tls

    @property
    def scheme(self) -> str:
        """How addresses of this hub begin."""
        return "https" if self.tls else "http"

    @property
    def url(self) -> str:
        """The database's address as SQLAlchemy wants it."""
        if not self.database:
            return f"sqlite:///{self.data / 'hub.db'}"
        scheme, separator, rest = self.database.partition("://")
        return f"postgresql+psycopg{separator}{rest}" if scheme in {"postgres", "postgresql"} else self.database

    @property
    def pack_folder(self) -> Path:
        """The folder of packs."""
        return self.packs or self.data / "packs"

    @property
    def alert_folder(self) -> Path:
        """The folder of the alerts that were made here."""
        return self.data / "alerts"

    @property
    def backup_folder(self) -> Path:
        """The folder of backups."""
        return self.backups or self.data / "backups"

    @property
    def is_apart(self) -> bool:
        """Whether backups outlive the hub's own folder. Those that do not help against mistakes alone."""
        return not self.backup_folder.resolve().is_relative_to(self.data.resolve())


def secret(data: Path) -> bytes:
    """The hub's own secret (32 bytes), made at first start; keys the digests of pairing codes and form tokens.

    Raises `keys.KeyDamaged`.
    """
    path = data / "hub.secret"
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True)
        keys.write_whole(path, keys.sha256(clock.token().encode()).encode())
    return keys.read_secret(path)
