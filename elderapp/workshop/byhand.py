"""One lesson opened in the app's own window, as a learner would meet it: no pack, no hub, nothing kept."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from elderapp import i18n, resources
from elderapp.authoring.voice import lines, recordings, takes
from elderapp.authoring.voice.build import build, plan
from elderapp.authoring.voice.engines import VoiceFailed, engine
from elderapp.authoring.workspace import Workspace
from elderapp.lesson.model import Lesson
from elderapp.packs.model import Clip
from elderapp.records.people import Learner, Roster, Session
from elderapp.store import Store
from elderapp.tablet import window
from elderapp.workshop import tablets

if TYPE_CHECKING:
    from elderapp.tablet.app import Shell
    from elderapp.tablet.ledger import Keeper

GUEST = Learner("guest", "陳太", "flower")
"""Who plays: any name will do, nothing of it is kept."""

Clips = Mapping[str, tuple[Path, Clip]]


def clips_of(lesson: Lesson, found: Workspace, cache: Path | None = None) -> Clips:
    """The clips that lie in the cache already, by line id. Lines without one are shown as long as they would take."""
    folder = cache or resources.build() / "clips"
    wanted = {**lines.of_lesson(lesson), **lines.of_interface()}
    recorded = recordings.find(found.root)
    try:
        speaker = engine("espeak")
    except VoiceFailed:
        return {}
    planned = plan(wanted, speaker, found.respell, recorded)
    there = {one.line.id: one.line for one in planned if takes.read(folder, one.key)}
    built = build(there, speaker, found.respell, folder, recordings=recorded)
    return {line: (folder / clip.file, clip) for line, clip in built.clips.items()}


def shell(
    lesson: Lesson,
    *,
    keeper: "Keeper",
    clips: Clips,
    photos: Mapping[str, Path],
    language: str = i18n.SOURCE,
    scale: float = 1.0,
    muted: bool,
) -> "Shell":
    """The app with this lesson alone, begun by a guest. Kivy's window must be open."""
    from elderapp.tablet.app import Shell

    session = Session("by-hand", "", 0, 2**53, lesson=lesson.id, learners=(GUEST.id,))
    root = Shell(
        lessons={lesson.id: lesson},
        clips=clips,
        keeper=keeper,
        roster=Roster("", "1", session=session, learners=(GUEST,)),
        words=i18n.words(language),
        theme=tablets.theme(scale),
        volume=0.0 if muted else 1.0,
        photos=photos,
    )
    root.pick(f"learner:{GUEST.id}")
    root.pick("go")
    return root


def run(
    lesson: Lesson,
    clips: Clips,
    photos: Mapping[str, Path],
    *,
    portrait: bool = False,
    muted: bool = False,
    scale: float = 1.0,
    language: str = i18n.SOURCE,
) -> None:
    """Open the lesson in a window until that is closed."""
    window.prepare(size=window.PORTRAIT if portrait else window.LANDSCAPE, muted=muted)
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "tablet.db") as store:
        tablets.until_closed(
            lambda: shell(lesson, keeper=store, clips=clips, photos=photos, language=language, scale=scale, muted=muted)
        )
