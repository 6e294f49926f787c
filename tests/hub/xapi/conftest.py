"""A learning record store without a network, on each kind of database, and somebody who asks it."""

import base64
import copy
import json
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy import Engine

from elderapp import clock
from elderapp.hub.settings import Settings
from elderapp.hub.storage import credentials, places
from elderapp.hub.storage.engine import open_engine, transact
from elderapp.hub.unsettled import Unsettled
from elderapp.hub.xapi.requests import Answer, Request
from elderapp.hub.xapi.service import Store
from tests.hub.conftest import put_tables
from tests.postgres import database

STATEMENT = {
    "actor": {"objectType": "Agent", "name": "Ling", "mbox": "mailto:ling@centre.example"},
    "verb": {"id": "http://adlnet.gov/expapi/verbs/attended", "display": {"en-GB": "attended", "zh-HK": "出席"}},
    "object": {"objectType": "Activity", "id": "http://centre.example/talks/1"},
}


class Asker:
    """Another program, with a credential of one centre."""

    def __init__(self, store: Store, name: str, secret: str, version: str = "1.0.3") -> None:
        self.store, self.name, self.secret, self.version = store, name, secret, version

    def ask(
        self, method: str, path: str, body: object = None, headers: dict[str, str] | None = None, /, **asked: object
    ) -> Answer:
        """One request; an object as `body` or as a parameter goes as JSON."""
        login = base64.b64encode(f"{self.name}:{self.secret}".encode()).decode()
        sent = {"authorization": f"Basic {login}", "x-experience-api-version": self.version}
        raw = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        if body is not None:
            sent["content-type"] = "application/octet-stream" if isinstance(body, bytes) else "application/json"
        sent |= headers or {}
        given = {name: json.dumps(one) if isinstance(one, dict) else str(one) for name, one in asked.items()}
        sent = {name.lower(): value for name, value in sent.items() if value}
        return self.store.serve(Request(method, path, urlencode(given), sent, raw))

    def post(self, *statements: Any) -> list[str]:
        """Posts statements, gives their ids."""
        answer = self.ask("POST", "statements", list(statements))
        assert 200 == answer.status, answer.body
        return list(json.loads(answer.body))

    def ids(self, **asked: object) -> list[str]:
        """The ids of the statements found."""
        answer = self.ask("GET", "statements", **asked)
        assert 200 == answer.status, answer.body
        return [one["id"] for one in json.loads(answer.body)["statements"]]

    def get(self, path: str, **asked: object) -> Any:
        """What is told, as JSON."""
        answer = self.ask("GET", path, **asked)
        assert 200 == answer.status, answer.body
        return json.loads(answer.body)


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def quiet_engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One database of each kind for a whole module: what each test brings has addresses of its own."""
    with ExitStack() as ends:
        url = f"sqlite:///{tmp_path_factory.mktemp('xapi') / 'hub.db'}"
        if request.param == "postgres":
            of, like = (request.getfixturevalue(name) for name in ("cluster", "postgres_pattern"))
            url = ends.enter_context(database(of, like)).replace("postgresql://", "postgresql+psycopg://")
        put_tables(url)
        made = open_engine(url)
        transact(made, lambda connection: places.new_centre(connection, 1, "中心"))
        yield made
        made.dispose()


def asker(engine: Engine, tmp: Any, *, centre: int = 1, may_write: bool = True, version: str = "1.0.3") -> Asker:
    name, secret = transact(
        engine,
        lambda connection: credentials.make(
            connection, centre, "Funder", may_write=may_write, who="chow", now=clock.wall_ms()
        ),
    )
    return Asker(Store(engine, Settings(data=tmp), Unsettled()), name, secret, version)


@pytest.fixture(params=["1.0.3", "2.0.0"])
def lrs(request: pytest.FixtureRequest, quiet_engine: Engine, tmp_path: Any) -> Asker:
    """The store, asked in each edition."""
    return asker(quiet_engine, tmp_path, version=request.param)


@pytest.fixture
def first(quiet_engine: Engine, tmp_path: Any) -> Asker:
    """The store, asked in the first edition alone."""
    return asker(quiet_engine, tmp_path)


@pytest.fixture
def second(quiet_engine: Engine, tmp_path: Any) -> Asker:
    """The store, asked in the second edition alone."""
    return asker(quiet_engine, tmp_path, version="2.0.0")


@pytest.fixture
def new_asker(engine: Engine, tmp_path: Any) -> Callable[..., Asker]:
    """Makes a program with a credential of its own, on a fresh database of each kind."""
    return lambda **given: asker(engine, tmp_path, **given)


@pytest.fixture
def said() -> Callable[..., Any]:
    """Makes a statement about an activity of its own; dotted names set or (None) take away what stands there."""

    def make(changes: dict[str, Any] | None = None, **top: Any) -> Any:
        made = copy.deepcopy(STATEMENT)
        made["object"]["id"] = f"http://centre.example/talks/{clock.new_id()}"
        made["id"] = str(uuid.UUID(clock.new_id()))
        for path, value in {**top, **(changes or {})}.items():
            *way, last = path.split(".")
            at = made
            for name in way:
                at = at.setdefault(name, {})
            if value is None:
                at.pop(last, None)
            else:
                at[last] = value
        return made

    return make
