"""Makes clips, several at a time: speak or read, trim, join, level, encode, measure what came out."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from elderapp.authoring.voice import ffmpeg, sound
from elderapp.authoring.voice.engines import Engine
from elderapp.authoring.voice.takes import Take
from elderapp.speech.spoken import Clause, words_of
from elderapp.speech.syllables import syllables

_SILENCE = 0.25
"""Seconds of quiet in a person's recording that may be the end of a clause."""


class Job(Struct, frozen=True):
    """One clip to make under `key`; `recording` is a person's file, otherwise an engine speaks."""

    key: str
    clauses: tuple[Clause, ...]
    recording: Path | None = None


class Mixed(Struct, frozen=True):
    """A clip before encoding."""

    job: Job
    engine: str
    samples: sound.Samples
    spans: tuple[tuple[float, float], ...]


def make(jobs: Sequence[Job], engine: Engine, folder: Path) -> Iterator[tuple[Job, Take, Path]]:
    """The clips of `jobs`, in `folder` for the caller to keep. Raises `VoiceFailed`."""
    mixed = [_recorded(job, folder) if job.recording else _spoken(job, engine, folder) for job in jobs]
    raw = [folder / f"{job.key}.raw" for job in jobs]
    ogg = [folder / f"{job.key}.ogg" for job in jobs]
    for path, one in zip(raw, mixed, strict=True):
        path.write_bytes(sound.pcm(one.samples))
    ffmpeg.encode(raw, ogg)
    ffmpeg.decode(ogg, raw)
    for one, path, heard in zip(mixed, ogg, raw, strict=True):
        yield one.job, _measured(one, path, sound.from_pcm(heard.read_bytes())), path


def _spoken(job: Job, engine: Engine, folder: Path) -> Mixed:
    voiced: list[sound.Samples] = []
    for number, clause in enumerate(job.clauses):
        path = folder / f"{job.key}-{number}.wav"
        engine.speak(clause.text + clause.mark, path)
        voiced.append(sound.trimmed(sound.read_wav(path)))
        path.unlink()
    samples, spans = sound.joined(voiced, [clause.pause_after for clause in job.clauses])
    return Mixed(job, engine.name, sound.levelled(samples) if any(map(len, voiced)) else samples, spans)


def _recorded(job: Job, folder: Path) -> Mixed:
    assert job.recording is not None
    raw = folder / f"{job.key}.raw"
    ffmpeg.decode([job.recording], [raw])
    voice = sound.trimmed(sound.from_pcm(raw.read_bytes()))
    samples, _ = sound.joined([voice], [0.0])
    spans = _clause_times(voice, job.clauses)
    return Mixed(job, "human", sound.levelled(samples) if len(voice) else samples, spans)


def _clause_times(voice: sound.Samples, clauses: Sequence[Clause]) -> tuple[tuple[float, float], ...]:
    """When a person says each clause: between their longest rests if there are enough of them, else by syllables."""
    end = len(voice) / sound.RATE
    rests = sorted(sorted(sound.rests(voice, _SILENCE), key=lambda rest: rest[0] - rest[1])[: len(clauses) - 1])
    if len(rests) == len(clauses) - 1:
        starts = [0.0, *(rest[1] for rest in rests)]
        ends = [*(rest[0] for rest in rests), end]
    else:
        weights = [syllables(clause.text) or 1 for clause in clauses]
        starts = [end * sum(weights[:at]) / sum(weights) for at in range(len(weights))]
        ends = [*starts[1:], end]
    return tuple(
        (round(sound.LEAD + first, 3), round(sound.LEAD + last, 3)) for first, last in zip(starts, ends, strict=True)
    )


def _measured(mixed: Mixed, ogg: Path, heard: sound.Samples) -> Take:
    return Take(
        engine=mixed.engine,
        spoken=words_of(mixed.job.clauses),
        seconds=round(len(heard) / sound.RATE, 3),
        voiced=round(sum(end - start for start, end in mixed.spans), 3),
        syllables=sum(syllables(clause.text) for clause in mixed.job.clauses),
        loudness=max(round(sound.loudness(heard), 2), -99.0),
        peak=max(round(sound.peak(heard), 2), -99.0),
        spans=mixed.spans,
        sha256=hashlib.sha256(ogg.read_bytes()).hexdigest(),
    )
