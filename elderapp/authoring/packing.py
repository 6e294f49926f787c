"""Lessons and clips into packs: one a track, one for what the app itself says.

A pack for tablets in use (`refusals`) holds no draft, no lesson that is overdue for review, and none that needs a
lesson which is nowhere.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from elderapp import keys
from elderapp.authoring.voice import build as voice
from elderapp.authoring.voice import lines as spoken_lines
from elderapp.authoring.voice import recordings
from elderapp.authoring.voice.checks import Flaw
from elderapp.authoring.voice.engines import Engine
from elderapp.authoring.voice.heard import Hearing, is_draft, is_heard
from elderapp.authoring.workspace import Workspace, phone_pictures, pictures_in, sound
from elderapp.lesson.model import TRACKS, Lesson, Line
from elderapp.lesson.problems import Problem
from elderapp.packs import format as packs
from elderapp.packs.difference import Inside, difference
from elderapp.packs.install import id_of
from elderapp.packs.model import Clip, Manifest, age
from elderapp.packs.trust import Handover, Trust

INTERFACE = "interface"
LICENCE = "Apache-2.0"
_TITLES = {
    "basics": "電話基本功",
    "e-payments": "電子支付",
    "government": "政府服務",
    "scams": "防騙",
    INTERFACE: "介面",
}


class Content(Struct, frozen=True):
    """What one pack is made of. `files` are paths of clips and pictures by their name in the pack."""

    manifest: Manifest
    lessons: dict[str, Lesson]
    lines: dict[str, Line]
    clips: dict[str, Clip]
    files: dict[str, Path]


class Refusal(Struct, frozen=True):
    """Why a lesson or pack may not be released. `code`: draft, overdue, never-reviewed, missing-need, fact-overdue."""

    pack: str
    code: str
    about: str


def usable(workspace: Workspace, problems: Iterable[Problem]) -> dict[str, Lesson]:
    """The lessons in whose own file nothing is wrong."""
    broken = {problem.where.file for problem in problems if problem.severity == "error"}
    return {name: lesson for name, lesson in sound(workspace).items() if workspace.files[name] not in broken}


def speak(
    lessons: Mapping[str, Lesson],
    workspace: Workspace,
    engine: Engine,
    cache: Path,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[dict[str, Clip], tuple[Flaw, ...]]:
    """A clip for every line of these lessons and of the interface, made where it is missing, and what is wrong."""
    lines = spoken_lines.of_interface()
    for lesson in lessons.values():
        lines |= spoken_lines.of_lesson(lesson)
    built = voice.build(lines, engine, workspace.respell, cache, progress, recordings=recordings.find(workspace.root))
    return built.clips, built.problems


def contents(
    lessons: Mapping[str, Lesson],
    workspace: Workspace,
    clips: Mapping[str, Clip],
    cache: Path,
    *,
    app: str,
    heard: Mapping[str, Hearing] | None = None,
    before: Mapping[str, Inside] | None = None,
) -> Iterator[Content]:
    """What each pack holds: the tracks that have lessons, and the interface. `app` is the version of the app.

    `heard` are the clips somebody listened to, `before` the last version of each pack: the new one's number rises by
    what changed, and stays where nothing did.
    """
    heard, before = heard or {}, before or {}
    for track in TRACKS:
        mine = {name: lesson for name, lesson in sorted(lessons.items()) if lesson.track == track}
        if mine:
            lines = [line for lesson in mine.values() for line in spoken_lines.of_lesson(lesson)]
            version = max((lesson.version for lesson in mine.values()), key=age)
            pictures = {
                f"pictures/{name}/{picture}": Path(workspace.files[name]).parent / picture
                for name in mine
                for picture in workspace.pictures[name]
            }
            pictures |= _mock_pictures(mine, workspace)
            content = _content(track, version, mine, {}, named(lines, clips), cache, pictures, heard)
            yield numbered(content, before.get(track))
    interface = spoken_lines.of_interface()
    content = _content(INTERFACE, app, {}, interface, named(list(interface), clips), cache, {}, heard)
    yield numbered(content, before.get(INTERFACE))


def drafts(clips: Mapping[str, Clip], heard: Mapping[str, Hearing]) -> list[str]:
    """The lines whose clip may not be released: an offline machine's, or one that nobody listened to."""
    return [
        line for line, clip in clips.items() if is_draft(clip.engine, heard=is_heard(heard, line, Path(clip.file).stem))
    ]


