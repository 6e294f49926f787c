"""`elderapp play`: a lesson played by a learner made of code."""

from pathlib import Path

import click

from elderapp import resources


@click.command()
@click.argument("lesson", required=False)
@click.option("--auto", is_flag=True, help="Play by itself, without a window, every branch.")
@click.option("--lessons", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path),
              help="The folder of lessons; that of the app when left out.")  # fmt: skip
@click.option("--verbose", is_flag=True, help="Print what is said and done on the right way.")
def play(lesson: str | None, *, auto: bool, folder: Path | None, verbose: bool) -> None:
    """Play LESSON, or all with --auto. Exit 1 where some way does not lead to the end."""
    if not auto:
        raise click.UsageError("nothing to play by hand here: add --auto, or open the app with `elderapp tablet`")
    from elderapp.authoring import workspace
    from elderapp.workshop import autoplay

    found = workspace.load(folder or resources.lessons()).lessons
    chosen = [found[lesson]] if lesson in found else list(found.values()) if lesson is None else []
    if not chosen:
        raise click.UsageError(f"no lesson {lesson or ''} can be played; `elderapp check` tells why".replace("  ", " "))
    failures = 0
    for each in chosen:
        played = autoplay.autoplay(each)
        click.echo("\n".join(autoplay.summary(played)))
        if verbose:
            click.echo("\n".join(autoplay.transcript(played)))
        failures += not played.is_fine
    click.echo(f"{len(chosen)} lessons played, {failures} with a way that does not lead to the end")
    raise click.exceptions.Exit(1 if failures else 0)
