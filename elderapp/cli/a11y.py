"""`elderapp a11y`: the rules for people of 60 and over, measured on every screen of the lessons."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from elderapp import i18n, resources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from elderapp.authoring.workspace import Workspace
    from elderapp.workshop.a11y import Looked


_SURFACE = 1920
"""Pixels of the unseen surface each way: as large as any tablet, either way it is held."""


@click.command()
@click.argument("lesson", required=False)
@click.option(
    "--lessons",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder of lessons; that of the app when left out.",
)
@click.option(
    "--shots",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep a picture of every screen here, with a page (index.html) to look through them.",
)
@click.option(
    "--sheets",
    type=click.Path(file_okay=False, path_type=Path),
    help="Draw contact sheets of every screen of the app into this folder, in each language, size and way of holding.",
)
@click.option(
    "--profile",
    type=click.Choice(["10", "8", "12"]),
    default="10",
    show_default=True,
    help="The tablet, by its inches. One of 8 is always drawn upright, at size 1.0 and 1.25.",
)
@click.option("--quick", is_flag=True, help="Only the way without a mistake and its hints, and no pixels.")
def a11y(
    lesson: str | None, *, folder: Path | None, shots: Path | None, sheets: Path | None, profile: str, quick: bool
) -> None:
    """Measure every screen of LESSON, or of all, upright and across, at text sizes 1.0, 1.25 and 1.5.

    Exit 1 where a rule does not hold: each line names rule, lesson, place, how the tablet is held, what, and how much,
    and where that is written. Measured here: A01-A10 and A21. A11 and A12 are `voice status`, A17, A18 and A25 `play
    --auto`, A22 and A23 `check`; the other rules of touch, of time and of other eyes are the app's tests.
    """
    from elderapp.authoring import workspace
    from elderapp.tablet import window

    loaded = workspace.load(folder or resources.lessons())
    found = workspace.sound(loaded)
    names = sorted(found) if lesson is None else [lesson]
    if not names or names[0] not in found:
        raise click.UsageError(f"no lesson `{lesson or ''}` there; there are: {', '.join(sorted(found)) or 'none'}")
    window.prepare(offscreen=True, size=(_SURFACE, _SURFACE), muted=True)
    if sheets is not None:
        for path in _sheets(loaded, sheets):
            click.echo(path)
        return
    from elderapp.tablet.theme import SCALES
    from elderapp.workshop import gallery, photos
    from elderapp.workshop.a11y import conditions, inspect
    from elderapp.workshop.gallery import Shot
    from elderapp.workshop.pane import Pane

    pane, pictures = Pane(shots), photos.of_workspace(loaded)
    broken, seen = 0, list[Shot]()
    for name in names:
        looked = inspect(
            found[name],
            i18n.words(i18n.SOURCE),
            pictures,
            quick=quick,
            conditions=conditions(profile),
            glass=None if quick and shots is None else pane,
            keep=pane.keep,
            scales=SCALES if shots is not None and not quick else SCALES[:1],
        )
        _tell(looked, loaded)
        seen += looked.shots
        broken += len(looked.violations)
    if shots is not None:
        click.echo(gallery.write(seen, shots))
    raise click.exceptions.Exit(1 if broken else 0)


def _sheets(loaded: "Workspace", folder: Path) -> "Iterator[Path]":
    from elderapp.authoring import translating
    from elderapp.tablet.tongue import Tongue, of_catalogue
    from elderapp.workshop import photos, sheets
    from elderapp.workshop.pane import Pane

    source = sorted(loaded.lessons.items())
    tongues = {i18n.SOURCE: (Tongue(i18n.words(i18n.SOURCE)), [lesson for _, lesson in source])}
    for language in set(i18n.LANGUAGES) - {i18n.SOURCE}:
        entries = translating.known(resources.locales(), language, translating.LESSONS)
        theirs = translating.in_language(loaded, entries).lessons
        tongues[language] = (of_catalogue(i18n.words(language)), [theirs[name] for name, _ in source if name in theirs])
    yield from sheets.all_sheets(Pane(), folder, tongues, photos.of_workspace(loaded))


def _tell(looked: "Looked", loaded: "Workspace") -> Any:
    for violation in looked.violations:
        step = f"{violation.lesson}/{violation.place.partition('/')[2].partition(' ')[0]}"
        place = loaded.places[violation.lesson].get(step)
        where = f" ({place.file}:{place.line})" if place else ""
        click.echo(f"✗ {violation}{where}")
    click.echo(
        f"{looked.lesson}: {looked.views} views, {looked.drawn} layouts drawn, {looked.pictures} pictures measured, "
        f"{len(looked.violations)} violations"
    )
