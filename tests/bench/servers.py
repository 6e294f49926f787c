"""Servers and clients side by side: another program's and ours, each in processes and folders of its own."""

import contextlib
import json
import os
import random
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx
from measures import Skipped

from elderapp import clock
from elderapp.hub import demo
from elderapp.hub.settings import Settings, secret
from elderapp.hub.storage import devices
from elderapp.hub.storage.engine import open_engine, transact
from elderapp.records.statements import Statement, Verb
from elderapp.store import Store, log
from elderapp.sync import client

PATIENCE = 120.0
"""Seconds in which a server must answer."""
MB = 1024.0


class Peer(NamedTuple):
    """How a program is had and run. Commands name the folder of its data as DATA, its port as PORT, its own as HOME."""

    name: str
    package: str
    records: int
    """How many are brought in one round: enough that it takes a second or so."""
    server: tuple[str, ...]
    client: tuple[str, ...]
    answers: str
    """A path that the server answers once it is there."""
    settings: dict[str, str]
    first: tuple[str, ...] = ()
    """What must be run once on a new folder."""


class Running:
    """A server's process and where it answers."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process, self.port = process, port

    def memory(self) -> float:
        """What it and its children hold in RAM, in MB."""
        return sum(_status(pid, "VmRSS") for pid in _family(self.process.pid)) / MB

    def peak(self) -> float:
        """The most that each of them has held, in MB."""
        return sum(_status(pid, "VmHWM") for pid in _family(self.process.pid)) / MB


def _family(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    children = [int(one) for file in tasks for one in file.read_text(encoding="ascii").split()]
    return [pid, *(one for child in children for one in _family(child))]


def _status(pid: int, name: str) -> float:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith(name))


class Server:
    """What starts: a command of its own, on a free port, answered on a path of its own."""

    folder: Path
    command: list[str]
    answers: str
    environment: dict[str, str]

    @contextmanager
    def running(self) -> Iterator[Running]:
        """The server, from its first answer on until it is ended."""
        with self._started() as (running, _):
            yield running

    def start(self) -> float:
        """Seconds from the start of the process to the first answer, on a folder that is not new."""
        with self._started() as (_, seconds):
            return seconds

    @contextmanager
    def _started(self) -> Iterator[tuple[Running, float]]:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        filled = [one.replace("PORT", str(port)) for one in self.command]
        environment = {key: value.replace("PORT", str(port)) for key, value in self.environment.items()}
        begin = time.perf_counter()
        process = subprocess.Popen(
            filled, env=plain(environment), cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )  # pouchdb-server leaves its diary where it is started
        try:
            while not _answers(f"http://127.0.0.1:{port}{self.answers}"):
                if process.poll() is not None or time.perf_counter() - begin > PATIENCE:
                    raise Skipped(f"{filled[0]} does not start (ended with {process.poll()})")
                time.sleep(0.01)
            yield Running(process, port), time.perf_counter() - begin
        finally:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(20)
            process.kill()
            process.wait()


def _answers(address: str) -> bool:
    try:
        return httpx.get(address, trust_env=False, timeout=5).status_code < 500
    except httpx.HTTPError:
        return False


def plain(more: dict[str, str]) -> dict[str, str]:
    """This environment, without a proxy for this machine, and more."""
    return {**os.environ, "NO_PROXY": "127.0.0.1,localhost", "no_proxy": "127.0.0.1,localhost", **more}


class Theirs(Server):
    """A peer's server on a folder of its own, and its client on another."""

    def __init__(self, peer: Peer, home: Path, folder: Path) -> None:
        """Made ready: what has to be done once is done."""
        self.peer, self.home, self.folder = peer, home, folder
        data = folder / "server"
        data.mkdir(parents=True)
        self.command, self.answers = self._filled(peer.server, data), peer.answers
        self.environment = {key: value.replace("DATA", str(data)) for key, value in peer.settings.items()}
        if peer.first:
            done = subprocess.run(
                self._filled(peer.first, data), env=plain(self.environment), capture_output=True, check=False
            )
            if done.returncode:
                raise Skipped(f"{peer.name} cannot be made ready: {done.stderr.decode()[-200:]}")

    def _filled(self, words: tuple[str, ...], data: Path) -> list[str]:
        return [one.replace("HOME", str(self.home)).replace("DATA", str(data)) for one in words]

    @contextmanager
    def client(self, hub: Running) -> Iterator["Program"]:
        """Its client, a process that is told line by line what to do."""
        data = self.folder / "client"
        data.mkdir()
        given = {key: str(data) for key, value in self.peer.settings.items() if value == "DATA"}
        with Counter(hub.port) as counter:
            told = [*self._filled(self.peer.client, data), str(data), str(hub.port), str(counter.port)]
            process = subprocess.Popen(
                told, env=plain(given), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                text=True,
            )  # fmt: skip
            try:
                yield Program(process, counter)
            finally:
                process.communicate()


