"""All lessons, mocks and facts under one folder: read once, by one engine for check, play, preview and packs."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from elderapp.authoring.build import Library, build_lesson
from elderapp.authoring.build_bank import build_bank
from elderapp.authoring.build_facts import build_facts, build_respell
from elderapp.authoring.build_mock import Template, build_mock
from elderapp.authoring.cuts import cuts_of
from elderapp.authoring.form import Desk
from elderapp.authoring.nodes import Source
from elderapp.authoring.source import read
from elderapp.authoring.words import Cuts, no_cuts
from elderapp.lesson.lines import lines_of
from elderapp.lesson.mock import Mock
from elderapp.lesson.model import BANK, TRACKS, Lesson
from elderapp.lesson.model import Source as Fact
from elderapp.lesson.problems import Problem, Span
from elderapp.lesson.rules import Given, check, check_mock, entered

_SHARED = ("facts.yaml", "pronounce.yaml")
_NOTHING = Source("", (), None, ())
_PICTURE = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}\.(png|jpg)")
"""What a pack can carry and the tablet can draw."""


class Workspace(Struct, frozen=True):
    """What the folder `root` holds.

    `drafts` are all lessons as far as they could be made, `lessons` those whose file has no error; `mocks` are filled
    with their own variables; `spans` lead from a line's id to its place; `sources` from a file's name to its lines.
    `others` are the lessons that are there and were not read. `bank` is what ``drills.yaml`` holds; its file, places
    and pictures stand under its id beside those of lessons.
    """

    root: Path
    lessons: dict[str, Lesson]
    drafts: dict[str, Lesson]
    mocks: dict[str, Mock]
    facts: dict[str, Fact]
    respell: dict[str, str]
    spans: dict[str, Span]
    problems: tuple[Problem, ...]
    sources: dict[str, Source]
    files: dict[str, str]
    places: dict[str, dict[str, Span]]
    pictures: dict[str, frozenset[str]]
    others: frozenset[str] = frozenset()
    bank: Lesson | None = None
    is_bank_sound: bool = False

    @property
    def everything(self) -> dict[str, Lesson]:
        """All lessons, and the bank of messages as if it were one."""
        return {**self.drafts, **({self.bank.id: self.bank} if self.bank else {})}

    @property
    def pronounce(self) -> dict[str, str]:
        """The respellings, by their other name."""
        return self.respell


def sound(workspace: Workspace) -> dict[str, Lesson]:
    """All lessons whose file has no error, and the bank of messages where its file has none."""
    return {**workspace.lessons, **({BANK: workspace.bank} if workspace.bank and workspace.is_bank_sound else {})}


Words = Callable[[Source], Source]
"""A file with other words in it: another language's."""


class Memory:
    """What was read before, so that only files that changed are read again: for whoever looks at the same folder twice.

    A file is known by its time and size; what is made of it also hangs on the facts that stand in it.
    """

    def __init__(self) -> None:
        self.sources: dict[Path, tuple[object, Source]] = {}
        self.templates: dict[Path, tuple[object, Desk, Template | None]] = {}


def load(
    root: Path, *, cuts: bool = True, only: str = "", memory: Memory | None = None, words: Words | None = None
) -> Workspace:
    """Read everything under `root`, or the lesson `only` with all that is shared.

    Without `cuts` lines have no breaks, and reading takes a second less. `words` puts other words into each file.
    """
    return _Loader(root, cuts_of if cuts else no_cuts, only, memory or Memory(), words).load()


def facts_and_sounds(root: Path) -> tuple[dict[str, Fact], dict[str, str]]:
    """The dated facts by their ids, and how words are spelled for the voice: no lesson and no phone is read."""
    loader = _Loader(root, no_cuts, "-", Memory(), None)
    return loader._facts(), loader._respell()


class _Shared(Struct, frozen=True):
    """What all lessons share."""

    facts: dict[str, Fact]
    respell: dict[str, str]
    templates: dict[str, Template]


class _One(Struct, frozen=True):
    """One lesson that was read."""

    draft: Lesson
    file: str
    places: dict[str, Span]
    pictures: frozenset[str]
    is_sound: bool


