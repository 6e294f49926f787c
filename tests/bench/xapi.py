"""What the learning record store costs beside the tablets' own way in. Run by `bench.py`."""

import base64
import json
import time
import uuid
from pathlib import Path
from typing import Any

from elderapp import clock, keys
from elderapp.hub import ingest
from elderapp.hub.demo import CENTRE, fill
from elderapp.hub.settings import Settings, secret
from elderapp.hub.storage import credentials, devices
from elderapp.hub.storage.engine import open_engine, transact
from elderapp.hub.unsettled import Unsettled
from elderapp.hub.xapi.requests import Request
from elderapp.hub.xapi.service import Store
from elderapp.records.statements import GENESIS, Row, Verb, chain
from elderapp.sync import protocol
from elderapp.sync.batches import make_batch

BATCH = 100
NATIVE = 500


def costs(folder: Path, batches: int = 40) -> dict[str, float]:
    """Statements a second: `/xapi` in batches of 100 against signed batches of 500 of a tablet, on one SQLite file."""
    settings = Settings(data=folder)
    engine = open_engine(settings.url)
    now = clock.wall_ms()
    fill(engine, now, settings)
    private = keys.new_private()
    code = transact(engine, lambda c: devices.new_code(c, CENTRE, secret(settings.data), "chow", now))
    digest = devices.code_digest(secret(settings.data), code)
    device = transact(engine, lambda c: devices.pair(c, digest, keys.public_of(private), "bench", now)).device
    arrivals = _arrivals(private, device, now, batches * BATCH // NATIVE)
    name, key = transact(engine, lambda c: credentials.make(c, CENTRE, "bench", may_write=True, who="chow", now=now))
    login = base64.b64encode(f"{name}:{key}".encode()).decode()
    headers = {"authorization": f"Basic {login}", "content-type": "application/json"}
    headers["x-experience-api-version"] = "1.0.3"
    store = Store(engine, settings, Unsettled())
    requests = [Request("POST", "statements", "", headers, json.dumps(_statements(n)).encode()) for n in range(batches)]
    store.serve(Request("GET", "statements", "limit=1", headers, b""))
    begin = time.perf_counter()
    for arrival in arrivals:
        assert isinstance(ingest.take(engine, arrival), protocol.Receipt)
    native = len(arrivals) * NATIVE / (time.perf_counter() - begin)
    begin = time.perf_counter()
    for request in requests:
        assert store.serve(request).status == 200
    ours = batches * BATCH / (time.perf_counter() - begin)
    begin = time.perf_counter()
    for request in requests:
        assert store.serve(request).status == 200
    again = batches * BATCH / (time.perf_counter() - begin)
    begin = time.perf_counter()
    for _ in range(10):
        assert store.serve(Request("GET", "statements", "limit=500", headers, b"")).status == 200
    read = 10 * 500 / (time.perf_counter() - begin)
    engine.dispose()
    return {
        "statements_per_s": ours, "native_against_ours": native / ours, "repeats_per_s": again, "read_per_s": read,
    }  # fmt: skip


def _arrivals(private: bytes, device: str, now: int, batches: int) -> list[ingest.Arrival]:
    prev, arrivals = GENESIS, []
    for number in range(batches):
        first = number * NATIVE + 1
        rows = tuple(
            Row(1, seq, now + seq, seq, "bench", Verb.ANSWERED, "demo-01", "s", f"a{seq // 30}",
                f"lesson/alone/step-{seq % 30}", {"outcome": "alone", "key": True})
            for seq in range(first, first + NATIVE)
        )  # fmt: skip
        batch = make_batch(private, device, 1, first, prev, rows)
        for row in rows:
            prev = chain(prev, row)
        body = protocol.deflate(batch)
        arrivals.append(ingest.Arrival(CENTRE, device, keys.public_of(private), batch, body, now))
    return arrivals


def _statements(number: int) -> list[dict[str, Any]]:
    """What another course's tool sends: an answer with its context and score."""
    course = "https://course.example"
    return [
        {
            "id": str(uuid.UUID(clock.new_id())),
            "actor": {"account": {"homePage": course, "name": f"learner-{each % 20}"}},
            "verb": {"id": "http://adlnet.gov/expapi/verbs/answered", "display": {"en": "answered"}},
            "object": {
                "id": f"{course}/steps/{each % 30}",
                "definition": {"name": {"en": f"Step {each % 30}"}, "type": "http://adlnet.gov/expapi/activities/step"},
            },
            "result": {"success": True, "score": {"scaled": 0.9}, "duration": "PT12S"},
            "context": {
                "registration": str(uuid.UUID(int=number, version=4)),
                "contextActivities": {"parent": [{"id": f"{course}/lessons/1"}]},
            },
            "timestamp": "2026-11-27T08:00:00Z",
        }
        for each in range(BATCH)
    ]
