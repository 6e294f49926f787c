"""`elderapp voice script|record|accept`: what people read, record and listen to."""

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import track

from elderapp import clock, i18n, resources
from elderapp.cli.options import one_lesson

if TYPE_CHECKING:
    from elderapp.authoring.voice.script import Refused, Wanted
    from elderapp.authoring.workspace import Workspace

INTERFACE = "interface"
_folder = click.option("--lessons", type=click.Path(path_type=Path, file_okay=False, exists=True),
                       help="Where the lessons are.")  # fmt: skip
_lesson = one_lesson(INTERFACE)
_by = click.option("--by", required=True, help="Whose voice it is, or who listened.")
_MEANINGS = {
    "unknown": "no line has a recording of this name",
    "unreadable": "this is no sound that ffmpeg can read",
    "silent": "nothing is heard",
    "clipped": "too loud, it is clipped",
    "too-short": "too short",
    "too-long": "too long: say it in two breaths, or make two steps of the line",
    "too-slow": "said too slowly (at least 2.6 syllables a second)",
    "too-quick": "said too quickly (at most 3.8 syllables a second)",
    "loudness": "the loudness changes too much within the line",
}


@click.command()
@_lesson
@_folder
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="A .xlsx or a .pdf file.")
@click.option("--all", "every", is_flag=True, help="Also lines that have a fresh recording.")
@click.option("--language", type=click.Choice(i18n.LANGUAGES), default=i18n.SOURCE, show_default=True,
              help="Of the headings.")  # fmt: skip
def script(only: str | None, lessons: Path | None, out: Path, every: bool, language: str) -> None:
    """Write what a narrator must read, line by line, with the names of the files to record."""
    from elderapp.authoring.voice.romanise import jyutping
    from elderapp.authoring.voice.script import SECONDS
    from elderapp.paper import script as paper

    if out.suffix not in (".xlsx", ".pdf"):
        raise click.BadParameter(f"{out.name} is neither .xlsx nor .pdf", param_hint="--out")
    found, asked = _wanted(only, lessons, every=every)
    rows = [
        paper.Line(
            number=number, lesson=_title(found, one), line=one.line.id, text=one.line.text,
            sound=one.words if one.words != one.line.text else jyutping(one.words) if len(one.words) < 8 else "",
            seconds=SECONDS, file=f"{one.name}.wav",
        )
        for number, one in enumerate(asked, 1)
    ]  # fmt: skip
    words = i18n.words(language)
    if out.suffix == ".xlsx":
        paper.xlsx(rows, out, words)
    else:
        paper.pdf(rows, out, words, language)
    click.echo(f"{out}: {len(rows)} lines to read")


@click.command()
@_lesson
@_folder
@_by
@click.option("--from", "source", type=click.Path(path_type=Path, file_okay=False, exists=True),
              help="A folder of recordings named as `voice script` says; without it, the microphone.")  # fmt: skip
@click.option("--all", "every", is_flag=True, help="Also lines that have a fresh recording.")
def record(only: str | None, lessons: Path | None, by: str, source: Path | None, every: bool) -> None:
    """Record lines, or take in recordings. It can be stopped at any moment and goes on where it was."""
    found, asked = _wanted(only, lessons, every=every or source is not None)
    if source is not None:
        _take_folder(source, found, asked, by)
        return
    _from_microphone(found, asked, by)


@click.command()
@_by
@_lesson
@_folder
@click.option("--line", "names", multiple=True, metavar="ID", help="These lines alone.")
@click.option("--engine", "speaker", type=click.Choice(("espeak", "gtts")), default="gtts", show_default=True,
              help="Whose clips of lines without a recording.")  # fmt: skip
@click.option("--cache", type=click.Path(path_type=Path, file_okay=False), help="Where clips are kept.")
@click.option("--yes", is_flag=True, help="Accept all without asking: they were listened to elsewhere.")
def accept(
    by: str, only: str | None, lessons: Path | None, names: tuple[str, ...], speaker: str, cache: Path | None, yes: bool
) -> None:
    """Listen to clips one by one, and note that they say what the line says.

    A stale recording is fresh again, a clip of gTTS may be released, a doubtful reading is no longer asked about.
    """
    from elderapp.authoring.voice import heard, recordings, takes
    from elderapp.authoring.voice.build import plan
    from elderapp.authoring.voice.engines import engine
    from elderapp.speech.spoken import words_of

    found, asked = _wanted(only, lessons, every=True)
    folder, on = cache or resources.build() / "clips", clock.day_of(clock.wall_ms())
    before, people = heard.read(found.root), recordings.find(found.root)
    unknown = set(names) - {one.line.id for one in asked}
    if unknown:
        raise click.BadParameter(f"there is no line {', '.join(sorted(unknown))}", param_hint="--line")
    lines = {one.line.id: one.line for one in asked if not names or one.line.id in names}
    done = 0
    for one in plan(lines, engine(speaker), found.respell, people):
        take = takes.read(folder, one.key)
        is_done = heard.is_heard(before, one.line.id, one.key) and not one.is_stale
        if is_done or (one.recording is not None and not one.is_stale) or (one.recording is None and take is None):
            continue
        clip = folder / f"{one.key}.ogg" if take is not None else one.recording.path  # type: ignore[union-attr]
        words = words_of(one.clauses)
        answer = "y" if yes else _ask(one.line.text, words, clip)
        if answer == "q":
            break
        if answer != "y":
            continue
        if one.recording is not None:
            recordings.accept({one.line.id: one.recording}, {one.line.id: words}, by=by, on=on)
        elif take is not None:
            heard.note(found.root, {one.line.id: heard.Hearing(words, one.key, take.engine, by, on)})
        done += 1
        click.echo(f"accepted: {one.line.id}")
    click.echo(f"{done} clips accepted" if done else "nothing to accept: every clip was heard, or there is none yet")