class _Loader:
    def __init__(self, root: Path, cuts: Cuts, only: str, memory: Memory, words: Words | None) -> None:
        self.root = root
        self.words = words
        self.cuts = cuts
        self.only = only
        self.memory = memory
        self.sources: dict[str, Source] = {}
        self.problems: list[Problem] = []
        self.shared: dict[str, Span] = {}

    def load(self) -> Workspace:
        shared = self.shared_by_all()
        drafts: dict[str, Lesson] = {}
        files: dict[str, str] = {}
        places: dict[str, dict[str, Span]] = {}
        pictures: dict[str, frozenset[str]] = {}
        sound = set()
        for identity, one in self.each(shared):
            drafts[identity], files[identity], places[identity] = one.draft, one.file, one.places
            pictures[identity] = one.pictures
            if one.is_sound:
                sound.add(identity)
        bank = drafts.pop(BANK, None)
        others = {path.parent.name for _, path in _lesson_files(self.root)} - {self.only} if self.only else set()
        facts, respell, templates = shared.facts, shared.respell, shared.templates
        return Workspace(
            root=self.root,
            lessons={identity: lesson for identity, lesson in drafts.items() if identity in sound},
            drafts=drafts,
            mocks={name: template.filled({}) for name, template in templates.items()},
            facts=facts,
            respell=respell,
            spans=_line_spans({**drafts, **({BANK: bank} if bank else {})}, places),
            problems=tuple(self.problems),
            sources=self.sources,
            files=files,
            places={"": self.shared, **places},
            pictures=pictures,
            others=frozenset(others),
            bank=bank,
            is_bank_sound=BANK in sound,
        )

    def shared_by_all(self) -> "_Shared":
        """Facts, sounds and phones."""
        facts = self._facts()
        respell = self._respell()
        return _Shared(facts, respell, self._mocks({identity: fact.value for identity, fact in facts.items()}))

    def each(self, shared: "_Shared") -> Iterator[tuple[str, "_One"]]:
        """One lesson after the other, by its id; what is wrong with their files joins the problems."""
        library = Library(shared.templates, shared.facts)
        files: dict[str, str] = {}
        for track, path in _lesson_files(self.root):
            if self.only and path.parent.name != self.only:
                continue
            name = shown(path)
            source = self._read(path)
            folder = track if track in TRACKS else ""
            built = build_lesson(name, source.root, library, name=path.parent.name, track=folder, cuts=self.cuts)
            self.problems += built.problems
            if built.draft is None:
                continue
            identity = built.draft.id
            if identity in files:
                where = built.places.get(identity, Span(name, 1, 1))
                self.problems.append(Problem("L109", where, {"id": identity, "name": files[identity], "line": "1"}))
                continue
            files[identity] = name
            is_sound = built.lesson is not None and not _has_errors(source.problems)
            yield identity, _One(built.draft, name, built.places, pictures_in(path.parent), is_sound)
        yield from self._bank(library)

    def _bank(self, library: Library) -> Iterator[tuple[str, "_One"]]:
        """The bank of messages, where there is one."""
        path = self.root / f"{BANK}.yaml"
        if not path.exists() or self.only not in ("", BANK):
            return
        source = self._read(path)
        built = build_bank(shown(path), source.root, library, cuts=self.cuts)
        self.problems += built.problems
        if built.draft is not None:
            is_sound = built.lesson is not None and not _has_errors(source.problems)
            yield BANK, _One(built.draft, shown(path), built.places, frozenset(), is_sound)

    def _read(self, path: Path) -> Source:
        name = shown(path)
        source = _refuse_outside(path, self.root) or self._remembered(path, name)
        source = self.words(source) if self.words else source
        self.sources[name] = source
        self.problems += source.problems
        if source.root is None and not source.problems and path.name not in _SHARED:
            what = "lesson" if path.name == "lesson.yaml" else "mock"
            self.problems.append(Problem("L102", Span(name, 1, 1), {"key": what, "name": name}))
        return source

    def _remembered(self, path: Path, name: str) -> Source:
        stamp = (_stamp(path), name)
        before = self.memory.sources.get(path)
        if before is None or before[0] != stamp or stamp[0] is None:
            before = self.memory.sources[path] = (stamp, read(path, name))
        return before[1]

    def _facts(self) -> dict[str, Fact]:
        path = self.root / "facts.yaml"
        if not path.exists():
            return {}
        desk = Desk(shown(path))
        facts = build_facts(desk, self._read(path).root)
        self._keep(desk)
        return facts

    def _respell(self) -> dict[str, str]:
        path = self.root / "pronounce.yaml"
        if not path.exists():
            return {}
        desk = Desk(shown(path))
        respell = build_respell(desk, self._read(path).root)
        self._keep(desk)
        return respell

    def _mocks(self, facts: Mapping[str, str]) -> dict[str, Template]:
        templates = {}
        for path in sorted((self.root / "mocks").glob("*.yaml")):
            source = self._read(path)
            stamp = (_stamp(path), tuple(facts.items()))
            before = self.memory.templates.get(path)
            if before is None or before[0] != stamp or stamp[0] is None:
                desk = Desk(shown(path))
                before = self.memory.templates[path] = (stamp, desk, build_mock(desk, source.root, path.stem, facts))
            _, desk, template = before
            self._keep(desk)
            if template is not None:
                templates[path.stem] = template
        return templates

    def _keep(self, desk: Desk) -> None:
        self.problems += desk.problems
        self.shared.update(desk.places)


def _stamp(path: Path) -> object:
    """What changes when a file does; None for one that cannot be looked at."""
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size, found.st_ino)


def _lesson_files(root: Path) -> list[tuple[str, Path]]:
    """Track and path of every lesson, in the order of their names; a folder of a track without one is told."""
    found = []
    for path in sorted(root.glob("*/*/lesson.yaml")):
        if path.parent.parent.name != "mocks":
            found.append((path.parent.parent.name, path))
    return found


