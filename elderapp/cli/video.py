"""`elderapp video`: a lesson as a short film for the centre's chat group."""

from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from elderapp import i18n, resources


@click.command()
@click.argument("lesson", metavar="LESSON-ID")
@click.option("--lessons", "folder", type=click.Path(path_type=Path, file_okay=False, exists=True),
              help="Where the lessons are.")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The file.  [default: build/video/ID.mp4]")
@click.option("--cache", type=click.Path(path_type=Path, file_okay=False), help="Where clips are kept.")
@click.option("--silent", is_flag=True, help="Without a voice, whatever clips there are.")
@click.option("--language", type=click.Choice(i18n.LANGUAGES), default=i18n.SOURCE, show_default=True,
              help="Of the labels.")  # fmt: skip
def video(
    lesson: str, *, folder: Path | None, out: Path | None, cache: Path | None, silent: bool, language: str
) -> None:
    """Write a lesson as an upright film with voice and captions: two minutes and 8 MB at most (MP4)."""
    from elderapp.authoring.voice import lines, recordings
    from elderapp.authoring.voice.build import build
    from elderapp.authoring.voice.engines import engine
    from elderapp.cli.paper import chosen
    from elderapp.tablet import window

    (one,), found = chosen((lesson,), every=False, folder=folder)
    path = out or resources.build() / "video" / f"{lesson}.mp4"
    clips_folder = cache or resources.build() / "clips"
    window.prepare(offscreen=True, size=(1280, 1280))
    from elderapp.workshop import photos
    from elderapp.workshop.reel import reel
    from elderapp.workshop.video import film

    console = Console(stderr=True)
    bar = Progress(TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn(), console=console)
    with bar:
        clips = {}
        if not silent:
            voice = bar.add_task("voice", total=None)
            built = build(
                lines.of_lesson(one), engine("espeak"), found.respell, clips_folder,
                lambda done, total: bar.update(voice, completed=done, total=total),
                recordings=recordings.find(found.root),
            )  # fmt: skip
            clips = {name: (clips_folder / clip.file, clip) for name, clip in built.clips.items()}
        plan = reel(one, {name: clip.seconds for name, (_, clip) in clips.items()})
        drawing = bar.add_task("pictures", total=plan.seconds)
        film(
            one, plan, clips, path, words=i18n.words(language), photos=photos.of_workspace(found),
            progress=lambda seconds: bar.update(drawing, completed=seconds),
        )  # fmt: skip
    size = path.stat().st_size / 1024 / 1024
    click.echo(f"{path}: {plan.seconds:.0f} s, {size:.1f} MB")
    for part, count in plan.left_out.items():
        click.echo(f"  two minutes had no room for {count} lines of `{part}`")
