"""`elderapp demo`: what `make run` does."""

import hashlib
from pathlib import Path

import click

from elderapp import resources


@click.command()
@click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False), help="Where hub and tablet keep their things."
)
@click.option("--pictures", type=click.Path(path_type=Path, file_okay=False), help="Where pictures of screens go.")
@click.option("--port", default=8700, show_default=True, help="The hub's port; 0 takes a free one.")
@click.option("--database", default="", help="The hub's database: postgresql://…; a SQLite file when left out.")
@click.option("--offscreen", is_flag=True, help="Off screen with a scripted learner, also where there is a display.")
def demo(data: Path | None, pictures: Path | None, port: int, database: str, *, offscreen: bool) -> None:
    """The whole loop: clips and packs, a hub with an invented centre, a tablet in its class."""
    from elderapp.tablet import window

    build = resources.root() / "build"
    packs = build / "packs"
    _build_packs(packs)
    from elderapp.workshop import demo as loop

    place = loop.Place(data or build / "demo", packs, pictures or build / "pictures", port, database)
    if not offscreen and not window.has_display():
        click.echo("There is no display here: a scripted learner takes part off screen.")
        offscreen = True
    loop.run(place, click.echo, offscreen=offscreen)


def _build_packs(packs: Path) -> None:
    """Build the packs with their clips, unless nothing has changed since."""
    stamp, now = packs / ".stamp", _state()
    if stamp.exists() and stamp.read_text(encoding="ascii") == now:
        return
    from elderapp.cli.pack import build
    from elderapp.cli.voice import voice

    click.echo("Making the clips and packs (some minutes the first time, kept for the next)")
    voice.main(["build"], standalone_mode=False)
    build.main(["--out", str(packs)], standalone_mode=False)
    stamp.write_text(now, encoding="ascii")


def _state() -> str:
    """A digest of everything that packs are made of: lessons, and the code that makes them."""
    root = resources.root()
    digest = hashlib.sha256()
    rooms = ("authoring", "lesson", "packs", "player", "speech")
    for folder in (resources.lessons(), *(Path(__file__).parent.parent / room for room in rooms)):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    digest.update((root / "build" / "trust.json").read_bytes())
    return digest.hexdigest()
