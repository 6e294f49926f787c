"""One tablet's first visit to its hub, byte for byte: written down once a version, and played back ever after.

`python -m tests.sync.exchange DAY` writes ``wire/DAY.json`` with the code that is installed. Time, chance and keys
are fixed, so that whoever plays it back meets the same hub, or is the same tablet. A file that was written is never
changed: it stands on tablets and hubs out there.
"""

import itertools
import json
import sys
import tempfile
import uuid
from contextlib import ExitStack
from pathlib import Path
from unittest.mock import patch

import httpx

from elderapp import clock
from elderapp.hub.server import Running
from elderapp.hub.settings import Settings, secret
from elderapp.hub.storage import devices, places
from elderapp.hub.storage.engine import open_engine, transact
from elderapp.hub.storage.places import Meeting
from elderapp.records.people import Learner
from elderapp.records.statements import Statement, Verb
from elderapp.store import Store
from elderapp.sync import client

FOLDER = Path(__file__).with_name("wire")
NOW = 1_795_752_000_000  # 27 November 2026, noon in Hong Kong
HOUR = 3_600_000
HUB_KEY, TABLET_KEY, CODE = "11" * 32, "22" * 32, "12345678"
LEARNERS = (Learner("p-1", "陳太", "flower", "B01"), Learner("p-2", "李生", "bird", "B02"))
WALK_IN = Learner("p-3", "黃婆婆", "teacup")
LESSON = "pay-fps-send"
SAID = (
    Statement(Verb.INITIALIZED, "p-1", LESSON, {"nth": 1, "version": "1.0.0"}, "s-1", "a" * 32),
    Statement(Verb.ANSWERED, "p-1", f"{LESSON}/alone/amount", {"outcome": "alone", "key": True}, "s-1", "a" * 32),
    Statement(Verb.COMPLETED, "p-1", LESSON, {}, "s-1", "a" * 32),
)


class Still:
    """A clock that stands, and ids that count."""

    def __init__(self) -> None:
        self._ids = itertools.count(1)

    def wall_ms(self) -> int:
        return NOW

    def mono_ms(self) -> int:
        return 1000

    def boot_id(self) -> str:
        return "0badb007"

    def new_id(self) -> str:
        return uuid.UUID(int=next(self._ids) << 80 | 0xE1DE).hex


def hub_in(folder: Path) -> Settings:
    """A hub's folder with a class that is on and a code for one tablet."""
    folder.mkdir(parents=True)
    (folder / "hub.key").write_text(HUB_KEY, encoding="ascii")
    settings = Settings(data=folder)
    engine = open_engine(settings.url)

    def act(connection):
        places.new_centre(connection, 1, "晴川長者學堂")
        places.new_cohort(connection, 1, "c-1", "智能手機 B 班", LEARNERS)
        row = ("s-1", "c-1", "智能手機 B 班", NOW - HOUR, NOW + HOUR, "二樓", LESSON, "")
        places.new_meeting(connection, 1, Meeting(*row))
        with patch.object(clock, "pairing_code", lambda: CODE):
            devices.new_code(connection, 1, secret(folder), "chow", NOW)

    transact(engine, act)
    engine.dispose()
    return settings


def tablet_in(folder: Path) -> Store:
    """A tablet that has met somebody and has something to say."""
    folder.mkdir(parents=True)
    (folder / "tablet.key").write_text(TABLET_KEY, encoding="ascii")
    store = Store.open(folder / "tablet.db", clock=Still())
    store.record(SAID)
    store.add_person(WALK_IN, session="s-1")
    return store


def fixed() -> ExitStack:
    """The clock stands for hub and client too; their ids are chance."""
    stack = ExitStack()
    for name in ("wall_ms", "new_id"):
        stack.enter_context(patch.object(clock, name, getattr(Still(), name)))
    return stack


class Recorder(httpx.HTTPTransport):
    """Writes down what passes."""

    def __init__(self) -> None:
        super().__init__()
        self.passed: list[dict[str, object]] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        answer = super().handle_request(request)
        body = answer.read()
        asked = {name: value for name, value in request.headers.items() if name.startswith(("elder-", "content-"))}
        self.passed.append(
            {
                "method": request.method,
                "target": request.url.raw_path.decode(),
                "headers": asked,
                "body": request.content.hex(),
                "status": answer.status_code,
                "media": answer.headers["content-type"],
                "answer": json.loads(body),
            }
        )
        return httpx.Response(answer.status_code, headers=answer.headers, content=body)


def record() -> list[dict[str, object]]:
    """A visit by the code that is installed."""
    recorder = Recorder()
    with tempfile.TemporaryDirectory() as name, fixed():
        settings = hub_in(Path(name) / "hub")
        with (
            Running(settings) as running,
            tablet_in(Path(name) / "tablet") as store,
            client.pair(store, running.address, CODE, name="窗邊", transport=recorder) as hub,
        ):
            client.sync_once(store, hub, folder=Path(name) / "packs")
    return recorder.passed


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    target = FOLDER / f"{sys.argv[1]}.json"
    with target.open("x", encoding="utf-8") as file:
        json.dump(record(), file, ensure_ascii=False, indent=1)
        file.write("\n")
