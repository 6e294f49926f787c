"""`elderapp pack`: build packs from lessons, verify and install them, make the development key."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from elderapp import __version__, clock, keys, resources
from elderapp.packs import format as packs
from elderapp.packs import trust as trusted
from elderapp.packs.errors import PackUntrusted
from elderapp.packs.install import install as put
from elderapp.packs.trust import Trust

if TYPE_CHECKING:
    from collections.abc import Sequence

    from elderapp.authoring.packing import Refusal
    from elderapp.authoring.workspace import Workspace
    from elderapp.lesson.problems import Problem

_trust = click.option("--trust", type=click.Path(path_type=Path, dir_okay=False), multiple=True,
                      help="JSON lists of publishers' keys; those of the app when left out.")  # fmt: skip
_file = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))


@click.group()
def pack() -> None:
    """Signed packs of lessons."""


@pack.command("keys")
@click.option("--quiet", is_flag=True, help="Say nothing.")
def make_keys(*, quiet: bool) -> None:
    """Make this checkout's development key, if there is none, and trust it here."""
    public = keys.public_of(keys.load_or_make(_development_key())).hex()
    trusted.save(_development_trust(), Trust(frozenset({public})))
    if not quiet:
        click.echo(f"publisher {keys.key_id(bytes.fromhex(public))} is trusted by {_development_trust()}")


@pack.command()
@click.option("--lessons", type=click.Path(path_type=Path, file_okay=False, exists=True), help="Where the lessons are.")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Where packs go; build/packs if left out."
)
@click.option("--engine", "speaker", type=click.Choice(("espeak", "gtts", "none")), default="espeak", show_default=True,
              help="Who speaks where no recording is.")  # fmt: skip
@click.option("--cache", type=click.Path(path_type=Path, file_okay=False), help="Where clips are kept.")
@click.option("--key", type=click.Path(path_type=Path, dir_okay=False), help="The publisher's private key.")
@click.option("--release", is_flag=True, help="For tablets in use: refuse drafts, missing needs, overdue reviews.")
@click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Judge reviews as on this day (YYYY-MM-DD)."
)
def build(
    lessons: Path | None,
    out: Path | None,
    speaker: str,
    cache: Path | None,
    key: Path | None,
    release: bool,
    today: dt.datetime | None,
) -> None:
    """Build one pack for each track and one for the interface. A broken lesson: all is told, nothing is written."""
    from elderapp.authoring import packing, workspace
    from elderapp.authoring.voice.engines import engine

    private = keys.load_or_make(key or _development_key())
    day = today.date().isoformat() if today else clock.day_of(clock.wall_ms())
    clips_folder = cache or resources.build() / "clips"
    found = workspace.load(lessons or resources.lessons())
    problems = workspace.check_all(found, today=day)
    _tell_broken(found, problems)
    good = packing.usable(found, problems)
    clips, flaws = ({}, ()) if speaker == "none" else packing.speak(good, found, engine(speaker), clips_folder)
    made = list(packing.contents(good, found, clips, clips_folder, app=__version__))
    if release:
        _refuse(packing.refusals(made, day), private, any(not flaw.is_warning for flaw in flaws))
    for content in made:
        path = packing.write(content, out or resources.build() / "packs", private)
        draft = " · draft: machine's voice" if content.manifest.draft else ""
        click.echo(f"{path}: {len(content.lessons)} lessons, {len(content.clips)} clips{draft}")


def _tell_broken(found: "Workspace", problems: "Sequence[Problem]") -> None:
    """Ends with 1 when a lesson or mock has an error, once every one is told: a class must not find half a track."""
    from elderapp.authoring.diagnostics import render

    errors = [problem for problem in problems if problem.severity == "error"]
    for problem in errors:
        source = found.sources.get(problem.where.file)
        click.echo(render(problem, source.lines if source else (), "yue") + "\n", err=True)
    if errors:
        click.echo("no pack was written: mend these first (elderapp check)", err=True)
        raise click.exceptions.Exit(1)


def _refuse(refusals: "Iterable[Refusal]", private: bytes, is_broken: bool) -> None:
    """Ends with 1 when anything keeps the packs from being released; nothing is written then."""
    found = [f"error[{one.code}]: {one.pack}: {one.about}" for one in refusals]
    if not trusted.load(resources.assets() / "trust.json").has(keys.public_of(private).hex()):
        found.append("error[development-key]: the key is not a released publisher's: give --key")
    for line in found:
        click.echo(line, err=True)
    if found or is_broken:
        click.echo("no pack was written", err=True)
        raise click.exceptions.Exit(1)


@pack.command()
@_file
@_trust
def verify(files: tuple[Path, ...], trust: tuple[Path, ...]) -> None:
    """Check every file of packs. Exit 1 when one is damaged, too new or not trusted."""
    for path in files:
        found = packs.read(path, _trusted(trust), verify=True)
        manifest = found.manifest
        click.echo(f"{path}: {manifest.id} {manifest.version}, {len(found.lessons)} lessons, {len(found.clips)} clips")


@pack.command()
@_file
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False), required=True, help="The packs' folder.")
@_trust
def install(files: tuple[Path, ...], folder: Path, trust: tuple[Path, ...]) -> None:
    """Put packs into a tablet's or hub's folder; a refused one leaves what was there."""
    for path in files:
        click.echo(put(path, folder, _trusted(trust)).path)


def _trusted(paths: tuple[Path, ...]) -> Trust:
    trust = trusted.load(*(paths or (resources.assets() / "trust.json", _development_trust())))
    if not trust.publishers:
        raise PackUntrusted("no publisher is trusted here: elderapp pack keys")
    return trust


def _development_key() -> Path:
    return resources.build() / "keys" / "publisher.key"


def _development_trust() -> Path:
    return resources.build() / "trust.json"
