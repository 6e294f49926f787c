"""`elderapp play`: a lesson played by a learner made of code."""

from pathlib import Path

import click

from elderapp import resources


@click.command()
@click.argument("lesson", required=False)
@click.option("--auto", is_flag=True, help="Play by itself, without a window, every branch.")
@click.option(
    "--lessons",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder of lessons; that of the app when left out.",
)
@click.option("--verbose", is_flag=True, help="Print what is said and done on the right way.")
def play(lesson: str | None, *, auto: bool, folder: Path | None, verbose: bool) -> None:
    """Play LESSON, or all with --auto. Exit 1 where some way does not lead to the end."""
    if not auto:
        raise click.UsageError("nothing to play by hand here: add --auto, or open the app with `elderapp tablet`")
    from elderapp.authoring import workspace
    from elderapp.workshop import autoplay

    found = workspace.load(folder or resources.lessons(), cuts=False)
    names = sorted(found.drafts) if lesson is None else [lesson]
    if not names or names[0] not in found.drafts:
        raise click.UsageError(
            f"no lesson `{lesson or ''}` there; there are: {', '.join(sorted(found.drafts)) or 'none'}"
        )
    failures = 0
    for name in names:
        if name not in found.lessons:
            click.echo(f"{name}\n  ✗ cannot be built; `elderapp check` says why")
            failures += 1
            continue
        played = autoplay.autoplay(found.lessons[name])
        click.echo("\n".join(autoplay.summary(played)))
        if verbose:
            click.echo("\n".join(autoplay.transcript(played)))
        failures += not played.is_fine
    click.echo(f"{len(names)} lessons, {failures} with a way that does not lead to the end")
    raise click.exceptions.Exit(1 if failures else 0)
