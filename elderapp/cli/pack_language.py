"""`elderapp pack build --language …`: the packs of another language."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import Progress

from elderapp import __version__, i18n, keys, resources
from elderapp.cli.i18n import LANGUAGE
from elderapp.packs import trust as trusted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from elderapp.authoring.voice.checks import Flaw
    from elderapp.authoring.workspace import Workspace
    from elderapp.lesson.model import Lesson
    from elderapp.packs.difference import Inside
    from elderapp.packs.model import Clip


def require(language: str, locales: Path | None = None) -> Path:
    """The folder of catalogues that have this language. Raises `click.UsageError` where none has."""
    place = locales or resources.locales()
    if language == i18n.SOURCE or not re.fullmatch(LANGUAGE, language) or not (place / language).is_dir():
        raise click.UsageError(f"there is no catalogue for {language}: elderapp i18n update --language {language}")
    return place


def build_in_language(
    language: str,
    good: "dict[str, Lesson]",
    found: "Workspace",
    *,
    speaker: str,
    cache: Path,
    folder: Path,
    private: bytes,
    release: bool,
    before: "Mapping[str, Inside] | None" = None,
    locales: Path | None = None,
) -> None:
    """Build `<track>-<language>` for each track and for the interface. For a release every refusal is told, at once."""
    from elderapp.authoring import packing, packing_translated
    from elderapp.authoring.voice.engines import engine

    place = require(language, locales)
    said = packing_translated.translation(good, found, place, language)
    clips: dict[str, Clip] = {}
    flaws: tuple[Flaw, ...] = ()
    if speaker != "none":
        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(f"clips ({language})", total=None)
            clips, flaws = packing_translated.speak(
                said, engine(speaker, language), cache, lambda done, all: bar.update(task, completed=done, total=all)
            )
    found_packs = packing_translated.contents(good, said, clips, cache, app=__version__)
    made = [packing.numbered(content, (before or {}).get(content.manifest.id)) for content in found_packs]
    for flaw in flaws:
        click.echo(f"{'warning' if flaw.is_warning else 'error'}[{flaw.code}]: {flaw.line} {flaw.about}", err=True)
    if release and (refused := list(packing_translated.refusals(made, said, flaws))):
        for one in refused:
            click.echo(f"error[{one.code}]: {one.pack}: {one.about}", err=True)
        click.echo("no pack was written", err=True)
        raise click.exceptions.Exit(1)
    if release and not trusted.load(resources.assets() / "trust.json").has(keys.public_of(private).hex()):
        click.echo("error[development-key]: the key is not a released publisher's: give --key", err=True)
        raise click.exceptions.Exit(1)
    for content in made:
        path = packing.write(content, folder, private)
        draft = " · draft: machine's voice" if content.manifest.draft else ""
        click.echo(f"{path}: {len(content.lines)} texts, {len(content.clips)} clips{draft}")
