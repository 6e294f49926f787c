"""`elderapp demo`: what `make run` does."""

import hashlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from elderapp import resources
from elderapp.cli.options import PORT, made


@click.command()
@click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False), help="Where hub and tablet keep their things."
)
@click.option("--pictures", type=click.Path(path_type=Path, file_okay=False), help="Where pictures of screens go.")
@click.option("--port", type=PORT, default=8700, show_default=True, help="The hub's port; 0 takes a free one.")
@click.option("--database", default="", help="The hub's database: postgresql://…; a SQLite file when left out.")
@click.option("--offscreen", is_flag=True, help="Off screen with a scripted learner, also where there is a display.")
def demo(data: Path | None, pictures: Path | None, port: int, database: str, *, offscreen: bool) -> None:
    """The whole loop: clips and packs, a hub with an invented centre, a tablet in its class."""
    from elderapp.hub import server
    from elderapp.tablet import window

    build = resources.build()
    try:
        server.listen("127.0.0.1", port).close()
    except server.HubFailed as error:
        raise server.HubFailed(f"{error}: {sys.argv[0]} demo --port {min(port + 1, 65535)}") from error
    packs = build / "packs"
    _build_packs(packs)
    from elderapp.workshop import demo as loop

    place = loop.Place(made(data or build / "demo"), packs, pictures or build / "pictures", port, database)
    if not offscreen and not window.has_display():
        click.echo("There is no display here: a scripted learner takes part off screen.")
        offscreen = True
    if offscreen:
        loop.run(place, click.echo, offscreen=True)
        return
    with _english_meanwhile(packs):
        loop.run(place, click.echo, offscreen=False)


@contextmanager
def _english_meanwhile(packs: Path) -> Iterator[None]:
    """The English packs are made while the app is open already; the tablet fetches them when they are there."""
    command = [sys.executable, "-m", "elderapp", "pack", "build", "--out", str(packs), "--language", "en"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as making:
        try:
            yield
        finally:
            making.terminate()


def _build_packs(packs: Path) -> None:
    """Build the packs with their clips, unless nothing has changed since."""
    from elderapp.cli.pack_keys import make_development_key

    if not (resources.build() / "trust.json").exists():
        make_development_key()
    make_once(packs, _state(), lambda: _make(packs))


def make_once(packs: Path, state: str, make: Callable[[], bool]) -> bool:
    """Calls `make` unless these packs were made from this `state` already. Gives whether it was called.

    What `make` was not content with is made anew the next time.
    """
    stamp = packs / ".stamp"
    if stamp.exists() and stamp.read_text(encoding="ascii") == state and any(packs.glob("*.pack")):
        return False
    stamp.unlink(missing_ok=True)
    if make():
        packs.mkdir(parents=True, exist_ok=True)
        stamp.write_text(state, encoding="ascii")
    return True


def _make(packs: Path) -> bool:
    from elderapp.cli.pack import build
    from elderapp.cli.voice import voice

    click.echo("Making the clips and packs (some minutes the first time, kept for the next)")
    spoken = voice.main(["build"], standalone_mode=False)
    packed = build.main(["--out", str(packs)], standalone_mode=False)
    return not spoken and not packed


def _state() -> str:
    """A digest of everything that packs are made of: lessons, and the code that makes them."""
    digest = hashlib.sha256()
    rooms = ("authoring", "lesson", "packs", "player", "speech")
    for folder in (resources.lessons(), resources.locales(), *(Path(__file__).parent.parent / room for room in rooms)):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    digest.update((resources.build() / "trust.json").read_bytes())
    return digest.hexdigest()
