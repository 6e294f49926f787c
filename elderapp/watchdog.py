"""Tells whoever started this program that it works, and goes on telling: a program that hangs is started anew.

systemd's protocol (sd_notify): a datagram to the socket named in ``NOTIFY_SOCKET``. Without one nothing is told.
"""

import os
import socket
from collections.abc import Mapping


def tell(what: str, environment: Mapping[str, str] = os.environ) -> bool:
    """``READY=1``, ``WATCHDOG=1``, ``STOPPING=1``; gives whether somebody could be told. A full socket is no matter."""
    name = environment.get("NOTIFY_SOCKET", "")
    if not name:
        return False
    address = f"\0{name[1:]}" if name.startswith("@") else name
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | getattr(socket, "SOCK_CLOEXEC", 0)) as line:
            line.setblocking(False)
            line.sendto(what.encode(), address)
    except OSError:
        return False
    return True


def every(environment: Mapping[str, str] = os.environ) -> float:
    """Seconds between two signs of life: a third of what is waited for; 0 where nobody waits for any.

    >>> every({"WATCHDOG_USEC": "60000000", "NOTIFY_SOCKET": "/run/systemd/notify"})
    20.0
    >>> every({})
    0.0
    """
    if not environment.get("NOTIFY_SOCKET"):
        return 0.0
    told = environment.get("WATCHDOG_USEC", "")
    return int(told) / 3e6 if told.isdecimal() else 0.0
