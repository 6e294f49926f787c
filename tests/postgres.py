"""A real PostgreSQL for the tests that need one: Debian's, started for the run in a folder of its own."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from elderapp import clock


def _binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        pytest.fail("these tests need PostgreSQL: apt-get install postgresql, or set ELDERAPP_TEST_POSTGRES")
    return found[-1].parent


def _run(*command: str) -> None:
    """PostgreSQL refuses to run as root, so root hands over to `postgres`."""
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    done = subprocess.run([*as_user, *command], capture_output=True, text=True, cwd="/", check=False, timeout=60)
    if done.returncode:
        pytest.fail(f"{command[0]} failed:\n{done.stdout}{done.stderr}")


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """The address of a PostgreSQL server, without a database's name."""
    with server() as address:
        yield address


@contextmanager
def server(*, fsync: str = "off") -> Iterator[str]:
    """The same for a program that is no test; with `fsync` on it waits for the disk, as in earnest."""
    if given := os.environ.get("ELDERAPP_TEST_POSTGRES"):
        yield given.rstrip("/")
        return
    binaries, folder = _binaries(), Path(tempfile.mkdtemp(prefix="elderapp-pg-"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        data = str(folder / "data")
        _run(str(binaries / "initdb"), "-D", data, "-U", "elder", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync={fsync}"
        control = str(binaries / "pg_ctl")
        _run(control, "-D", data, "-l", str(folder / "log"), "-o", options, "-w", "start")
        try:
            yield f"postgresql://elder@127.0.0.1:{port}"
        finally:
            _run(control, "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres(cluster: str) -> Iterator[str]:
    """The address of an empty PostgreSQL database."""
    with database(cluster) as address:
        yield address


@contextmanager
def database(cluster: str, like: str = "template1") -> Iterator[str]:
    """A new database of a server: empty, or a copy of the one that is named."""
    name = f"t{clock.new_id()[:12]}"
    with psycopg.connect(f"{cluster}/postgres", autocommit=True) as connection:
        connection.execute(f"create database {name} template {like}")
    yield f"{cluster}/{name}"
    with psycopg.connect(f"{cluster}/postgres", autocommit=True) as connection:
        connection.execute(f"drop database {name} with (force)")
