"""The cache of clips: `<key>.ogg` and `<key>.slow.ogg` beside `<key>.json`, all written whole or not at all."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from elderapp.packs.model import slow_name
from elderapp.speech.spoken import Clause

PIPELINE = 3
"""Raised whenever mixing changes: then every clip is made again."""


class Take(Struct, frozen=True):
    """One clip as it was measured after encoding.

    `spans` are the seconds in which each clause is heard, `voiced` their sum. `loudness` in LUFS, `peak` in dBTP;
    `spoken` and `engine` say what is heard and from whom. It knows no caption: two captions may share a take.
    `slow` is the same said slowly.
    """

    engine: str
    spoken: str
    seconds: float
    voiced: float
    syllables: int
    loudness: float
    peak: float
    spans: tuple[tuple[float, float], ...]
    sha256: str
    slow: "Take | None" = None

    @property
    def rate(self) -> float:
        """Syllables a second, pauses apart."""
        return self.syllables / self.voiced if self.voiced else 0.0


def key(engine: str, voice: str, rate: int, clauses: Sequence[Clause]) -> str:
    """What the clip's sound depends on, and nothing else, as 64 hex digits."""
    said = [(clause.text, clause.mark, clause.pause_after) for clause in clauses]
    return hashlib.sha256(msgspec.json.encode([PIPELINE, engine, voice, rate, said])).hexdigest()


def recorded_key(sound: bytes, clauses: Sequence[Clause]) -> str:
    """The key of a person's recording: its own bytes, and where its clauses end."""
    said = [(clause.text, clause.pause_after) for clause in clauses]
    return hashlib.sha256(msgspec.json.encode([PIPELINE, hashlib.sha256(sound).hexdigest(), said])).hexdigest()


def read(cache: Path, name: str) -> Take | None:
    """The take with this key, if all of its files are there."""
    try:
        take = msgspec.json.decode((cache / f"{name}.json").read_bytes(), type=Take)
    except (OSError, msgspec.DecodeError):
        return None
    return take if all((cache / file).is_file() for file in _sounds(name, take)) else None


def is_whole(cache: Path, name: str, take: Take) -> bool:
    """Whether the clip's bytes are still those that were measured."""
    sounds = _sounds(name, take).items()
    return all(hashlib.sha256((cache / file).read_bytes()).hexdigest() == measured for file, measured in sounds)


def _sounds(name: str, take: Take) -> dict[str, str]:
    """The sound files of a take with their SHA-256."""
    files = {f"{name}.ogg": take.sha256}
    return files | {slow_name(f"{name}.ogg"): take.slow.sha256} if take.slow else files


def keep(cache: Path, name: str, take: Take, ogg: Path) -> None:
    """Move a finished clip into the cache; its slow sound lies beside `ogg`, named as `slow_name` does.

    The sounds go first: a description without them would be believed.
    """
    described = ogg.with_suffix(".json")
    described.write_bytes(msgspec.json.encode(take))
    if take.slow:
        ogg.with_name(slow_name(ogg.name)).replace(cache / slow_name(f"{name}.ogg"))
    ogg.replace(cache / f"{name}.ogg")
    described.replace(cache / f"{name}.json")
