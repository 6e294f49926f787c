"""Process start → first frame that shows the names, against an empty Kivy window; with much installed, too."""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import msgspec
import plain

from elderapp import keys, resources
from elderapp.authoring import workspace
from elderapp.packs.format import file_name, write
from elderapp.packs.install import install
from elderapp.packs.model import Manifest
from elderapp.packs.trust import Trust
from elderapp.records.people import PICTURES, Learner, Roster, Session
from elderapp.workshop import tablets

APP = """
import os
import sys
from pathlib import Path
from elderapp.workshop import tablets
home = tablets.Home(Path(sys.argv[1]), tablets.trust())
from elderapp.tablet import window
window.prepare(offscreen=True)
from kivy.base import EventLoop, runTouchApp
EventLoop.ensure_window()
with home.open_store() as store:
    shell = tablets.shell(home, store)
    runTouchApp(shell, embedded=True)
    EventLoop.idle()
    os._exit(0)
"""
TRIMMED = plain.EMPTY.replace(
    plain.OPEN, "import os\nfrom elderapp.tablet import window\nwindow.prepare(offscreen=True)"
)
"""An empty window for which all that the app leaves out is left out as well."""
RUNS = 9
LESSONS, PEOPLE = 1000, 500


def start(folder: Path) -> dict[str, list[float]]:
    """Each run opens one after the other; the quotients are those of one round, so that a busy moment hits all."""
    few, full = tablet(folder), full_tablet(folder / "full")
    programs = {
        "empty": (plain.EMPTY, folder), "trimmed": (TRIMMED, folder), "app": (APP, few), "full": (APP, full),
    }  # fmt: skip
    wall: dict[str, list[float]] = {name: [] for name in programs}
    work: dict[str, list[float]] = {name: [] for name in programs}
    with tempfile.TemporaryDirectory() as compiled:
        for number in range(RUNS + 1):
            for name, (program, place) in programs.items():
                seconds, cpu = _run(program, place, compiled)
                if number:  # the first one compiles
                    wall[name].append(seconds)
                    work[name].append(cpu)
    return {
        "app_s": wall["app"],
        "empty_s": wall["empty"],
        "against_empty": _quotients(wall, "app", "empty"),
        "cpu_against_empty": _quotients(work, "app", "empty"),
        "cpu_against_trimmed": _quotients(work, "app", "trimmed"),
        "full_against_few": _quotients(wall, "full", "app"),
        "cpu_full_against_few": _quotients(work, "full", "app"),
    }


def _quotients(took: dict[str, list[float]], one: str, other: str) -> list[float]:
    return [a / b for a, b in zip(took[one], took[other], strict=True)]


def _run(program: str, place: Path, compiled: str) -> tuple[float, float]:
    """Seconds by the clock, and of the processor, from process start to the end of the first frame."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", program, str(place)], check=True, capture_output=True,
        env={**plain.environment(), "PYTHONPYCACHEPREFIX": compiled},
    )  # fmt: skip
    seconds = time.perf_counter() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def home_in(folder: Path) -> Path:
    """The folder itself, in which `tablet` has put a tablet."""
    tablet(folder)
    return folder


def tablet(folder: Path) -> Path:
    """A tablet with the packs of this checkout, which `elderapp demo` or `elderapp pack build` has made."""
    home = tablets.Home(folder / "tablet", tablets.trust())
    for pack in sorted((resources.root() / "build" / "packs").glob("*.pack")):
        install(pack, home.packs, home.trust)
    if not list(home.packs.glob("*.pack")):
        sys.exit("bench: there are no packs in build/packs: elderapp pack build")
    home.contents()  # clips are taken out of their packs once, when they are installed
    people = tuple(Learner(f"l{n}", f"{'陳李黃張何吳'[n]}太", PICTURES[n]) for n in range(6))
    session = Session("s", "B 班", 0, 2**53, learners=tuple(one.id for one in people))
    with home.open_store() as store:
        store.save_roster(Roster("晴川", "7", session=session, learners=people))
    return home.data


def full_tablet(folder: Path) -> Path:
    """A tablet with copies of one lesson under other names, in packs of a hundred, and a long roster."""
    private = keys.new_private()
    home = tablets.Home(folder, Trust(frozenset({keys.public_of(private).hex()})))
    lesson = workspace.load(resources.lessons()).lessons["pay-fps-check-payee"]
    for first in range(0, LESSONS, 100):
        named = {f"copy-{n}": msgspec.structs.replace(lesson, id=f"copy-{n}") for n in range(first, first + 100)}
        manifest = Manifest(id=f"many-{first}", version="1.0.0", languages=("yue",))
        write(home.packs / file_name(manifest), manifest, named, {}, {}, {}, private)
    learners = tuple(Learner(f"l{n}", f"{'陳李黃張何吳周鄭'[n % 8]}太", PICTURES[n % 8]) for n in range(PEOPLE))
    session = Session("s", "B 班", 0, 2**53, learners=tuple(one.id for one in learners[:24]))
    with home.open_store() as store:
        store.save_roster(Roster("晴川", "7", session=session, learners=learners))
    return folder
