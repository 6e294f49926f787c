"""The only door to time and chance; everything else takes them as arguments."""

import datetime as dt
import functools
import secrets
import time
import uuid
from pathlib import Path
from zoneinfo import ZoneInfo

HONG_KONG = ZoneInfo("Asia/Hong_Kong")
"""A day is Hong Kong's, wherever the tablet thinks it is."""
NO_BOOT = "00000000"


def now() -> dt.datetime:
    """The wall clock, aware, in UTC."""
    return dt.datetime.now(dt.UTC)


def wall_ms() -> int:
    """The wall clock in milliseconds since 1970, UTC. It may jump; see `mono_ms`."""
    return time.time_ns() // 1_000_000


def mono_ms() -> int:
    """Milliseconds that never run backwards while this machine is up, and run on while it sleeps if it counts that."""
    sleeping = getattr(time, "CLOCK_BOOTTIME", None)
    return (time.monotonic_ns() if sleeping is None else time.clock_gettime_ns(sleeping)) // 1_000_000


@functools.cache  # no program outlives a start of its machine, and reading it takes a tenth of a durable write
def boot_id() -> str:
    """Which start of the machine `mono_ms` counts from: last 8 hex digits of the kernel's boot id, or `NO_BOOT`.

    The last ones: rows of older apps, whose `mono` stood still while the machine slept, are of another start.
    """
    path = Path("/proc/sys/kernel/random/boot_id")
    return path.read_text(encoding="ascii").strip()[-8:] if path.exists() else NO_BOOT


def day_of(wall_ms: int) -> str:
    """The Hong Kong day (ISO date) of a moment in milliseconds since 1970.

    >>> day_of(1_763_654_400_000)
    '2025-11-21'
    """
    return dt.datetime.fromtimestamp(wall_ms / 1000, HONG_KONG).date().isoformat()


def new_id() -> str:
    """A fresh random identity, 32 hex digits."""
    return uuid.uuid4().hex


def pairing_code() -> str:
    """Eight random digits to type into a tablet once."""
    return f"{secrets.randbelow(10**8):08d}"


def token() -> str:
    """A random URL-safe secret of 32 bytes."""
    return secrets.token_urlsafe(32)


def monotonic() -> float:
    """Seconds that never run backwards while this machine is up."""
    return time.monotonic()


def sleep(seconds: float) -> None:
    """Let time pass."""
    time.sleep(seconds)


def chance() -> float:
    """A random number from 0 to below 1."""
    return secrets.randbelow(1_000_000) / 1_000_000
