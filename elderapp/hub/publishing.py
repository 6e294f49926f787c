"""An approved alert as a pack that the hub signs itself; and packs of publishers that somebody uploads."""

import datetime as dt
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from elderapp import keys
from elderapp.errors import ElderError
from elderapp.hub import alerts
from elderapp.hub.alerts import Words
from elderapp.hub.log import logger
from elderapp.hub.shelf import Shelf
from elderapp.hub.studio import Spoken, Studio
from elderapp.lesson.lines import lines_of
from elderapp.lesson.model import Line
from elderapp.packs import format as packs
from elderapp.packs.errors import PackUntrusted
from elderapp.packs.install import install
from elderapp.packs.model import Clip, Manifest, Pack
from elderapp.packs.trust import ALERTS

VERSION = "1.0.0"
"""Of every alert: what is published is never changed, it is withdrawn."""
HUMAN = "human"


def expires_on(today: str) -> str:
    """The ISO day on which an alert that is approved today is not shown any more."""
    return (dt.date.fromisoformat(today) + dt.timedelta(days=alerts.LIVES)).isoformat()


class Made(Struct, frozen=True):
    """A signed pack as bytes, its digest, and how many of its lines have a voice."""

    data: bytes
    digest: str
    lines: int
    voiced: int


def make(
    words: Words, name: str, expires: str, studio: Studio, private: bytes, recorded: tuple[Clip, bytes] | None
) -> Made:
    """The pack of an alert with the id `name`, whose one lesson has the same id."""
    lesson = alerts.build(words, name, expires, studio)
    lines = {line.id: line for line in lines_of(lesson) if line.text}
    voices: dict[str, Spoken] = {}
    if recorded is not None:
        voices[alerts.recorded(name, words, studio).id] = Spoken(*recorded)
    if studio.speak is not None:
        voices = {**_spoken(studio.speak, {key: line for key, line in lines.items() if key not in voices}), **voices}
    clips = {key: _named(one.clip) for key, one in voices.items()}
    files = {clips[key].file: one.sound for key, one in voices.items()}
    manifest = Manifest(
        id=name, version=VERSION, title=f"今日騙案：{words.title}", review_by=expires, expires=expires,
        draft=len(clips) < len(lines) or any(clip.engine != HUMAN for clip in clips.values()),
    )  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="alert-") as folder:
        path = Path(folder) / packs.file_name(manifest)
        digest = packs.write(path, manifest, {name: lesson}, {}, clips, files, private)
        return Made(path.read_bytes(), digest, len(lines), len(clips))


def _spoken(
    speak: Callable[[Mapping[str, Line]], Mapping[str, Spoken]], lines: Mapping[str, Line]
) -> dict[str, Spoken]:
    """A machine's voice; without one the tablet shows the words, and the alert is not late for it."""
    try:
        return dict(speak(lines))
    except (ElderError, OSError) as error:
        logger.warning("no-voice", why=str(error))
        return {}


def _named(clip: Clip) -> Clip:
    return replace(clip, file=f"clips/{Path(clip.file).name}")


def put_on_shelf(folder: Path, digest: str, data: bytes) -> None:
    """The alert's file, whole or not at all; one that is there stays."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{digest[:32]}.pack"
    if not path.exists():
        part = path.with_name(f".{path.name}.part")
        part.write_bytes(data)
        part.replace(path)


def take_in(path: Path, shelf: Shelf) -> Pack:
    """Puts an uploaded pack on the shelf beside its other versions, every file of it checked.

    Raises `PackDamaged`, `PackTooNew`, `PackUntrusted`; then the shelf is as it was. An alert of anybody's is refused:
    those are made here.
    """
    with tempfile.TemporaryDirectory(prefix=".upload-", dir=_made(shelf.folder)) as folder:
        pack = install(path, Path(folder), shelf.publishers)
        if pack.manifest.id.startswith(ALERTS):
            raise PackUntrusted("an alert is made on the page for alerts, it is not uploaded")
        place = shelf.folder / packs.file_name(pack.manifest)
        Path(pack.path).replace(place)
    shelf.look_again()
    return replace(pack, path=str(place))


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def key_of(data: Path) -> bytes:
    """The hub's own private key, made at its first start; tablets learn the public one when they are paired."""
    return keys.load_or_make(data / "hub.key")
