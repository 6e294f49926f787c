"""`elderapp i18n`: words for translators and back: extract, update, compile, status."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from elderapp import i18n as languages
from elderapp import resources

if TYPE_CHECKING:
    from elderapp.authoring.catalogue import Entry
    from elderapp.authoring.catalogue_checks import Standing

LANGUAGE = r"[a-z]{2,3}(_[A-Z][a-z]{3})?(_[A-Z]{2})?"


def _places(command: Callable[..., Any]) -> Callable[..., Any]:
    """Where lessons and catalogues are, where not in their usual places."""
    for name, text in (("locales", "Where catalogues are."), ("lessons", "Where the lessons are.")):
        kind = click.Path(path_type=Path, file_okay=False, exists=name == "lessons")
        command = click.option(f"--{name}", type=kind, help=text)(command)
    return command


def _code(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    import re

    if value is not None and (not re.fullmatch(LANGUAGE, value) or value == languages.SOURCE):
        raise click.BadParameter(
            f"{value!r} is not a language to translate into: write its code, like en, ur or zh_Hans"
        )
    return value


_language = click.option(
    "--language", callback=_code, metavar="CODE", help="One language; all there are when left out."
)


@click.group()
def i18n() -> None:
    """Words for translators: the app's own, and every line and label of lessons and practice phones."""


@i18n.command()
@_places
def extract(locales: Path | None, lessons: Path | None) -> None:
    """Write the templates elderapp.pot and lessons.pot: every Cantonese text that wants translating."""
    from elderapp.authoring import catalogue

    folder = locales or resources.locales()
    for domain, entries in _templates(lessons).items():
        changed = catalogue.write(folder / f"{domain}.pot", entries)
        click.echo(f"{folder / f'{domain}.pot'}: {len(entries)} texts{'' if changed else ', as before'}")


@i18n.command()
@_places
@_language
def update(locales: Path | None, lessons: Path | None, language: str | None) -> None:
    """Take new and changed texts into the catalogues. A new --language gets new ones.

    A translation stays with its context: where the Cantonese has changed it is kept and marked fuzzy, with the words it
    was made from; a renamed step keeps it; what is no longer said is kept at the end.
    """
    from elderapp.authoring import catalogue, messages, translating, workspace

    folder = locales or resources.locales()
    renamed = messages.renames(workspace.load(lessons or resources.lessons(), cuts=False))
    for domain, template in _templates(lessons).items():
        catalogue.write(folder / f"{domain}.pot", template)
        for code in _languages(folder, language):
            path = translating.path_of(folder, code, domain)
            merged = catalogue.merge(template, catalogue.read(path), renamed)
            catalogue.write(path, merged, code)
            click.echo(f"{path}: {_counted(merged)}")


@i18n.command("compile")
@_places
@_language
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Where .mo files go; build/locales.")
@click.option("--strict", is_flag=True, help="Warnings fail too.")
def compile_(
    locales: Path | None, lessons: Path | None, language: str | None, out: Path | None, *, strict: bool
) -> None:
    """Check every translation (placeholders, length) and write .mo files. Exit 1 when one cannot stand."""
    from elderapp.authoring import catalogue, catalogue_checks, translating

    del lessons
    folder, target = locales or resources.locales(), out or resources.build() / "locales"
    failed = False
    for code in _languages(folder, language, needed=True):
        for domain in (translating.INTERFACE, translating.LESSONS):
            path = translating.path_of(folder, code, domain)
            entries = catalogue.read(path)
            found = list(catalogue_checks.faults(str(path), entries, code))
            for fault in found:
                click.echo(fault, err=True)
            broken = any(strict or fault.severity == "error" for fault in found)
            failed = failed or broken
            if entries and not broken:
                file = target / code / "LC_MESSAGES" / f"{domain}.mo"
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(catalogue.compiled(entries, code))
                click.echo(f"{file}: {sum(bool(one.string) for one in entries if not one.is_obsolete)} texts")
    raise click.exceptions.Exit(1 if failed else 0)


@i18n.command()
@_places
@_language
@click.option("--strict", is_flag=True, help="Exit 1 when something is missing.")
def status(locales: Path | None, lessons: Path | None, language: str | None, *, strict: bool) -> None:
    """Tell what is translated, fuzzy (shown, in amber for staff; its clip is stale) and missing, part by part."""
    from elderapp.authoring import catalogue, catalogue_checks, translating

    folder = locales or resources.locales()
    templates = _templates(lessons)
    missing = 0
    for code in _languages(folder, language, needed=True):
        merged: list[Entry] = []
        for domain, template in templates.items():
            # As `update` would leave it: what was written since the last one counts as missing or fuzzy.
            merged += catalogue.merge(template, catalogue.read(translating.path_of(folder, code, domain)))
        parts = catalogue_checks.standings(merged)
        missing += sum(part.missing for part in parts)
        _show(code, parts)
    raise click.exceptions.Exit(1 if strict and missing else 0)


def _templates(lessons: Path | None) -> "dict[str, tuple[Entry, ...]]":
    from elderapp.authoring import messages, messages_code, translating, workspace

    found = workspace.load(lessons or resources.lessons(), cuts=False)
    package = Path(languages.__file__).parent
    return {
        translating.INTERFACE: messages_code.interface(package),
        translating.LESSONS: messages.catalogue(found),
    }


def _languages(folder: Path, language: str | None, *, needed: bool = False) -> list[str]:
    known = sorted(path.parent.name for path in folder.glob("*/LC_MESSAGES"))
    if needed and language is not None and language not in known:
        raise click.UsageError(f"there is no catalogue for {language}: elderapp i18n update --language {language}")
    return [language] if language else known


def _counted(entries: "tuple[Entry, ...]") -> str:
    current = [one for one in entries if not one.is_obsolete]
    fuzzy = sum(one.is_fuzzy for one in current)
    missing = sum(not one.string for one in current)
    translated = len(current) - fuzzy - missing
    return f"{translated} translated, {fuzzy} fuzzy, {missing} missing, {len(entries) - len(current)} no longer said"


def _show(code: str, parts: "tuple[Standing, ...]") -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("", "translated", "fuzzy", "missing", "stale clips", title=code, title_justify="left")
    for part in parts:
        numbers = (part.translated, part.fuzzy, part.missing, part.stale)
        style = "red" if part.missing else "yellow" if part.fuzzy else "green"
        table.add_row(part.part, *(str(number) if number else "·" for number in numbers), style=style)
    Console().print(table)
