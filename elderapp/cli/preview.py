"""`elderapp preview`: a lesson in a window that follows its file."""

import tempfile
from pathlib import Path

import click

from elderapp import clock, i18n, resources
from elderapp.cli import options

SCALES = ("1.0", "1.25", "1.5")


@click.command()
@click.argument("lesson")
@click.option("--lessons", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path),
              help="Where the lessons are.")  # fmt: skip
@click.option("--portrait", is_flag=True, help="Upright instead of across.")
@click.option("--muted", is_flag=True, help="No sound.")
@click.option("--scale", type=click.Choice(SCALES), default=SCALES[0], show_default=True, help="How large the text is.")
@click.option("--language", type=click.Choice(i18n.LANGUAGES), default=i18n.SOURCE, show_default=True)
@click.option("--step", metavar="STAGE/STEP", help="Where to begin.")
def preview(
    lesson: str, *, folder: Path | None, portrait: bool, muted: bool, scale: str, language: str, step: str | None
) -> None:
    """Open LESSON (its id, folder or file) in a window that follows the file as you save it. F1 lists the keys."""
    from elderapp.tablet import window

    root, identity = _found(lesson, folder)
    if not window.has_display():
        raise click.UsageError("there is no display for a window here; elderapp a11y --shots writes pictures instead")
    window.prepare(size=window.PORTRAIT if portrait else window.LANDSCAPE, muted=muted)
    from elderapp.authoring.glyphs import glyphs_of, icons_of
    from elderapp.records.people import Resume
    from elderapp.store import Store
    from elderapp.workshop import tablets
    from elderapp.workshop.following import Followed, told
    from elderapp.workshop.preview import Preview, follow

    followed = Followed(
        root,
        identity,
        today=clock.day_of(clock.wall_ms()),
        glyphs=glyphs_of(resources.assets() / "fonts" / "NotoSansHK-400.ttf"),
        icons=icons_of(resources.assets() / "icons" / "icons.json"),
    )
    first = followed.read()
    if not first.is_good:
        click.echo("\n".join(told(first.problems, language, most=20)), err=True)
        click.echo("the lesson cannot be shown yet: mend these first (elderapp check)", err=True)
        raise click.exceptions.Exit(1)
    at = Resume(*step.split("/", 1)) if step and "/" in step else None
    with tempfile.TemporaryDirectory() as scratch, Store.open(Path(scratch) / "tablet.db") as store:
        root_widget = None

        def make() -> Preview:
            nonlocal root_widget
            root_widget = Preview(
                followed, first, keeper=store, scale=float(scale), portrait=portrait, language=language, muted=muted,
                at=at,
            )  # fmt: skip
            watchers.append(follow(root_widget))
            return root_widget

        watchers: list[object] = []
        tablets.until_closed(make)
        for watcher in watchers:
            watcher.stop()  # type: ignore[attr-defined]


def _found(lesson: str, folder: Path | None) -> tuple[Path, str]:
    """The folder of lessons and the lesson's id. Raises `UsageError` where there is none."""
    from elderapp.cli.check import root_of

    path = Path(lesson)
    if path.exists():
        own = path if path.is_dir() else path.parent
        return root_of(path), own.resolve().name
    root = folder or resources.lessons()
    there = sorted(one.parent.name for one in root.glob("*/*/lesson.yaml"))
    if lesson not in there:
        raise options.no_lesson(lesson, there)
    return root, lesson
