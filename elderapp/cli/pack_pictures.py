"""`elderapp pack pictures`: large pictures of steps for a hub's projector, in packs that no tablet downloads."""

import io
from collections.abc import Mapping
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from elderapp import __version__, clock, keys, resources
from elderapp.cli.pack_keys import development_key, development_trust
from elderapp.lesson.model import TRACKS, Lesson
from elderapp.packs import format as packs
from elderapp.packs import trust as trusted
from elderapp.packs.model import PICTURES_FOR_ROOMS, Manifest

QUALITY = 82
"""Of WebP: letters stay sharp, a step takes about 15 kB."""


@click.command()
@click.argument("lessons", metavar="[LESSON-ID]…", nargs=-1)
@click.option("--lessons", "folder", type=click.Path(path_type=Path, file_okay=False, exists=True),
              help="Where the lessons are.")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Where packs go  [default: build/packs]")
@click.option("--films", type=click.Path(path_type=Path, file_okay=False),
              help="Films of `elderapp video` to add, by lesson  [default: build/video]")  # fmt: skip
@click.option("--key", type=click.Path(path_type=Path, dir_okay=False), help="The publisher's private key.")
def pictures(
    lessons: tuple[str, ...], folder: Path | None, out: Path | None, films: Path | None, key: Path | None
) -> None:
    """Draw the steps of lessons (all when left out) for the projector: one pack a track, kept on the hub's shelf."""
    from elderapp.cli.paper import chosen
    from elderapp.tablet import window

    mine, found = chosen(lessons, every=not lessons, folder=folder)
    window.prepare(offscreen=True, size=(1280, 1280))
    from elderapp.workshop import photos
    from elderapp.workshop.pane import Pane
    from elderapp.workshop.stills import stills

    pane, private = Pane(), keys.load_or_make(key or development_key())
    films = films or resources.build() / "video"
    drawn: dict[str, dict[str, bytes]] = {}
    for lesson in track(mine, "pictures", console=Console(stderr=True), transient=True):
        files = drawn.setdefault(lesson.track, {})
        for still in stills(lesson, pane, photos=photos.of_workspace(found)):
            files[f"{packs.PICTURES}{lesson.id}/{still.step}.webp"] = webp(still.png)
        files |= _film(lesson, films)
    for name in TRACKS:
        if drawn.get(name):
            path = write(name, drawn[name], out or resources.build() / "packs", private)
            click.echo(f"{path}: {len(drawn[name])} pictures and films, {path.stat().st_size // 1024} kB")


def webp(png: bytes) -> bytes:
    """A picture as browsers take it, small."""
    from PIL import Image

    made = io.BytesIO()
    with Image.open(io.BytesIO(png)) as image:
        image.convert("RGB").save(made, "WEBP", quality=QUALITY, method=6)
    return made.getvalue()


def _film(lesson: Lesson, folder: Path) -> dict[str, bytes]:
    path = folder / f"{lesson.id}.mp4"
    if not path.is_file() or path.stat().st_size > packs.MOST_FILE:
        return {}
    return {f"{packs.PICTURES}{lesson.id}/film.mp4": path.read_bytes()}


def write(name: str, files: Mapping[str, bytes], folder: Path, private: bytes) -> Path:
    """The pack of one track; its version is the app's and the day's, so that a newer one takes its place."""
    folder.mkdir(parents=True, exist_ok=True)
    way = trusted.load(resources.assets() / "trust.json", development_trust()).way_to(keys.public_of(private).hex())
    day = clock.day_of(clock.wall_ms()).replace("-", "")
    manifest = Manifest(
        id=f"{PICTURES_FOR_ROOMS}{name}", version=f"{__version__}.{day}", title="投影圖",
        licence="Apache-2.0", handovers=way,
    )  # fmt: skip
    path = folder / packs.file_name(manifest)
    packs.write(path, manifest, {}, {}, {}, files, private)
    for other in folder.glob(f"{manifest.id}-*.pack"):
        if other != path:
            other.unlink()
    return path
