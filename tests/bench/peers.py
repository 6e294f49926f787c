"""Others' programs beside ours, in one run: how soon a server answers, what it holds, how long records take to come.

    poe bench --peers [--write] [kolibri] [anki] [pouchdb]

Kolibri and Anki's sync server are installed from PyPI, pouchdb-server from npm, each into a folder of its own below
`build/peers`, where they are kept for the next time. One that cannot be had is skipped, with the reason. In each round
as many records are made in a client's own file as in a tablet's, and brought to the server's: theirs by their own
client, ours by the tablet's. A round more goes through a counter of bytes.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from measures import Measure, Part, Skipped
from servers import Ours, Peer, Theirs

HERE = Path(__file__).parent
SCRATCH = Path(__file__).resolve().parents[2] / "build" / "peers"
ROUNDS, STARTS = 3, 3


KOLIBRI = Peer(
    "Kolibri", "kolibri==0.19.5", 1000,
    ("HOME/bin/kolibri", "start", "--foreground", "--port", "PORT", "--zip-port", "0"),
    ("HOME/bin/python", str(HERE / "peer_kolibri.py")), "/api/public/info/",
    {"KOLIBRI_HOME": "DATA"},
    ("HOME/bin/kolibri", "manage", "provisiondevice", "--facility", "centre", "--superusername", "admin",
     "--superuserpassword", "admin", "--preset", "nonformal", "--language_id", "en", "--verbosity", "0", "--noinput"),
)  # fmt: skip
ANKI = Peer(
    "Anki's sync server", "anki==26.9.3", 10_000, ("HOME/bin/python", "-m", "anki.syncserver"),
    ("HOME/bin/python", str(HERE / "peer_anki.py")), "/health",
    {"SYNC_USER1": "admin:admin", "SYNC_BASE": "DATA", "SYNC_PORT": "PORT", "SYNC_HOST": "127.0.0.1"},
)  # fmt: skip
POUCHDB = Peer(
    "pouchdb-server", "pouchdb-server@4.2.0", 1000,
    ("node", "HOME/node_modules/pouchdb-server/bin/pouchdb-server", "--port", "PORT", "--dir", "DATA"),
    ("node", str(HERE / "peer_pouchdb.js"), "HOME"), "/", {},
)  # fmt: skip


def beside(peer: Peer) -> Callable[[Path], dict[str, list[float]]]:
    """The work of a part: this peer's figures and ours, round by round. Raises `Skipped` where it cannot be had."""

    def work(folder: Path) -> dict[str, list[float]]:
        home = had(peer)
        return compared(peer, home, folder)

    return work


def had(peer: Peer) -> Path:
    """The folder in which the peer is installed, as often as need be once. Raises `Skipped`."""
    home = SCRATCH / peer.package.replace("==", "-").replace("@", "-")
    if (home / "whole").exists():
        return home
    home.mkdir(parents=True, exist_ok=True)
    if "@" in peer.package:
        steps = [["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(home), peer.package]]
    else:
        steps = [
            [sys.executable, "-m", "venv", str(home)],
            [str(home / "bin" / "pip"), "install", "-q", peer.package],
        ]
    for step in steps:
        try:
            subprocess.run(step, check=True, capture_output=True, text=True)
        except FileNotFoundError as error:
            raise Skipped(f"{step[0]} is not on this machine") from error
        except subprocess.CalledProcessError as error:
            said = (error.stderr or error.stdout).strip().splitlines()
            raise Skipped(f"{peer.package} cannot be installed: {said[-1] if said else error}") from error
    (home / "whole").touch()
    return home


def compared(peer: Peer, home: Path, folder: Path) -> dict[str, list[float]]:
    """Starts, memory and rounds of both, in turns."""
    theirs, ours = Theirs(peer, home, folder / "theirs"), Ours(folder / "ours")
    starts = [(ours.start(), theirs.start()) for _ in range(STARTS)]
    found: dict[str, list[float]] = {
        "theirs_start_s": [one for _, one in starts],
        "ours_start_s": [a for a, _ in starts],
    }
    with ours.running() as our_hub, theirs.running() as their_hub:
        found |= {"ours_idle_mb": [our_hub.memory()], "theirs_idle_mb": [their_hub.memory()]}
        with ours.client(our_hub) as our_client, theirs.client(their_hub) as their_client:
            both = (our_client, their_client)
            for one in both:
                one.bring(peer.records)
            rounds = [[one.bring(peer.records) for one in both] for _ in range(ROUNDS)]
            wire = [one.bytes_of(peer.records) for one in both]
        found |= {"ours_peak_mb": [our_hub.peak()], "theirs_peak_mb": [their_hub.peak()]}
    found |= {
        "ours_per_s": [peer.records / one for one, _ in rounds],
        "theirs_per_s": [peer.records / one for _, one in rounds],
        "time_ratio": [one / other for one, other in rounds],
        "ours_bytes": [wire[0] / peer.records],
        "theirs_bytes": [wire[1] / peer.records],
        "bytes_ratio": [wire[0] / wire[1]],
    }
    for name in ("start_s", "idle_mb", "peak_mb"):
        pairs = zip(found[f"ours_{name}"], found[f"theirs_{name}"], strict=True)
        found[f"{name[:-2].strip('_')}_ratio"] = [one / other for one, other in pairs]
    return found


def _measures(time_limit: float | None, bytes_limit: float | None) -> tuple[Measure, ...]:
    return (
        Measure("time_ratio", "time for a record to come, ours against theirs", "×", time_limit),
        Measure("ours_per_s", "our records a second, from the tablet's file into the hub's", ""),
        Measure("theirs_per_s", "theirs, from their client's file into their server's", ""),
        Measure("bytes_ratio", "bytes on the wire for a record, ours against theirs", "×", bytes_limit),
        Measure("ours_bytes", "ours, both ways", "bytes"),
        Measure("theirs_bytes", "theirs", "bytes"),
        Measure("start_ratio", "process start → first answer, ours against theirs", "×"),
        Measure("ours_start_s", "ours", "s"),
        Measure("theirs_start_s", "theirs", "s"),
        Measure("idle_ratio", "memory of the server at rest, ours against theirs", "×"),
        Measure("ours_idle_mb", "ours", "MB"),
        Measure("theirs_idle_mb", "theirs", "MB"),
        Measure("peak_ratio", "its most memory until the last round, ours against theirs", "×"),
        Measure("ours_peak_mb", "ours", "MB"),
        Measure("theirs_peak_mb", "theirs", "MB"),
    )


PARTS = (
    Part("Beside Kolibri", beside(KOLIBRI), _measures(1 / 250, 0.1)),
    Part("Beside Anki's sync server", beside(ANKI), _measures(2, None)),
    Part("Beside pouchdb-server", beside(POUCHDB), _measures(None, None)),
)