class Program:
    """A client that reads ``make N``, ``sync`` or ``counted`` and answers each with a line of JSON: seconds taken."""

    def __init__(self, process: subprocess.Popen[str], counter: "Counter") -> None:
        self._process, self._counter = process, counter

    def _told(self, line: str) -> float:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            print(line, file=self._process.stdin, flush=True)
        for answer in self._process.stdout:
            if answer.startswith("{"):
                return float(json.loads(answer)["seconds"])
        raise Skipped(f"its client ended while it was told: {line}")

    def bring(self, records: int) -> float:
        """Seconds to bring so many new records."""
        self._told(f"make {records}")
        return self._told("sync")

    def bytes_of(self, records: int) -> int:
        """Bytes both ways for so many."""
        self._told(f"make {records}")
        before = self._counter.bytes
        self._told("counted")
        return self._counter.bytes - before


class Ours(Server):
    """Our hub with a small centre, and a tablet."""

    def __init__(self, folder: Path) -> None:
        """A centre is there, as on any day but the first."""
        self.folder, self.settings = folder, Settings(data=folder / "hub")
        engine = open_engine(self.settings.url)
        demo.fill(engine, clock.wall_ms(), self.settings)
        self._code = transact(
            engine, lambda c: devices.new_code(c, demo.CENTRE, secret(self.settings.data), "chow", clock.wall_ms())
        )
        engine.dispose()
        packs = folder / "packs"
        packs.mkdir()
        self.command = [sys.executable, "-m", "elderapp", "hub", "--port", "PORT", "--data", str(self.settings.data)]
        self.command += ["--packs", str(packs)]
        self.answers, self.environment = "/healthz", {}

    @contextmanager
    def client(self, hub: Running) -> Iterator["Tablet"]:
        """A tablet's file, paired."""
        with Store.open(self.folder / "tablet.db", clock=Unhurried()) as store, Counter(hub.port) as counter:
            client.pair(store, f"http://127.0.0.1:{hub.port}", self._code).close()
            yield Tablet(store, hub.port, counter)


class Unhurried:
    """Some seconds pass between one statement and the next, as while somebody thinks."""

    def __init__(self) -> None:
        self._chance, self._passed = random.Random(2), 0
        self.boot_id, self.new_id = clock.boot_id, clock.new_id

    def wall_ms(self) -> int:
        """Milliseconds since 1970, from a month ago on."""
        self._passed += self._chance.randrange(1500, 20_000)
        return clock.wall_ms() - 31 * 86_400_000 + self._passed

    def mono_ms(self) -> int:
        """The same since the start."""
        return 60_000 + self._passed


class Tablet:
    """Answers in a tablet's file, brought to the hub by the tablet's own client."""

    def __init__(self, store: Store, port: int, counter: "Counter") -> None:
        self._store, self._port, self._counter = store, port, counter
        self._chance, self._made = random.Random(1), 0

    def _make(self, records: int) -> None:
        """One after the other, but in one transaction: how long a tablet writes is not what is measured here."""
        passing = self._store._clock
        self._store._write(lambda conn: [log.append(conn, passing, [self._answer()]) for _ in range(records)])

    def _answer(self) -> Statement:
        """Thirty to an attempt, as a lesson has."""
        if self._made % 30 == 0:
            self._attempt, self._session = clock.new_id(), clock.new_id()
        self._made += 1
        outcome = self._chance.choice(("alone", "alone", "hint1", "shown"))
        step = f"pay-fps-check-payee/alone/step-{self._made % 30}"
        return Statement(
            Verb.ANSWERED, "demo-01", step, {"outcome": outcome, "key": True}, self._session, self._attempt
        )

    def _sync(self, port: int) -> float:
        begin = time.perf_counter()
        hub = client.Hub(f"http://127.0.0.1:{port}", self._store.setting("hub-device", ""), self._store.private_key)
        with hub:
            client.push(self._store, hub)
        return time.perf_counter() - begin

    def bring(self, records: int) -> float:
        """Seconds to bring so many new records."""
        self._make(records)
        return self._sync(self._port)

    def bytes_of(self, records: int) -> int:
        """Bytes both ways for so many."""
        self._make(records)
        before = self._counter.bytes
        self._sync(self._counter.port)
        return self._counter.bytes - before


class Counter:
    """A door in front of a server of this machine that counts what goes through it, both ways."""

    def __init__(self, port: int) -> None:
        self._behind, self.bytes = port, 0
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]

    def __enter__(self) -> "Counter":
        threading.Thread(target=self._open, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._door.close()

    def _open(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._door.accept()
                far = socket.create_connection(("127.0.0.1", self._behind))
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self._carry, args=(one, other), daemon=True).start()

    def _carry(self, one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while block := one.recv(65536):
                other.sendall(block)
                self.bytes += len(block)
        with contextlib.suppress(OSError):
            other.shutdown(socket.SHUT_WR)