def inside(content: Content) -> Inside:
    """A pack that is about to be written, as it is compared with others."""
    files = {name: keys.sha256(path.read_bytes()) for name, path in content.files.items()}
    return Inside(
        version=content.manifest.version, lessons=content.lessons, lines=content.lines, clips=content.clips, files=files
    )


def numbered(content: Content, before: Inside | None) -> Content:
    """With the version that follows from what changed; never lower than what its lessons say."""
    if before is None:
        return content
    found = difference(before, inside(content))
    version = max(found.expected, content.manifest.version, key=age)
    return replace(content, manifest=replace(content.manifest, version=version))


def _mock_pictures(lessons: Mapping[str, Lesson], workspace: Workspace) -> dict[str, Path]:
    """The pictures of the practice phones that these lessons use."""
    used = {name.partition("@")[0] for lesson in lessons.values() for name in lesson.mocks}
    folders = {name: phone_pictures(workspace.root, name) for name in sorted(used)}
    return {
        f"pictures/mocks/{name}/{picture}": folder / picture
        for name, folder in folders.items()
        for picture in sorted(pictures_in(folder))
    }


def write(content: Content, folder: Path, private_key: bytes, way: tuple[Handover, ...] = ()) -> Path:
    """The pack's file in `folder`, where older versions of it give way. `way` is how the key came to be trusted."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / packs.file_name(content.manifest)
    files = {name: file.read_bytes() for name, file in content.files.items()}
    manifest = replace(content.manifest, handovers=way)
    packs.write(path, manifest, content.lessons, content.lines, content.clips, files, private_key)
    mine = Trust(frozenset({keys.public_of(private_key).hex()}))
    for other in sorted(folder.glob(f"{manifest.id}-*.pack")):
        if other != path and id_of(other, mine) == manifest.id:
            other.unlink()
    return path


def refusals(
    all_contents: Iterable[Content], today: str, heard: Mapping[str, Hearing] | None = None
) -> Iterator[Refusal]:
    """Everything that keeps packs from being released on this ISO day."""
    every, heard = list(all_contents), heard or {}
    known = {name for content in every for lesson in content.lessons.values() for name in (lesson.id, *lesson.was)}
    for content in every:
        pack = content.manifest.id
        if content.manifest.draft:
            machine = len(drafts(content.clips, heard))
            missing = len(_wanted(content.lessons, content.lines) - content.clips.keys())
            yield Refusal(pack, "draft", f"{machine} clips are a machine's, {missing} are missing")
        for lesson in content.lessons.values():
            yield from _of_lesson(pack, lesson, known, today)


def _of_lesson(pack: str, lesson: Lesson, known: set[str], today: str) -> Iterator[Refusal]:
    if lesson.reviewed == "never":
        yield Refusal(pack, "never-reviewed", lesson.id)
    elif lesson.review_by < today:
        yield Refusal(pack, "overdue", f"{lesson.id}: since {lesson.review_by or 'ever'}")
    for need in lesson.needs:
        if need not in known:
            yield Refusal(pack, "missing-need", f"{lesson.id} needs {need}")
    for source in lesson.sources:
        if source.review_by < today:
            yield Refusal(pack, "fact-overdue", f"{lesson.id}: {source.id} since {source.review_by or 'ever'}")


def _content(
    identity: str,
    version: str,
    lessons: dict[str, Lesson],
    lines: dict[str, Line],
    clips: dict[str, Clip],
    cache: Path,
    pictures: Mapping[str, Path],
    heard: Mapping[str, Hearing],
) -> Content:
    manifest = Manifest(
        id=identity,
        version=version,
        title=_TITLES[identity],
        review_by=min((lesson.review_by for lesson in lessons.values() if lesson.review_by), default=""),
        licence=LICENCE,
        draft=bool(_wanted(lessons, lines) - clips.keys()) or bool(drafts(clips, heard)),
    )
    return Content(manifest, lessons, lines, clips, {**sounds(clips, cache), **pictures})


def _wanted(lessons: Mapping[str, Lesson], lines: Mapping[str, Line]) -> set[str]:
    """The lines that want a clip."""
    return {*lines, *(line for lesson in lessons.values() for line in spoken_lines.of_lesson(lesson))}


def named(lines: Iterable[str], clips: Mapping[str, Clip]) -> dict[str, Clip]:
    """The clips of these lines, under the names they have in a pack."""
    return {line: replace(clip, file=f"clips/{clip.file}") for line in lines if (clip := clips.get(line)) is not None}


def sounds(clips: Mapping[str, Clip], cache: Path) -> dict[str, Path]:
    """Where each sound of a pack's clips lies, by its name in the pack."""
    return {file: cache / Path(file).name for clip in clips.values() for file in clip.files}
