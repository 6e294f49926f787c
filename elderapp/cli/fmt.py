"""`elderapp fmt`: authors' files laid out in one way, comments kept, and ids written where they are missing."""

import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import click

from elderapp.authoring.diagnostics import render
from elderapp.authoring.explanations import LANGUAGES
from elderapp.authoring.layout import lay_out, page_of, written
from elderapp.authoring.layout_ids import add_ids
from elderapp.authoring.nodes import Mapping, Node, Scalar
from elderapp.authoring.source import read, read_bytes
from elderapp.authoring.workspace import files_of, shown

_SAYS = {
    "changed": ("改好咗 {file}", "laid out {file}"),
    "would": ("要改 {file}", "would lay out {file}"),
    "ids": ("  新 id：{ids}", "  new ids: {ids}"),
    "faults": (
        "未改 {file}：{count} 個寫法問題要先改好，睇 `elderapp check {file}`",
        "left {file} alone: {count} faults of syntax come first, see `elderapp check {file}`",
    ),
    "unsure": (
        "未改 {file}：排好之後讀出嚟會唔同。請將檔案寄俾我哋睇",
        "left {file} alone: laid out it would read otherwise. Please report this with the file",
    ),
    "unwritten": ("寫唔到 {file}：{why}", "{file} cannot be written: {why}"),
    "sum": ("{seen} 個檔案，{changed} 個{verb}", "{seen} files, {changed} {verb}"),
}
_VERBS = {False: ("改咗", "laid out"), True: ("要改", "to be laid out")}


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--check", "only_tell", is_flag=True, help="Change nothing; end with 1 if a file would change.")
@click.option("--add-ids", "with_ids", is_flag=True, help="Write an id wherever a step, choice or widget has none.")
@click.option("--language", type=click.Choice(LANGUAGES), default="yue", show_default=True, help="Of the messages.")
def fmt(paths: tuple[Path, ...], only_tell: bool, with_ids: bool, language: str) -> None:
    """Lay out lessons, mocks, facts.yaml and pronounce.yaml: indentation, quotes, blanks.

    Comments and the order of keys stay, and nothing is read otherwise than before. PATH is a file or a folder; without
    one, `lessons` below the present folder. A file with faults of syntax is left alone: `elderapp check` tells them.
    """
    files = [file for path in _wanted(paths) for file in files_of(path)]
    if not files:
        raise click.UsageError(f"there is nothing to lay out under {', '.join(map(str, paths)) or 'lessons'}")
    desk = _Desk(LANGUAGES.index(language), only_tell=only_tell, with_ids=with_ids)
    for file in dict.fromkeys(files):
        desk.lay_out(file)
    desk.say("sum", seen=str(len(set(files))), changed=str(desk.changed), verb=_VERBS[only_tell][desk.at])
    sys.exit(1 if desk.failed or (only_tell and desk.changed) else 0)


def _wanted(paths: Iterable[Path]) -> tuple[Path, ...]:
    chosen = tuple(paths)
    if chosen:
        return chosen
    if not Path("lessons").is_dir():
        raise click.UsageError("there is no folder `lessons` here: say which file or folder")
    return (Path("lessons"),)


class _Desk:
    """What was done to the files so far."""

    def __init__(self, at: int, *, only_tell: bool, with_ids: bool) -> None:
        self.at = at
        self.only_tell = only_tell
        self.with_ids = with_ids
        self.changed = 0
        self.failed = False

    def say(self, what: str, **about: str) -> None:
        """One line of the report."""
        click.echo(_SAYS[what][self.at].format(**about))

    def fail(self, what: str, **about: str) -> None:
        """One line of the report about a file that was left alone."""
        self.failed = True
        self.say(what, **about)

    def lay_out(self, path: Path) -> None:
        """One file, written only if something changes."""
        name = shown(path)
        source = read(path, name)
        if source.problems:
            self.fail("faults", file=name, count=str(len(source.problems)))
            click.echo(render(source.problems[0], source.lines, ("yue", "en")[self.at]))
            return
        data = path.read_bytes()
        text = data.decode("utf-8")
        new = lay_out(text)
        ids: tuple[str, ...] = ()
        if not _reads_the_same(source.root, new):
            self.fail("unsure", file=name)
            return
        if self.with_ids:
            page = page_of(text)
            ids = add_ids(page)
            new = written(page)
        if new.encode("utf-8") == data:
            return
        self.changed += 1
        if not self.only_tell:
            try:
                _replace(path, new)
            except OSError as error:
                self.changed -= 1
                self.fail("unwritten", file=name, why=error.strerror or type(error).__name__)
                return
        self.say("would" if self.only_tell else "changed", file=name)
        if ids:
            self.say("ids", ids=", ".join(ids))


def _reads_the_same(root: Node | None, new: str) -> bool:
    after = read_bytes(new.encode("utf-8"), "")
    return not after.problems and _bare(after.root) == _bare(root)


def _bare(node: Node | None) -> object:
    """What a reader reads, without places."""
    if node is None or isinstance(node, Scalar):
        return node.text if node else None
    if isinstance(node, Mapping):
        return tuple((key.text, _bare(value)) for key, value in node.pairs)
    return [_bare(item) for item in node.items]


def _replace(path: Path, text: str) -> None:
    """Write a file so that at any moment either the old or the new one is there, with its permissions."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(text.encode("utf-8"))
            stream.flush()
            os.fsync(stream.fileno())
        fresh.chmod(path.stat().st_mode & 0o777)
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
