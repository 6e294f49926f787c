"""`elderapp pack`: build packs from lessons, compare, verify and install them."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec
from rich.console import Console
from rich.progress import Progress, track

from elderapp import __version__, clock, i18n, keys, resources
from elderapp.cli.pack_keys import development_key, development_trust, keys_
from elderapp.cli.pack_pictures import pictures
from elderapp.errors import ElderError
from elderapp.packs import format as packs
from elderapp.packs import trust as trusted
from elderapp.packs.difference import Difference, Inside, difference, unraised
from elderapp.packs.errors import PackUntrusted
from elderapp.packs.install import install as put
from elderapp.packs.install import installed
from elderapp.packs.trust import Trust

if TYPE_CHECKING:
    from collections.abc import Sequence

    from elderapp.authoring.packing import Content, Refusal
    from elderapp.authoring.workspace import Workspace
    from elderapp.lesson.model import Lesson
    from elderapp.lesson.problems import Problem
    from elderapp.packs.model import Clip, Pack

_trust = click.option("--trust", type=click.Path(path_type=Path, dir_okay=False), multiple=True,
                      help="Trust files; those of the app when left out.")  # fmt: skip
_file = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
DRAFT = "試用・機械聲"
"""What a pack is labelled with as long as one of its clips may not be released."""


@click.group()
def pack() -> None:
    """Signed packs of lessons."""


pack.add_command(keys_)
pack.add_command(pictures)


@pack.command()
@click.option("--lessons", type=click.Path(path_type=Path, file_okay=False, exists=True), help="Where the lessons are.")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Where packs go; build/packs if left out."
)
@click.option("--since", type=click.Path(path_type=Path, exists=True, file_okay=False),
              help="The packs of before, from which versions are counted; those in --out if left out.")  # fmt: skip
@click.option("--engine", "speaker", type=click.Choice(("espeak", "gtts", "none")), default="espeak", show_default=True,
              help="Who speaks where no recording is.")  # fmt: skip
@click.option("--cache", type=click.Path(path_type=Path, file_okay=False), help="Where clips are kept.")
@click.option("--key", type=click.Path(path_type=Path, dir_okay=False), help="The publisher's private key.")
@click.option("--language", default=i18n.SOURCE, show_default=True, metavar="CODE",
              help="Another language's packs, beside those of the tracks.")  # fmt: skip
@click.option("--release", is_flag=True, help="For tablets in use: refuse drafts, missing needs, overdue reviews.")
@click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Judge reviews as on this day (YYYY-MM-DD)."
)
def build(
    lessons: Path | None,
    out: Path | None,
    since: Path | None,
    speaker: str,
    cache: Path | None,
    key: Path | None,
    language: str,
    release: bool,
    today: dt.datetime | None,
) -> None:
    """Build one pack for each track and one for the interface. A broken lesson: all is told, nothing is written."""
    from elderapp.authoring import packing, workspace
    from elderapp.authoring.voice import heard as hearings

    if language != i18n.SOURCE:
        from elderapp.cli.pack_language import build_in_language, require

        require(language)  # before every lesson is read
    private = keys.load_or_make(key or development_key())
    day = today.date().isoformat() if today else clock.day_of(clock.wall_ms())
    clips_folder, folder = cache or resources.build() / "clips", out or resources.build() / "packs"
    found = workspace.load(lessons or resources.lessons())
    problems = workspace.check_all(found, today=day)
    _tell_broken(found, problems)
    good = packing.usable(found, problems)
    if language != i18n.SOURCE:
        build_in_language(
            language,
            good,
            found,
            speaker=speaker,
            cache=clips_folder,
            folder=folder,
            private=private,
            release=release,
            before=_before(since or folder, private),
        )
        return
    clips, is_flawed = _spoken(good, found, speaker, clips_folder)
    heard = hearings.read(found.root)
    before = _before(since or folder, private)
    made = list(packing.contents(good, found, clips, clips_folder, app=__version__, heard=heard, before=before))
    low = _unraised(made, before)
    for line in low:
        click.echo(f"{'error' if release else 'warning'}[version]: {line}", err=True)
    if release:
        _refuse(packing.refusals(made, day, heard), private, is_flawed or bool(low))
    way = _trusted_here().way_to(keys.public_of(private).hex())
    for content in track(made, "packs", console=Console(stderr=True), transient=True):
        path = packing.write(content, folder, private, way)
        draft = f" · draft: machine's voice 「{DRAFT}」" if content.manifest.draft else ""
        click.echo(f"{path}: {len(content.lessons)} lessons, {len(content.clips)} clips{draft}")


@pack.command()
@_file
@_trust
def verify(files: tuple[Path, ...], trust: tuple[Path, ...]) -> None:
    """Check every file of packs, and tell what they lack. Exit 1 when one is damaged, too new or not trusted."""
    bad = 0
    for path in files:
        try:
            found = packs.read(path, _trusted(trust), verify=True)
        except ElderError as error:
            click.echo(f"{path}: error[{error.code}]: {error}", err=True)
            bad += 1
            continue
        manifest = found.manifest
        click.echo(f"{path}: {manifest.id} {manifest.version}, {len(found.lessons)} lessons, {len(found.clips)} clips")
        for line in _lacks(found):
            click.echo(f"  {line}")
    if bad:
        raise click.exceptions.Exit(1)


@pack.command()
@click.argument("old", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("new", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@_trust
def diff(old: Path, new: Path, form: str, trust: tuple[Path, ...]) -> None:
    """Tell what is other in the pack NEW than in OLD, and its least version. Exit 1 if its own is lower."""
    one, two = (packs.read(path, _trusted(trust)) for path in (old, new))
    if one.manifest.id != two.manifest.id:
        raise click.UsageError(f"{old.name} is a pack of {one.manifest.id}, {new.name} one of {two.manifest.id}")
    found = difference(_inside(one), _inside(two))
    if form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
    else:
        _tell_difference(found, two)
    raise click.exceptions.Exit(0 if found.is_enough else 1)


@pack.command()
@_file
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False), required=True, help="The packs' folder.")
@click.option("--downgrade", is_flag=True, help="Also put an older version over a newer one.")
@_trust
def install(files: tuple[Path, ...], folder: Path, trust: tuple[Path, ...], *, downgrade: bool) -> None:
    """Put packs into a tablet's or hub's folder; a refused one leaves what was there."""
    for path in files:
        click.echo(put(path, folder, _trusted(trust), downgrade=downgrade).path)


def _spoken(
    good: "dict[str, Lesson]", found: "Workspace", speaker: str, folder: Path
) -> "tuple[dict[str, Clip], bool]":
    """The clips, made where they are missing, with a bar; and whether any is bad."""
    from elderapp.authoring import packing
    from elderapp.authoring.voice.engines import engine

    if speaker == "none":
        return {}, False
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("clips", total=None)
        clips, flaws = packing.speak(
            good, found, engine(speaker), folder, lambda done, total: bar.update(task, completed=done, total=total)
        )
    return clips, any(not flaw.is_warning for flaw in flaws)


def _before(folder: Path, private: bytes) -> dict[str, Inside]:
    """The last version of each pack in a folder, signed by this publisher."""
    mine = Trust(frozenset({keys.public_of(private).hex()}))
    return {one.manifest.id: _inside(one) for one in installed(folder, mine)} if folder.is_dir() else {}


def _inside(found: "Pack") -> Inside:
    kept = {name: digest for name, digest in found.manifest.files.items() if name.startswith(("clips/", "pictures/"))}
    return Inside(
        version=found.manifest.version, lessons=found.lessons, lines=found.lines, clips=found.clips, files=kept
    )


def _unraised(made: "Sequence[Content]", before: dict[str, Inside]) -> list[str]:
    """Lessons that must say a higher version, because what counts as mastered is another thing now."""
    return [
        f'{name}: what counts as mastered has changed: write version: "{version}"; learners keep what they have and '
        "meet 再練吓"
        for content in made
        if content.manifest.id in before
        for name, version in unraised(before[content.manifest.id].lessons, content.lessons).items()
    ]


def _lacks(found: "Pack") -> Iterable[str]:
    """What a pack that is whole and trusted may still lack."""
    manifest = found.manifest
    if manifest.draft:
        machine = sum(clip.engine != "human" for clip in found.clips.values())
        yield f"draft 「{DRAFT}」: {machine} of {len(found.clips)} clips are a machine's"
    unread = [lesson.id for lesson in found.lessons.values() if lesson.reviewed == "never"]
    if unread:
        yield f"never reviewed 「內容待核實」: {', '.join(unread)}"
    for one in manifest.handovers:
        yield f"handover {one.on}: {one.old[:16]}… → {one.new[:16]}…"


def _tell_difference(found: Difference, new: "Pack") -> None:
    click.echo(f"{new.manifest.id}: {found.given}, expected {found.expected} ({found.weight or 'nothing changed'})")
    for name in found.added:
        click.echo(f"+ {name}")
    for name in found.removed:
        click.echo(f"- {name}")
    for name, some in found.changed.items():
        click.echo(f"~ {name}")
        for one in some:
            words = f": {one.old} → {one.new}" if one.what == "words" else ""
            click.echo(f"    {one.weight} {one.what} {one.where}{words}")
    if found.clips or found.lines:
        click.echo(f"  {len(found.clips)} clips and {len(found.lines)} lines of the app are other")
    if not found.is_enough:
        click.echo(f"the version is too low: it should be {found.expected}", err=True)


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


def _trusted(paths: tuple[Path, ...]) -> Trust:
    trust = trusted.load(*paths) if paths else _trusted_here()
    if not trust.publishers:
        raise PackUntrusted("no publisher is trusted here: elderapp pack keys")
    return trust


def _trusted_here() -> Trust:
    return trusted.load(resources.assets() / "trust.json", development_trust())