def files_of(path: Path) -> list[Path]:
    """The authors' files under a folder of lessons, or the one file; nothing else is ever read or laid out."""
    if not path.is_dir():
        return [path]
    if (path / "lessons").is_dir():
        path = path / "lessons"
    shared = [path / "facts.yaml", path / "pronounce.yaml", path / f"{BANK}.yaml"]
    found = [*shared, *sorted((path / "mocks").glob("*.yaml")), *sorted(path.rglob("lesson.yaml"))]
    if path.name == "mocks":
        found += sorted(path.glob("*.yaml"))
    return [file for file in found if file.is_file()]


def shown(path: Path) -> str:
    """The name of a file in messages: from where one stands, if it lies below."""
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def _refuse_outside(path: Path, root: Path) -> Source | None:
    """A file that is reached over a link is not the lesson's own."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100  # no resolving: links must show
    inside = Path(os.path.abspath(root))  # noqa: PTH100
    for parent in (absolute, *absolute.parents):
        if parent == inside:
            return None
        if parent.is_symlink():
            break
    name = shown(path)
    return Source(name, (), None, (Problem("L007", Span(name, 1, 1)),))


def pictures_in(folder: Path) -> frozenset[str]:
    """The names of the pictures that lie there, of those that a pack can carry. No folder has none."""
    there = folder.iterdir() if folder.is_dir() else ()
    return frozenset(path.name for path in there if _PICTURE.fullmatch(path.name) and not path.is_symlink())


def phone_pictures(root: Path, mock: str) -> Path:
    """Where the pictures of a practice phone lie."""
    return root / "mocks" / mock


def _has_errors(problems: Iterable[Problem]) -> bool:
    return any(problem.severity == "error" for problem in problems)


def _line_spans(drafts: Mapping[str, Lesson], places: Mapping[str, Mapping[str, Span]]) -> dict[str, Span]:
    spans = {}
    for identity, lesson in drafts.items():
        for line in lines_of(lesson):
            if line.id in places[identity]:
                spans[line.id] = places[identity][line.id]
    return spans


def check_all(
    workspace: Workspace, *, today: str, glyphs: frozenset[str] | None = None, icons: frozenset[str] | None = None
) -> tuple[Problem, ...]:
    """Every problem of the folder, in the order of files and lines, each once."""
    known = (
        frozenset(workspace.drafts)
        | workspace.others
        | {old for lesson in workspace.drafts.values() for old in lesson.was}
    )
    visited = frozenset().union(*(entered(lesson) for lesson in workspace.drafts.values()))
    found = list(workspace.problems)
    shared = workspace.places[""]
    given = Given(
        today=today,
        glyphs=glyphs,
        icons=icons,
        facts=workspace.facts,
        respell=workspace.respell,
        lessons=known,
        entered=visited,
        places=shared,
    )
    for mock in workspace.mocks.values():
        found += _check_mock(mock, given, shared, workspace.root)
    for identity, lesson in workspace.everything.items():
        mine = given.of(
            workspace.files[identity], {**shared, **workspace.places[identity]}, workspace.pictures[identity]
        )
        found += check(lesson, mine)
    return in_order(found)


def checked(
    root: Path, *, today: str, glyphs: frozenset[str] | None = None, icons: frozenset[str] | None = None
) -> tuple[tuple[Problem, ...], frozenset[str]]:
    """Every problem of the folder, as `check_all` tells them, and the names of the files that were read.

    Each lesson is let go before the next is read: a thousand take no more memory than one.
    """
    loader = _Loader(root, no_cuts, "", Memory(), None)
    shared = loader.shared_by_all()
    mocks = {name: template.filled({}) for name, template in shared.templates.items()}
    names = frozenset(path.parent.name for _, path in _lesson_files(root))
    given = Given(
        today=today, glyphs=glyphs, icons=icons, facts=shared.facts, respell=shared.respell, lessons=names,
        places=loader.shared,
    )  # fmt: skip
    found: list[Problem] = []
    visited: set[str] = set()
    former: set[str] = set()
    for _identity, one in loader.each(shared):
        visited |= entered(one.draft)
        former |= set(one.draft.was)
        found += check(one.draft, given.of(one.file, {**loader.shared, **one.places}, one.pictures))
        loader.sources = dict.fromkeys(loader.sources, _NOTHING)
        loader.memory.sources.clear()
    found = [one for one in found if not (one.code == "L504" and one.about["id"] in former)]
    given = replace(given, entered=frozenset(visited))
    for mock in mocks.values():
        found += _check_mock(mock, given, loader.shared, root)
    return in_order([*loader.problems, *found]), frozenset(loader.sources)


def _check_mock(mock: Mock, given: Given, shared: Mapping[str, Span], root: Path) -> tuple[Problem, ...]:
    file = shared.get(mock.id, Span(mock.id, 1, 1)).file
    return check_mock(mock, given.of(file, given.places, pictures_in(phone_pictures(root, mock.id))))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """By file, line and column; of two equal ones the first. Of several keys that one mapping lacks each is told."""
    once: dict[tuple[str, Span, str], Problem] = {}
    for problem in problems:
        once.setdefault((problem.code, problem.where, problem.about.get("key", "")), problem)
    return tuple(sorted(once.values(), key=lambda one: (one.where.file, one.where.line, one.where.column, one.code)))
