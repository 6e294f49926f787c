"""Both databases for real: a SQLite file, and a PostgreSQL cluster of the tests' own."""

import asyncio
import functools
import re
import ssl
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn.server
from argon2 import PasswordHasher
from sqlalchemy import Engine

from elderapp import clock, keys
from elderapp.hub import demo, shelf
from elderapp.hub.demo import Demo
from elderapp.hub.server import Running
from elderapp.hub.settings import Settings, secret
from elderapp.hub.storage import devices, staff, tokens
from elderapp.hub.storage.engine import open_engine, transact
from elderapp.lesson.model import Lesson, Line, Say, Stage
from elderapp.packs import format as packs
from elderapp.packs.model import Manifest
from elderapp.packs.trust import Trust, save
from elderapp.records.statements import GENESIS, Row, Verb
from elderapp.sync import batches, protocol, signing
from elderapp.sync.protocol import PairRequest
from tests import postgres

NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Nothing here is encrypted; without it every client would read the list of the world's authorities anew."""


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Which database: each test that asks for one runs on both kinds."""
    return str(request.param)


@pytest.fixture
def empty_database(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database in which nothing is."""
    return _sqlite_in(tmp_path) if database_kind == "sqlite" else _address(request.getfixturevalue("postgres"))


@pytest.fixture
def database(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new database with every table: to make them takes longer than most tests."""
    if database_kind == "postgres":
        return str(request.getfixturevalue("postgres_with_tables"))
    put_tables(_sqlite_in(tmp_path))
    return _sqlite_in(tmp_path)


@pytest.fixture(scope="session")
def postgres_pattern(cluster: str) -> Iterator[str]:
    """The name of a PostgreSQL database with every table, which is copied."""
    with postgres.database(cluster) as address:
        open_engine(_address(address)).dispose()
        yield address.rpartition("/")[2]


@pytest.fixture
def postgres_with_tables(cluster: str, postgres_pattern: str) -> Iterator[str]:
    """The address of a new PostgreSQL database with every table."""
    with postgres.database(cluster, postgres_pattern) as address:
        yield _address(address)


def _address(given: str) -> str:
    return given.replace("postgresql://", "postgresql+psycopg://")


def _sqlite_in(folder: Path) -> str:
    return f"sqlite:///{folder / 'hub.db'}"


@functools.cache
def _tables() -> bytes:
    """A new SQLite database with every table."""
    with tempfile.TemporaryDirectory() as folder:
        open_engine(_sqlite_in(Path(folder))).dispose()
        return (Path(folder) / "hub.db").read_bytes()


def put_tables(url: str) -> None:
    """Puts a SQLite database with every table where there is none."""
    path = Path(url.partition(":///")[2])
    if url.startswith("sqlite") and not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_tables())


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords and PINs are hashed as weakly as can be: half a second for each hub that starts tells nothing of it."""
    monkeypatch.setattr(staff, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    monkeypatch.setattr(keys, "_PIN_COST", 2)


class _Hasty:
    """`asyncio` for uvicorn, which looks ten times a second whether it is to end, and then waits another tenth."""

    def __getattr__(self, name: str) -> Any:
        return getattr(asyncio, name)

    @staticmethod
    async def sleep(seconds: float) -> None:
        await asyncio.sleep(seconds / 20)


@pytest.fixture(scope="session", autouse=True)
def quick_ends() -> Iterator[None]:
    """Hubs end at once: there are hundreds of them, and the fifth of a second that each would wait tells nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(uvicorn.server, "asyncio", _Hasty())
        yield


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    made = open_engine(database)
    yield made
    made.dispose()


class Tablet:
    """A tablet made of code: a key, a log, and requests signed by hand over real HTTP."""

    def __init__(self, address: str, name: str = "") -> None:
        self.private, self.address, self.device, self.name = keys.new_private(), address, "new", name
        self.rows: list[Row] = []
        self.sent = 0
        self.head = GENESIS

    def ask(self, method: str, path: str, body: bytes = b"", **given: object) -> httpx.Response:
        """One request; `time_ms`, `nonce`, `private`, `device` may be forced, and further `headers` given."""
        target = f"{protocol.BASE}{path}"
        headers = signing.sign_request(
            given.get("private", self.private),
            device=given.get("device", self.device),
            method=method,
            target=target,
            body=given.get("signed", body),
            time_ms=given.get("time_ms", clock.wall_ms()),
            nonce=given.get("nonce", clock.new_id()),
        )
        with httpx.Client(base_url=self.address, trust_env=False, timeout=30, verify=NO_TLS) as client:
            return client.request(method, target, content=body, headers={**headers, **given.get("headers", {})})

    def pair(self, code: str, was: str = "") -> httpx.Response:
        request = PairRequest(code, keys.public_of(self.private).hex(), self.name, was=was)
        answer = self.ask("POST", "/pair", protocol.encode(request), device="new")
        if answer.status_code == 200:
            self.device = answer.json()["device"]
        return answer

    def say(self, verb: Verb, learner: str, object: str, session: str = "", *, wall: int = 0, **result: object) -> None:
        """Writes one row into the log."""
        moment = wall or clock.wall_ms()
        self.rows.append(
            Row(1, len(self.rows) + 1, moment, moment, "boot", verb, learner, session, "a1", object, result)
        )

    def push(self, *, wall: int = 0) -> httpx.Response:
        """Sends what is unsent; `wall` is the tablet's clock, where it is not the hub's."""
        rows = self.rows[self.sent :]
        clock_says = wall or clock.wall_ms()
        batch = batches.make_batch(self.private, self.device, 1, self.sent + 1, self.head, rows, wall=clock_says)
        answer = self.ask("POST", f"/{self.device}", protocol.deflate(batch))
        if answer.status_code == 200:
            self.sent, self.head = answer.json()["seq"], bytes.fromhex(answer.json()["head"])
        return answer


class Place:
    """A running hub with its demo centre."""

    def __init__(self, running: Running, engine: Engine, settings: Settings, demo: Demo) -> None:
        self.running, self.address = running, running.address
        self.engine, self.settings, self.demo = engine, settings, demo

    def end(self) -> None:
        """Stops the hub before its time."""
        self.running.__exit__(None, None, None)

    def code(self, centre: int = 1) -> str:
        """A fresh pairing code."""
        now, key = clock.wall_ms(), secret(self.settings.data)
        return transact(self.engine, lambda connection: devices.new_code(connection, centre, key, "chow", now))

    def tablet(self, name: str = "") -> Tablet:
        """A tablet that is paired already."""
        made = Tablet(self.address, name)
        assert 200 == made.pair(self.code()).status_code
        return made


@pytest.fixture
def hub(database: str, tmp_path: Path) -> Iterator[Place]:
    """A hub that runs, over real HTTP, on each kind of database."""
    with _running(database, tmp_path) as place:
        yield place


@pytest.fixture
def small_hub(tmp_path: Path) -> Iterator[Place]:
    """The same on SQLite alone, where the database plays no part."""
    with _running("", tmp_path) as place:
        yield place


@contextmanager
def _running(database: str, folder: Path) -> Iterator[Place]:
    settings = Settings(data=folder, database=database, in_flight=8, trust=folder / "trust.json")
    put_tables(settings.url)
    engine = open_engine(settings.url)
    try:
        filled = demo.fill(engine, clock.wall_ms(), settings)
        with Running(settings) as running:
            yield Place(running, engine, settings, filled)
    finally:
        engine.dispose()


@pytest.fixture
def new_tablet() -> Callable[[Place], Tablet]:
    """Makes a tablet that is not paired yet."""
    return lambda place: Tablet(place.address)


class Browser(httpx.Client):
    """A browser without a script: cookies and forms alone."""

    def __init__(self, address: str) -> None:
        super().__init__(base_url=address, trust_env=False, timeout=30, verify=NO_TLS)

    def token(self, page: str = "/login") -> str:
        return re.search(r'name="_csrf_token" value="([0-9a-f]+)"', self.get(page).text)[1]

    def submit(self, path: str, form: dict[str, str] | None = None, page: str = "/login") -> httpx.Response:
        return self.post(path, data={"_csrf_token": self.token(page), **(form or {})})

    def log_in(self, username: str, password: str) -> httpx.Response:
        return self.submit("/login", {"username": username, "password": password})


@pytest.fixture
def browser(hub):
    with Browser(hub.address) as made:
        yield made


@pytest.fixture
def stranger(small_hub):
    """A browser nobody has logged in at, and the hub on SQLite alone."""
    with Browser(small_hub.address) as made:
        yield made


@pytest.fixture
def trainer(browser, hub):
    assert 303 == browser.log_in(hub.demo.username, hub.demo.password).status_code
    return browser


@pytest.fixture
def manager(browser, hub):
    assert 303 == browser.log_in(hub.demo.manager, hub.demo.manager_password).status_code
    return browser


@pytest.fixture
def new_browser() -> Iterator[Callable[..., Browser]]:
    """Makes a browser, and logs in if a name and a password are given."""
    with ExitStack() as open_ones:

        def make(place: Place, username: str = "", password: str = "") -> Browser:
            made = open_ones.enter_context(Browser(place.address))
            if username:
                assert 303 == made.log_in(username, password).status_code
            return made

        yield make


PUBLISHER = bytes(range(32))


@pytest.fixture
def make_lesson(monkeypatch: pytest.MonkeyPatch) -> Callable[[Place, str], Lesson]:
    """Puts a small lesson of two steps, signed by a trusted publisher, on a hub's shelf."""
    monkeypatch.setattr(shelf, "LOOK_EVERY", 0)

    def make(place: Place, name: str) -> Lesson:
        steps = tuple(Say(id=word, say=Line(f"{name}/{word}/say", f"做{word}。")) for word in ("one", "two"))
        line = Line(f"{name}/title", f"課：{name}")
        lesson = Lesson(
            id=name, track="e-payments", title=line, title_en=f"Lesson {name}", goal=line, minutes=5, done=line,
            stages=(Stage("together", steps), Stage("alone", steps)),
        )  # fmt: skip
        save(place.settings.trust, Trust(frozenset({keys.public_of(PUBLISHER).hex()})))
        folder = place.settings.pack_folder
        folder.mkdir(exist_ok=True)
        manifest = Manifest(id="e-payments", version="1.0.0")
        packs.write(folder / "e-payments-1.0.0.pack", manifest, {name: lesson}, {}, {}, {}, PUBLISHER)
        return lesson

    return make


@pytest.fixture
def make_token() -> Callable[..., str]:
    """Makes a token of a centre's manager for programs."""

    def make(place: Place, centre: int = 1, who: str = "ng") -> str:
        member = staff.Staff(centre, who, "", "manager")
        return transact(place.engine, lambda connection: tokens.make(connection, member, "program", 1))[1]

    return make


@pytest.fixture
def hub_on_postgres(postgres_with_tables: str, tmp_path: Path) -> Iterator[Place]:
    """The same on PostgreSQL alone."""
    with _running(postgres_with_tables, tmp_path) as place:
        yield place
