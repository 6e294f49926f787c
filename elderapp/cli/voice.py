"""`elderapp voice`: make the clips, see how they stand, try how a line is said."""

from collections.abc import Mapping
from pathlib import Path

import click
from msgspec import Struct
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from elderapp import resources
from elderapp.authoring.voice import heard
from elderapp.authoring.voice import lines as spoken_lines
from elderapp.authoring.voice import recordings as people
from elderapp.authoring.voice.build import build, plan, review
from elderapp.authoring.voice.checks import Flaw
from elderapp.authoring.voice.engines import NAMES, engine
from elderapp.authoring.voice.heard import Hearing, is_draft, is_heard
from elderapp.authoring.voice.takes import read
from elderapp.cli.options import one_lesson
from elderapp.cli.voice_people import accept, record, script
from elderapp.lesson.model import Line
from elderapp.lesson.problems import Span
from elderapp.packs.model import slow_name
from elderapp.speech.spoken import spoken, unread, words_of

INTERFACE = "interface"
_SPEAKERS = ("human", "gtts", "espeak-ng")
_MEANINGS = {
    "unread": "nothing knows how to say {about}: add it to pronounce.yaml, or give the line its own `speech:`",
    "missing": "has no clip: elderapp voice build (does it say anything?)",
    "damaged": "the clip is not the one that was measured: elderapp voice build",
    "silent": "the clip is silent",
    "clipped": "the clip is clipped ({about}; at most -1)",
    "too-short": "the clip is too short ({about}; at least 0.5 s)",
    "too-long": "the clip is too long ({about}; at most 15 s): say it in two steps",
    "loudness": "the clip is off loudness ({about}; wanted -16)",
    "too-slow": "is said too slowly ({about}; at least 2.6 syllables)",
    "too-quick": "is said too quickly ({about}; at most 3.8 syllables)",
    "stale": "the recording says other words than the line: record it again, or elderapp voice accept",
}


class Content(Struct, frozen=True):
    """What there is to say, by lesson (and the interface); how names are respelt, where lines are, who listened."""

    lines: dict[str, dict[str, Line]]
    respell: Mapping[str, str]
    recordings: dict[str, people.Recording]
    places: Mapping[str, Span]
    heard: Mapping[str, Hearing]
    broken: int


_folder = click.option("--lessons", type=click.Path(path_type=Path, file_okay=False), help="Where the lessons are.")
_engine = click.option("--engine", "speaker", type=click.Choice(NAMES), default="espeak", show_default=True)
_lesson = one_lesson(INTERFACE)
_cache = click.option("--cache", type=click.Path(path_type=Path, file_okay=False), help="Where clips are kept.")


@click.group()
def voice() -> None:
    """Clips of every line that is spoken."""