def _wanted(only: str | None, lessons: Path | None, *, every: bool) -> "tuple[Workspace, list[Wanted]]":
    """Every line to be read, lesson by lesson. Raises `BadParameter` for a lesson that there is not."""
    from elderapp.authoring.voice import lines as spoken_lines
    from elderapp.authoring.voice import recordings
    from elderapp.authoring.voice.script import wanted
    from elderapp.authoring.workspace import load, sound

    found = load(lessons or resources.lessons())
    owners = {name: spoken_lines.of_lesson(lesson) for name, lesson in sound(found).items()}
    owners[INTERFACE] = spoken_lines.of_interface()
    if only and only not in owners:
        raise click.BadParameter(f"there is no lesson `{only}`; there are {', '.join(owners)}", param_hint="--lesson")
    people = recordings.find(found.root)
    return found, [
        one
        for owner, lines in owners.items()
        if only in (None, owner)
        for one in wanted(owner, lines, found.respell, people, every=every)
    ]


def _title(found: "Workspace", one: "Wanted") -> str:
    from elderapp.authoring.workspace import sound

    return one.owner if one.owner == INTERFACE else f"{one.owner} · {sound(found)[one.owner].title.text}"


def _take_folder(source: Path, found: "Workspace", asked: "list[Wanted]", by: str) -> None:
    """Take in every file of a folder; all that is wrong is told together, at the end."""
    from elderapp.authoring.voice.script import Refused, folder_of, match, take_in

    names = {one.name: one for one in asked}
    refused: list[Refused] = []
    on, kept = clock.day_of(clock.wall_ms()), 0
    pairs = list(match(source.iterdir(), names))
    for path, one in track(pairs, "recordings", console=Console(stderr=True)):
        if isinstance(one, Refused):
            refused.append(one)
            continue
        folder = folder_of(found.root, one.owner, found.files.get(one.owner, ""))
        wrong = list(take_in(path, one, folder, found.respell, by=by, on=on))
        refused += wrong
        kept += not wrong
    _tell(refused)
    click.echo(f"{kept} recordings kept, {len({one.file for one in refused})} refused")
    if refused or not pairs:
        if not pairs:
            click.echo(f"{source} holds no recording", err=True)
        raise click.exceptions.Exit(1)


def _tell(refused: "list[Refused]") -> None:
    for one in refused:
        about = f" ({one.about})" if one.about and one.code != "unknown" else ""
        near = f": did you mean {one.about}?" if one.code == "unknown" and one.about else ""
        click.echo(f"{one.file}: error[{one.code}]: {_MEANINGS.get(one.code, one.code)}{about}{near}")


def _from_microphone(found: "Workspace", asked: "list[Wanted]", by: str) -> None:
    """Line by line: read, listen, keep or try again."""
    from elderapp.authoring.voice import microphone
    from elderapp.authoring.voice.script import folder_of, take_in

    source = microphone.find()
    if source is None:
        raise click.UsageError(
            "there is no microphone here: record with a telephone, name the files as `elderapp voice script` says, "
            "and take them in with --from FOLDER"
        )
    on = clock.day_of(clock.wall_ms())
    with tempfile.TemporaryDirectory(prefix="voice-") as scratch:
        number = 0
        while number < len(asked):
            one = asked[number]
            click.echo(f"\n{number + 1}/{len(asked)}  {one.owner}\n\n    {one.line.text}\n")
            key = click.prompt("Enter: record · s: skip · q: stop", default="", show_default=False)
            if key == "q":
                break
            if key != "s":
                path = _record(source, Path(scratch) / "line.wav")
                if path is None:
                    continue
                folder = folder_of(found.root, one.owner, found.files.get(one.owner, ""))
                wrong = list(take_in(path, one, folder, found.respell, by=by, on=on))
                _tell(wrong)
                if wrong:
                    continue
            number += 1
    click.echo(f"{number} of {len(asked)} lines done; the next time it goes on there")


def _record(source: tuple[str, str], path: Path) -> Path | None:
    """One take; None when it is to be taken again."""
    from elderapp.authoring.voice.microphone import Recorder

    recorder = Recorder(source, path)
    click.prompt("… recording; Enter when you have read it", default="", show_default=False)
    recorder.stop()
    _play(path)
    return path if click.confirm("keep it?", default=True) else None


def _ask(text: str, said: str, clip: Path) -> str:
    while True:
        _play(clip)
        key: str = click.prompt(f"{text}\n  ({said})\n  y: right · n: wrong · a: again · q: stop", default="y")
        if key in ("y", "n", "q"):
            return key


def _play(path: Path) -> None:
    player = shutil.which("ffplay")
    if player:
        subprocess.run([player, "-nodisp", "-autoexit", "-v", "error", str(path)], check=False)
    else:
        click.echo(f"(no player here; the clip is {path})")
