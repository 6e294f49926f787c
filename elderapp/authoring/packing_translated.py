"""Packs of another language: one beside each track's and one beside the interface's, `<track>-<language>`.

They hold no lesson: lines and the phones' words by the ids of the Cantonese ones, and clips of the lines. So an older
or newer pack of the track works with them, and what they lack is said in Cantonese.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from elderapp.authoring import translating
from elderapp.authoring.packing import INTERFACE, LICENCE, Content, Refusal, drafts, named, sounds
from elderapp.authoring.translating import Words
from elderapp.authoring.voice import build as voice
from elderapp.authoring.voice.checks import Flaw
from elderapp.authoring.voice.engines import Engine
from elderapp.authoring.workspace import Workspace
from elderapp.lesson.model import TRACKS, Lesson, Line
from elderapp.packs.model import Clip, Manifest, age


class Translation(Struct, frozen=True):
    """What a language says: the app itself, and each lesson by its id."""

    language: str
    interface: Words
    lessons: dict[str, Words]

    @property
    def lines(self) -> dict[str, Line]:
        """Everything that wants a clip."""
        every = (self.interface, *self.lessons.values())
        return {name: line for words in every for name, line in words.lines.items()}

    @property
    def stale(self) -> frozenset[str]:
        """The lines whose Cantonese has changed since they were translated: their clips say old words too."""
        return self.interface.stale.union(*(words.stale for words in self.lessons.values()))


def translation(lessons: Mapping[str, Lesson], workspace: Workspace, locales: Path, language: str) -> Translation:
    """What the catalogues of a language have for these lessons. Raises `CatalogueDamaged`."""
    entries = translating.known(locales, language, translating.LESSONS)
    drafts_there = translating.in_language(workspace, entries).everything
    interface = translating.of_interface(translating.known(locales, language, translating.INTERFACE))
    said = {name: translating.words_of(one, drafts_there.get(name, one), entries) for name, one in lessons.items()}
    return Translation(language, interface, said)


def speak(
    said: Translation, engine: Engine, cache: Path, progress: Callable[[int, int], None] | None = None
) -> tuple[dict[str, Clip], tuple[Flaw, ...]]:
    """A clip for every line, made where it is missing; what is wrong, stale lines too."""
    built = voice.build(said.lines, engine, {}, cache, progress, language=said.language)
    stale = tuple(Flaw(name, "stale", is_warning=True) for name in sorted(said.stale))
    return built.clips, (*built.problems, *stale)


def contents(
    lessons: Mapping[str, Lesson], said: Translation, clips: Mapping[str, Clip], cache: Path, *, app: str
) -> Iterator[Content]:
    """The packs of a language. `app` is the version of the app. A track without a translated word has none."""
    for track in TRACKS:
        mine = {name: lesson for name, lesson in sorted(lessons.items()) if lesson.track == track}
        words = [said.lessons[name] for name in mine]
        if any(one.lines or one.labels for one in words):
            version = max((lesson.version for lesson in mine.values()), key=age)
            review_by = min((lesson.review_by for lesson in mine.values() if lesson.review_by), default="")
            yield _content(f"{track}-{said.language}", version, words, said.language, clips, cache, review_by)
    if said.interface.lines:
        yield _content(f"{INTERFACE}-{said.language}", app, [said.interface], said.language, clips, cache, "")


def refusals(made: list[Content], said: Translation, flaws: tuple[Flaw, ...]) -> Iterator[Refusal]:
    """What keeps them from being released: machines' clips, missing ones, translations of words that have changed."""
    for content in made:
        if content.manifest.draft:
            spoken = content.lines.keys() & said.lines.keys()
            machine, missing = len(drafts(content.clips, {})), len(spoken - content.clips.keys())
            yield Refusal(content.manifest.id, "draft", f"{machine} clips are a machine's, {missing} are missing")
        for name in sorted(said.stale & content.lines.keys()):
            yield Refusal(content.manifest.id, "stale", f"{name}: translate it anew (elderapp i18n status)")
    for flaw in flaws:
        if not flaw.is_warning:
            yield Refusal(said.language, flaw.code, f"{flaw.line} {flaw.about}".strip())


def _content(
    identity: str,
    version: str,
    words: list[Words],
    language: str,
    clips: Mapping[str, Clip],
    cache: Path,
    review_by: str,
) -> Content:
    spoken = {name: line for one in words for name, line in one.lines.items()}
    labels = {name: line for one in words for name, line in one.labels.items()}
    mine = named(spoken, clips)
    manifest = Manifest(
        id=identity,
        version=version,
        title=identity,
        languages=(language,),
        review_by=review_by,
        licence=LICENCE,
        draft=bool(spoken.keys() - mine.keys()) or bool(drafts(mine, {})),
    )
    return Content(manifest, {}, {**spoken, **labels}, mine, sounds(mine, cache))