@voice.command("build")
@_engine
@_lesson
@_folder
@_cache
@click.option("--workers", type=click.IntRange(1, 16), default=2, show_default=True, help="Clips made side by side.")
def build_clips(speaker: str, only: str | None, lessons: Path | None, cache: Path | None, workers: int) -> None:
    """Make the clips that are missing. It can be stopped at any moment and goes on where it was."""
    content = _content(lessons, only)
    every = {name: line for lines in content.lines.values() for name, line in lines.items()}
    console = Console(stderr=True)
    with Progress(
        TextColumn("clips"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console
    ) as bar:
        task = bar.add_task("", total=None)
        built = build(
            every,
            engine(speaker),
            content.respell,
            cache or _default_cache(),
            lambda done, total: bar.update(task, completed=done, total=total),
            workers,
            content.recordings,
        )
    click.echo(f"{len(built.clips)} lines have a clip; {built.made} clips were made")
    _tell(built.problems, content)


@voice.command()
@_engine
@_lesson
@_folder
@_cache
def status(speaker: str, only: str | None, lessons: Path | None, cache: Path | None) -> None:
    """How many lines have a clip, from whom, what is wrong, and how many keep a release back. Nothing is made.

    `heard` are clips that somebody listened to and accepted; `drafts` are lines without a clip that may be released.
    """
    content, folder = _content(lessons, only), cache or _default_cache()
    names = ("lines", "human", "gtts", "espeak", "heard", "missing", "stale", "faults", "drafts")
    table = Table("", *names, box=None, padding=(0, 1, 0, 0))
    for column in table.columns:
        column.no_wrap, column.min_width = True, len(str(column.header))
    found: list[Flaw] = []
    drafts = 0
    for owner, lines in content.lines.items():
        planned = plan(lines, engine(speaker), content.respell, content.recordings)
        takes = [read(folder, one.key) for one in planned]
        by = [sum(take is not None and take.engine == name for take in takes) for name in _SPEAKERS]
        flaws = list(review(lines, planned, content.respell, folder))
        codes = [flaw.code for flaw in flaws]
        rest = [codes.count("missing"), codes.count("stale")]
        listened = [is_heard(content.heard, one.line.id, one.key) for one in planned]
        ready = sum(
            take is not None and not is_draft(take.engine, heard=was_heard)
            for take, was_heard in zip(takes, listened, strict=True)
        )
        counts = (len(lines), *by, sum(listened), *rest, len(codes) - sum(rest), len(lines) - ready)
        table.add_row(owner, *map(str, counts))
        found += flaws
        drafts += len(lines) - ready
    Console().print(table)
    if drafts:
        click.echo(
            f"{drafts} lines are drafts: record them (elderapp voice script), or make them by gtts and accept them"
        )
    _tell([flaw for flaw in found if flaw.code != "missing"], content)
    if any(flaw.code == "missing" for flaw in found):
        click.echo("lines without a clip: elderapp voice build")
        raise click.exceptions.Exit(1)


@voice.command("try")
@click.argument("text")
@_engine
@_folder
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the clip here (Ogg Vorbis).")
@click.option("--play", is_flag=True, help="Let it be heard (ffplay).")
@click.option("--slow", is_flag=True, help="Write or play it as those hear it who ask for a slow voice.")
def try_line(text: str, speaker: str, lessons: Path | None, out: Path | None, play: bool, slow: bool) -> None:
    """Say one line: its words, its Jyutping by both romanisers, its clip."""
    from elderapp.authoring.voice.romanise import doubts, jyutping, second_opinion

    respell = _respell(lessons)
    clauses = spoken(text, respell)
    table = Table("clause", "pause", "ToJyutping", "PyCantonese")
    for clause in clauses:
        table.add_row(clause.text, f"{clause.pause_after:g} s", jyutping(clause.text), second_opinion(clause.text))
    click.echo(words_of(clauses))
    Console().print(table)
    for clause in clauses:
        for doubt in doubts(clause.text):
            click.echo(
                f"{doubt.character}: {doubt.tojyutping or '?'} or {doubt.pycantonese or '?'}: listen, then decide"
            )
    folder = _default_cache()
    built = build({"try": Line("try", text)}, engine(speaker), respell, folder)
    for clip in built.clips.values():
        take = read(folder, clip.file.removesuffix(".ogg"))
        assert take is not None
        assert take.slow is not None
        chosen, file = (take.slow, slow_name(clip.file)) if slow else (take, clip.file)
        rate, loudness = f"{chosen.rate:.2f} syllables/s", f"{chosen.loudness:.1f} LUFS"
        click.echo(f"{chosen.seconds:.2f} s, {rate}, {loudness}, {chosen.peak:.1f} dBTP")
        if out:
            out.write_bytes((folder / file).read_bytes())
        if play:
            _play(folder / file)
    for piece in unread(text, respell):
        click.echo(f"nothing knows how to say {piece}", err=True)
    if built.problems:
        raise click.exceptions.Exit(1)


@voice.command()
@_lesson
@_folder
def readings(only: str | None, lessons: Path | None) -> None:
    """Lines that the two romanisers read differently: listen to them, and give `speech:` where the voice is wrong.

    A line that somebody listened to (`voice accept`) is left out until its words change.
    """
    from elderapp.authoring.voice.romanise import doubts

    content = _content(lessons, only)
    for lines in content.lines.values():
        for line in lines.values():
            said = words_of(spoken(line.text, content.respell, speech=line.speech, cuts=line.cuts))
            if line.id in content.heard and content.heard[line.id].words == said:
                continue
            odd = [f"{one.character} {one.tojyutping or '?'}/{one.pycantonese or '?'}" for one in doubts(said)]
            if odd:
                click.echo(f"{line.id}: {said}  ({', '.join(odd)})")


voice.add_command(script)
voice.add_command(record)
voice.add_command(accept)


def _content(lessons: Path | None, only: str | None) -> Content:
    from elderapp.authoring.workspace import load, sound

    folder = lessons or resources.lessons()
    workspace = load(folder)
    lines = {lesson.id: spoken_lines.of_lesson(lesson) for lesson in sound(workspace).values()}
    lines[INTERFACE] = spoken_lines.of_interface()
    if only:
        if only not in lines:
            raise click.BadParameter(
                f"there is no lesson `{only}`; there are {', '.join(lines)}", param_hint="--lesson"
            )
        lines = {only: lines[only]}
    broken = sum(problem.severity == "error" for problem in workspace.problems)
    return Content(lines, workspace.respell, people.find(folder), workspace.spans, heard.read(folder), broken)


def _respell(lessons: Path | None) -> Mapping[str, str]:
    from elderapp.authoring.workspace import load

    return load(lessons or resources.lessons(), cuts=False).respell


def _default_cache() -> Path:
    return resources.build() / "clips"


def _tell(found: list[Flaw] | tuple[Flaw, ...], content: Content) -> None:
    """Each problem in a line; exit code 1 when any of them is more than a warning."""
    for flaw in found:
        kind = "warning" if flaw.is_warning else "error"
        place = content.places.get(flaw.line)
        where = f"{place.file}:{place.line}:{place.column}: " if place else ""
        click.echo(f"{where}{kind}[{flaw.code}]: {flaw.line}: {_MEANINGS[flaw.code].format(about=flaw.about)}")
    if content.broken:
        click.echo(f"lessons with {content.broken} errors were left out: elderapp check", err=True)
    if content.broken or any(not flaw.is_warning for flaw in found):
        raise click.exceptions.Exit(1)


def _play(path: Path) -> None:
    import shutil
    import subprocess

    player = shutil.which("ffplay")
    if not player:
        raise click.ClickException("ffplay is not installed: apt-get install ffmpeg")
    subprocess.run([player, "-nodisp", "-autoexit", "-v", "error", str(path)], check=False)
