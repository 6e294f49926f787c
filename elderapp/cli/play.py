"""`elderapp play`: a lesson played by hand in the app's window, or by a learner made of code."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from elderapp import i18n, resources
from elderapp.cli import options

if TYPE_CHECKING:
    from elderapp.authoring.workspace import Workspace

SCALES = ("1.0", "1.25", "1.5")


@click.command()
@click.argument("lesson", required=False)
@click.option("--auto", is_flag=True, help="Play by itself, without a window, every branch.")
@click.option(
    "--lessons",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder of lessons; that of the app when left out.",
)
@click.option("--verbose", is_flag=True, help="With --auto: print what is said and done on the right way.")
@click.option("--portrait", is_flag=True, help="Upright instead of across.")
@click.option("--muted", is_flag=True, help="No sound; with --auto: can it be finished by the eye alone?")
@click.option("--ear-only", is_flag=True, help="With --auto: can it be finished by the ear alone?")
@click.option(
    "--graph",
    type=click.Path(path_type=Path),
    help="With --auto: write the graph as SVG; of several lessons into this folder.",
)
@click.option("--scale", type=click.Choice(SCALES), default=SCALES[0], show_default=True, help="How large the text is.")
@click.option("--language", type=click.Choice(i18n.LANGUAGES), default=i18n.SOURCE, show_default=True,
              help="Of the buttons; the lesson speaks its own.")  # fmt: skip
def play(
    lesson: str | None,
    *,
    auto: bool,
    folder: Path | None,
    verbose: bool,
    portrait: bool,
    muted: bool,
    ear_only: bool,
    graph: Path | None,
    scale: str,
    language: str,
) -> None:
    """Open LESSON (its id, folder or file) in a window, or play it by itself with --auto (all without LESSON).

    With --auto the graph that was covered is told; exit 1 where some way does not lead to the end, or where a learner
    without sound (--muted) or without sight (--ear-only) would miss what is needed.
    """
    from elderapp.authoring import workspace
    from elderapp.tablet import window

    if not auto and lesson is None:
        raise click.UsageError("which one? Give a LESSON, or add --auto to play all by themselves")
    if not auto and not window.has_display():
        raise click.UsageError("there is no display for a window here: add --auto")
    found = workspace.load(folder or resources.lessons(), cuts=not auto)
    names = sorted(found.everything if auto else found.drafts) if lesson is None else [options.lesson_id(lesson)]
    if not names or names[0] not in found.everything:
        raise options.no_lesson(names[0] if names else "", found.drafts)
    if auto:
        raise click.exceptions.Exit(
            _play_all(found, names, verbose=verbose, muted=muted, ear_only=ear_only, graph=graph)
        )
    if names[0] not in found.lessons:
        click.echo(f"{names[0]}\n  ✗ cannot be built; `elderapp check` says why")
        raise click.exceptions.Exit(1)
    from elderapp.workshop import byhand, photos

    chosen = found.lessons[names[0]]
    clips = {} if muted else byhand.clips_of(chosen, found)
    pictures = photos.of_workspace(found)
    byhand.run(chosen, clips, pictures, portrait=portrait, muted=muted, scale=float(scale), language=language)


def _play_all(
    found: "Workspace", names: list[str], *, verbose: bool, muted: bool, ear_only: bool, graph: Path | None
) -> int:
    """Plays each and tells of it; 1 where one has a way that does not lead to the end."""
    from elderapp.authoring import workspace
    from elderapp.workshop import autoplay, map, senses

    sound, failures = workspace.sound(found), 0
    for name in names:
        if name not in sound:
            click.echo(f"{name}\n  ✗ cannot be built; `elderapp check` says why")
            failures += 1
            continue
        played = autoplay.autoplay(sound[name])
        click.echo("\n".join(autoplay.summary(played)))
        click.echo("\n".join(map.in_words(played.walk)))
        if verbose:
            click.echo("\n".join(autoplay.transcript(played)))
        missed = [
            *(senses.unseen(played.lesson) if muted else ()),
            *(senses.unheard(played.lesson) if ear_only else ()),
        ]
        for line in missed:
            click.echo(f"  ✗ {line}")
        if graph is not None:
            path = graph if len(names) == 1 and graph.suffix == ".svg" else graph / f"{name}.svg"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(map.as_svg(played.walk), encoding="utf-8")
        failures += bool(missed) or not played.is_fine
    click.echo(f"{len(names)} lessons, {failures} with a way that does not lead to the end")
    return 1 if failures else 0
