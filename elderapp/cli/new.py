"""`elderapp new`: a lesson or a practice phone to begin with, sound from the first minute. It writes over nothing."""

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

import click

from elderapp import clock
from elderapp.authoring import scaffold
from elderapp.authoring.explanations import LANGUAGES
from elderapp.authoring.form import Desk, checked_id
from elderapp.authoring.nodes import Scalar
from elderapp.authoring.workspace import Workspace, load, shown
from elderapp.lesson.model import TRACKS
from elderapp.lesson.problems import Span

_NEXT_LESSON = (
    """寫好咗 {path}

跟住做：
  1. 開佢嚟改：每一部分上面都有一句講點寫。
  2. elderapp check {folder}
  3. elderapp preview {folder}   （一邊改一邊睇）
編輯器提示：elderapp schema lesson > {root}/lesson.schema.json，之後開新課會自動用佢。""",
    """Wrote {path}

Next:
  1. Open it: a comment above each part says what belongs there.
  2. elderapp check {folder}
  3. elderapp preview {folder}   (see it while you write)
Completion in your editor: elderapp schema lesson > {root}/lesson.schema.json; new lessons then use it.""",
)
_NEXT_MOCK = (
    """寫好咗 {path}

跟住做：
  1. 開佢嚟改：畫面、字、撳咗去邊。
  2. elderapp check {path}
  3. elderapp new lesson TRACK/ID --mock {id}   （用佢開一課）
編輯器提示：elderapp schema mock > {root}/mock.schema.json""",
    """Wrote {path}

Next:
  1. Open it: screens, words, where each touch leads.
  2. elderapp check {path}
  3. elderapp new lesson TRACK/ID --mock {id}   (a lesson that uses it)
Completion in your editor: elderapp schema mock > {root}/mock.schema.json""",
)

_FOLDER = click.option(
    "--into",
    "root",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("lessons"),
    show_default=True,
    help="The folder of lessons.",
)
_LANGUAGE = click.option(
    "--language", type=click.Choice(LANGUAGES), default="yue", show_default=True, help="Of what is told."
)


@click.group()
def new() -> None:
    """Begin a lesson or a practice phone."""


@new.command("lesson")
@click.argument("where", metavar="TRACK/ID")
@click.option("--title", default="", help="Its name in Chinese, spoken; at most 20 characters.")
@click.option("--mock", "mock_id", default="", help="Its practice phone; without it one that suits the track.")
@_FOLDER
@_LANGUAGE
def new_lesson(where: str, title: str, mock_id: str, root: Path, language: str) -> None:
    """Write lessons/TRACK/ID/lesson.yaml: two steps that work, and a comment on every part.

    TRACK is basics, e-payments, government or scams. ID has small letters, digits and hyphens; it stays for ever.
    """
    track, _, identity = where.partition("/")
    if not identity:
        raise click.UsageError(f"say where: {_nearest(track, TRACKS) or 'scams'}/{track or 'my-lesson'}")
    if track not in TRACKS:
        raise click.UsageError(f"there is no track {track}: {_did_you_mean(track, TRACKS)}")
    _must_be_id(identity)
    path = root / track / identity / "lesson.yaml"
    workspace = load(root, cuts=False)
    _must_be_new(path, identity, workspace)
    mock_id = mock_id or scaffold.likely_mock(track, workspace.mocks)
    mock = workspace.mocks.get(mock_id)
    if mock is None:
        told = _did_you_mean(mock_id, tuple(workspace.mocks)) if workspace.mocks else "begin with elderapp new mock ID"
        raise click.UsageError(f"there is no practice phone {mock_id or 'yet'}: {told}")
    today = clock.day_of(clock.wall_ms())
    try:
        text = scaffold.lesson(
            track, identity, _one_line(title), mock, today=today, modeline=_modeline(path, root, "lesson")
        )
    except ValueError as error:
        raise click.UsageError(f"{error}: choose another --mock") from None
    _write(path, text)
    told = _NEXT_LESSON[LANGUAGES.index(language)]
    click.echo(told.format(path=shown(path), folder=shown(path.parent), root=shown(root)))


@new.command("mock")
@click.argument("identity", metavar="ID")
@click.option("--kind", default="phone", show_default=True, help="What it is a practice of: bank, wallet, chat, sms …")
@click.option("--title", default="", help="Its invented name in Chinese.")
@_FOLDER
@_LANGUAGE
def new_mock(identity: str, kind: str, title: str, root: Path, language: str) -> None:
    """Write lessons/mocks/ID.yaml: a practice phone of a few screens, money ones with a screen to look again."""
    _must_be_id(identity)
    _must_be_id(kind, "kind")
    path = root / "mocks" / f"{identity}.yaml"
    _must_be_new(path, "", None)
    _write(path, scaffold.mock(identity, kind, _one_line(title), _modeline(path, root, "mock")))
    told = _NEXT_MOCK[LANGUAGES.index(language)]
    click.echo(told.format(path=shown(path), id=identity, root=shown(root)))


def _must_be_id(text: str, name: str = "id") -> None:
    desk = Desk("")
    if not checked_id(desk, Scalar(text, Span("", 1, 1))):
        better = desk.problems[0].about["better"]
        raise click.UsageError(f"{text} cannot be the {name}: small letters, digits and hyphens, such as {better}")


def _must_be_new(path: Path, identity: str, workspace: Workspace | None) -> None:
    if path.exists() or path.is_symlink():
        raise click.UsageError(f"{shown(path)} is there already: choose another id, nothing is written over")
    if workspace is not None and identity in workspace.files:
        raise click.UsageError(f"{workspace.files[identity]} has the id {identity} already: choose another")


def _did_you_mean(text: str, known: Sequence[str]) -> str:
    near = _nearest(text, known)
    return f"did you mean {near}?" if near else f"choose from {', '.join(known)}"


def _nearest(text: str, known: Sequence[str]) -> str:
    return next(iter(get_close_matches(text, known, n=1, cutoff=0.5)), "")


def _one_line(title: str) -> str:
    """A title as YAML: in quotes wherever it could be taken for something else."""
    if not title.strip():
        return ""
    plain = all(sign.isalnum() or sign in "，。、「」！？· " for sign in title) and title[0].isalpha()
    return title if plain else '"' + title.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _modeline(path: Path, root: Path, kind: str) -> str:
    """The line by which an editor finds the schema, where there is one."""
    schema = root / f"{kind}.schema.json"
    if not schema.is_file():
        return ""
    up = "../" * len(path.parent.relative_to(root).parts)
    return f"# yaml-language-server: $schema={up}{schema.name}\n"


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except OSError as error:
        raise click.UsageError(f"{shown(path)} cannot be written ({error.strerror}): choose another folder") from None
