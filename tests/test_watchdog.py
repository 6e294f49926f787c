"""What a service manager is told: by a real socket."""

import socket

import pytest

from elderapp import watchdog


@pytest.fixture
def manager(tmp_path):
    """Somebody who listens."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(str(tmp_path / "notify"))
        line.settimeout(5)
        yield line


def test_what_is_told_arrives(manager):
    told = {"NOTIFY_SOCKET": manager.getsockname()}

    assert [True, True] == [watchdog.tell(what, told) for what in ("READY=1", "WATCHDOG=1")]
    assert [b"READY=1", b"WATCHDOG=1"] == [manager.recv(64) for _ in range(2)]


def test_a_socket_without_a_file_is_reached_too():
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind("\0elderapp-test-watchdog")
        line.settimeout(5)

        assert watchdog.tell("READY=1", {"NOTIFY_SOCKET": "@elderapp-test-watchdog"})
        assert b"READY=1" == line.recv(64)


def test_where_nobody_listens_nothing_happens(tmp_path):
    assert not watchdog.tell("READY=1", {})
    assert not watchdog.tell("READY=1", {"NOTIFY_SOCKET": str(tmp_path / "gone")})


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ({"NOTIFY_SOCKET": "@a", "WATCHDOG_USEC": "30000000"}, 10.0),
        ({"NOTIFY_SOCKET": "@a", "WATCHDOG_USEC": "soon"}, 0.0),
        ({"NOTIFY_SOCKET": "@a"}, 0.0),
        ({"WATCHDOG_USEC": "30000000"}, 0.0),
    ],
)
def test_a_sign_of_life_comes_three_times_in_the_time_allowed(told, seconds):
    assert seconds == watchdog.every(told)
