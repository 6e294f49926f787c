"""`elderapp check` and `elderapp explain`: every problem of every lesson, all at once."""

import datetime as dt
import sys
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import click

from elderapp import clock, resources
from elderapp.authoring.diagnostics import as_github, as_json, plain, render
from elderapp.authoring.explanations import EXPLANATIONS, LANGUAGES
from elderapp.authoring.glyphs import glyphs_of, icons_of
from elderapp.authoring.source import lines_of
from elderapp.authoring.workspace import Workspace, check_all, checked, load, shown
from elderapp.lesson.problems import Problem

_SEVERITIES = ("error", "warning", "notice")


def day_of(_context: click.Context, _option: click.Parameter, value: str | None) -> str:
    """The day given with --today as an ISO date, or Hong Kong's today."""
    if value is None:
        return clock.day_of(clock.wall_ms())
    try:
        return dt.date.fromisoformat(value).isoformat()
    except ValueError:
        raise click.BadParameter(f"{value} is not a date like 2026-11-22") from None


_LANGUAGE = click.option(
    "--language", type=click.Choice(LANGUAGES), default="yue", show_default=True, help="Language of the messages."
)


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--today", callback=day_of, metavar="DATE", help="The day on which reviews are counted as due.")
@click.option("--strict", is_flag=True, help="Warnings fail too; notices never do.")
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@_LANGUAGE
def check(paths: tuple[Path, ...], today: str, strict: bool, form: str, language: str) -> None:
    """Tell everything that is wrong with lessons and mocks.

    PATH is a lesson's folder or file, a mock, or a folder of lessons; without one, the lessons that come with the
    app. Ends with 0 if nothing is wrong, 1 if something is.
    """
    problems: list[Problem] = []
    for root, wanted in _by_root(paths or (resources.lessons(),)).items():
        if any(path.absolute() == root.absolute() for path in wanted):
            found, read = checked(root, today=today, glyphs=_glyphs(), icons=_icons())
            problems += found
        else:
            workspace = load(root, cuts=False)
            found, read = (
                check_all(workspace, today=today, glyphs=_glyphs(), icons=_icons()),
                frozenset(workspace.sources),
            )
            problems += [problem for problem in found if _concerns(problem, workspace, wanted)]
        _refuse_empty(read, wanted)
    _tell(problems, form, language)
    failing = {"error", "warning"} if strict else {"error"}
    sys.exit(1 if any(problem.severity in failing for problem in problems) else 0)


@click.command()
@click.argument("code")
@_LANGUAGE
def explain(code: str, language: str) -> None:
    """Tell what a problem's CODE means and how to mend it."""
    entry = EXPLANATIONS.get(code.upper())
    if entry is None:
        raise click.BadParameter(f"there is no code {code}; codes go from {min(EXPLANATIONS)} to {max(EXPLANATIONS)}")
    at = LANGUAGES.index(language)
    click.echo(f"{code.upper()}: {plain(entry.title[at])}")
    for name, texts in (("", entry.label), ("note: ", entry.note), ("fix:  ", entry.fix)):
        if texts[at]:
            click.echo(f"  {name}{plain(texts[at])}")


def _by_root(paths: Sequence[Path]) -> dict[Path, list[Path]]:
    """The folder of lessons around each path: the one that holds `mocks` or `facts.yaml`, else a guess by depth."""
    roots: dict[Path, list[Path]] = {}
    for path in paths:
        roots.setdefault(root_of(path), []).append(path)
    return roots


def root_of(path: Path) -> Path:
    """The lessons root that a path lies in."""
    for folder in (path, path / "lessons", *path.absolute().parents):
        if (folder / "mocks").is_dir() or (folder / "facts.yaml").is_file():
            return folder
    if path.name == "lesson.yaml":
        return path.absolute().parents[2]
    return path.absolute().parents[1] if (path / "lesson.yaml").exists() else path


def _concerns(problem: Problem, workspace: Workspace, wanted: Sequence[Path]) -> bool:
    """Whether a problem lies in what was asked for, or in what it uses."""
    names = [shown(path) for path in wanted]
    file = problem.where.file
    if any(file == name or file.startswith(f"{name.rstrip('/')}/") or name == "." for name in names):
        return True
    used = {"facts", "pronounce"}
    for identity, lesson in workspace.drafts.items():
        if any(workspace.files[identity].startswith(name) for name in names):
            used |= {name.partition("@")[0] for name in lesson.mocks}
    return file.endswith(".yaml") and not file.endswith("lesson.yaml") and Path(file).stem in used


def _refuse_empty(sources: Iterable[str], wanted: Sequence[Path]) -> None:
    """Paths in which there is nothing to check would pass in silence: say so. A lesson is in ``lesson.yaml`` alone."""
    read = [Path(name).absolute() for name in sources]
    empty = [path for path in wanted if not any(file.is_relative_to(path.absolute()) for file in read)]
    if empty:
        raise click.UsageError(f"there is no lesson.yaml or mock under {', '.join(str(path) for path in empty)}")


def _tell(problems: Sequence[Problem], form: str, language: str) -> None:
    if form == "json":
        click.echo(as_json(problems, language))
        return
    for problem in problems:
        if form == "github":
            click.echo(as_github(problem, language))
        else:
            click.echo(render(problem, _lines(problem.where.file), language) + "\n")
    if form == "text":
        click.echo(_sum(problems, language))


@lru_cache(maxsize=4)
def _lines(file: str) -> Sequence[str]:
    """The file again, for the excerpt: problems come file by file."""
    return lines_of(Path(file))


def _sum(problems: Sequence[Problem], language: str) -> str:
    counts = [sum(problem.severity == severity for problem in problems) for severity in _SEVERITIES]
    if language == "en":
        return "{} errors, {} warnings, {} notices".format(*counts)
    return "{} 個問題，{} 個提醒，{} 個通知".format(*counts)


def _glyphs() -> frozenset[str] | None:
    font = resources.assets() / "fonts" / "NotoSansHK-400.ttf"
    return glyphs_of(font) if font.exists() else None


def _icons() -> frozenset[str] | None:
    names = resources.assets() / "icons" / "icons.json"
    return icons_of(names) if names.exists() else None
