"""`elderapp card` and `elderapp sheet`: a lesson as paper for learners and trainers."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import track

from elderapp import clock, i18n, resources
from elderapp.cli import options

if TYPE_CHECKING:
    from elderapp.authoring.workspace import Workspace
    from elderapp.lesson.model import Lesson

_lesson = click.argument("lessons", nargs=-1, metavar="LESSON-ID…")
_all = click.option("--all", "every", is_flag=True, help="Every lesson.")
_folder = click.option("--lessons", "folder", type=click.Path(path_type=Path, file_okay=False, exists=True),
                       help="Where the lessons are.")  # fmt: skip
_out = click.option("--out", type=click.Path(path_type=Path),
                    help="The file; with several lessons the folder.  [default: build/paper]")  # fmt: skip
_language = click.option("--language", type=click.Choice(i18n.LANGUAGES), default=i18n.SOURCE, show_default=True)


@click.command()
@_lesson
@_all
@_folder
@_out
@_language
def card(lessons: tuple[str, ...], every: bool, folder: Path | None, out: Path | None, language: str) -> None:
    """Write the take-home card of a lesson: large print (PDF, A4, 18 points and more), with a picture of each step."""
    from elderapp.tablet import window

    mine, found = chosen(lessons, every=every, folder=folder)
    window.prepare(offscreen=True, size=(1280, 1280))
    from elderapp.paper import card as paper
    from elderapp.workshop import handouts, photos
    from elderapp.workshop.pane import Pane
    from elderapp.workshop.stills import stills

    pane, words = Pane(), i18n.words(language)

    def make(lesson: "Lesson", path: Path) -> None:
        made = stills(lesson, pane, words, photos.of_workspace(found))
        paper.pdf(handouts.card_of(lesson, made, words), path, words, language)

    _write(mine, make, out, "card")


@click.command()
@_lesson
@_all
@_folder
@_out
@_language
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Judge reviews as on this day.")
def sheet(
    lessons: tuple[str, ...], every: bool, folder: Path | None, out: Path | None, language: str, today: object
) -> None:
    """Write the trainer's run sheet of a lesson: one page (PDF, A4)."""
    from elderapp.paper import sheet as paper
    from elderapp.workshop import handouts

    mine, _found = chosen(lessons, every=every, folder=folder)
    day = today.date().isoformat() if today else clock.day_of(clock.wall_ms())  # type: ignore[attr-defined]
    words = i18n.words(language)

    def make(lesson: "Lesson", path: Path) -> None:
        paper.pdf(handouts.sheet_of(lesson, {}, day, words), path, words, language)

    _write(mine, make, out, "sheet")


def chosen(names: tuple[str, ...], *, every: bool, folder: Path | None) -> "tuple[list[Lesson], Workspace]":
    """The lessons that were asked for. Raises `UsageError` for none, for unknown ones and for broken ones."""
    from elderapp.authoring.workspace import load

    found = load(folder or resources.lessons())
    if not names and not every:
        raise click.UsageError("which one? Give a LESSON-ID, or --all")
    wanted = sorted(found.lessons) if every else [options.lesson_id(name) for name in names]
    unknown = [name for name in wanted if name not in found.drafts]
    if unknown:
        raise options.no_lesson(unknown[0], found.drafts)
    broken = [name for name in wanted if name not in found.lessons]
    if broken:
        raise click.UsageError(f"`{', '.join(broken)}` has errors: elderapp check says which")
    return [found.lessons[name] for name in wanted], found


def _write(lessons: "list[Lesson]", make: "Callable[[Lesson, Path], None]", out: Path | None, kind: str) -> None:
    """One file a lesson; where they go is told."""
    folder = out or resources.build() / "paper"
    for lesson in track(lessons, kind, console=Console(stderr=True), disable=len(lessons) < 2):
        is_file = out is not None and len(lessons) == 1 and out.suffix
        path = out if is_file and out is not None else folder / f"{lesson.id}-{kind}.pdf"
        path.parent.mkdir(parents=True, exist_ok=True)
        make(lesson, path)
        click.echo(path)
