"""Makes clips, several at a time: speak or read, trim, join, level, encode, measure what came out."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from elderapp.authoring.voice import ffmpeg, sound
from elderapp.authoring.voice.engines import Engine
from elderapp.authoring.voice.takes import Take
from elderapp.packs.model import slow_name
from elderapp.speech.spoken import Clause, words_of
from elderapp.speech.syllables import syllables

_SILENCE = 0.25
"""Seconds of quiet in a person's recording that may be the end of a clause."""


_PEAK = -1.2
"""dBTP of a finished clip; the rule is −1."""

SLOW_RESTS = 1.6
"""How many times as long the rests of a slow clip are, before all is stretched: older listeners gain most there."""

SLOW_TEMPO = 0.87
"""A slow clip takes 15 % longer, at the same pitch; more sounds drunk, and its tones are no longer heard apart."""


class Job(Struct, frozen=True):
    """One clip to make under `key`; `recording` is a person's file, otherwise an engine speaks."""

    key: str
    clauses: tuple[Clause, ...]
    recording: Path | None = None


class Mixed(Struct, frozen=True):
    """A clip before levelling and encoding; `name` is that of its files."""

    job: Job
    name: str
    engine: str
    samples: sound.Samples
    spans: tuple[tuple[float, float], ...]


def make(jobs: Sequence[Job], engine: Engine, folder: Path) -> Iterator[tuple[Job, Take, Path]]:
    """The clips of `jobs`, in `folder` for the caller to keep. Raises `VoiceFailed`."""
    mixed = [_recorded(job, folder) if job.recording else _spoken(job, engine, folder) for job in jobs]
    finished = _encoded([(one, sound.CEILING) for one in (*mixed, *_slowed(mixed, folder))], folder)
    # Vorbis now and then raises a peak by two decibels: those few are held lower and encoded again.
    high = [(one, sound.CEILING - (take.peak - _PEAK) - 0.3) for one, take, _ in finished if take.peak > _PEAK]
    found = {one.name: (take, path) for one, take, path in (*finished, *_encoded(high, folder))}
    for one in mixed:
        take, path = found[one.name]
        yield one.job, replace(take, slow=found[_slow_name(one)][0]), path


def _slow_name(one: Mixed) -> str:
    return slow_name(f"{one.name}.ogg").removesuffix(".ogg")


def _slowed(mixed: Sequence[Mixed], folder: Path) -> Iterator[Mixed]:
    """The same, slowly: first the rests grow, then everything by a little."""
    if not mixed:
        return
    spread = [sound.spread(one.samples, one.spans, SLOW_RESTS) for one in mixed]
    wav, raw = ([folder / f"{_slow_name(one)}.{kind}" for one in mixed] for kind in ("wav", "raw"))
    for path, (samples, _) in zip(wav, spread, strict=True):
        sound.write_wav(samples, path)
    ffmpeg.decode(wav, raw, SLOW_TEMPO)
    for one, path, (samples, spans) in zip(mixed, raw, spread, strict=True):
        heard = sound.from_pcm(path.read_bytes())[: round(len(samples) / SLOW_TEMPO)]
        later = tuple((round(start / SLOW_TEMPO, 3), round(end / SLOW_TEMPO, 3)) for start, end in spans)
        yield Mixed(one.job, _slow_name(one), one.engine, heard, later)


def _encoded(mixed: Sequence[tuple[Mixed, float]], folder: Path) -> list[tuple[Mixed, Take, Path]]:
    """The clips levelled, each below its ceiling, encoded and measured as they will be heard."""
    if not mixed:
        return []
    raw = [folder / f"{one.name}.raw" for one, _ in mixed]
    ogg = [folder / f"{one.name}.ogg" for one, _ in mixed]
    for path, (one, ceiling) in zip(raw, mixed, strict=True):
        path.write_bytes(sound.pcm(sound.levelled(one.samples, ceiling)))
    ffmpeg.encode(raw, ogg)
    ffmpeg.decode(ogg, raw)
    return [
        (one, _measured(one, path, sound.from_pcm(heard.read_bytes())), path)
        for (one, _), path, heard in zip(mixed, ogg, raw, strict=True)
    ]


def _spoken(job: Job, engine: Engine, folder: Path) -> Mixed:
    voiced: list[sound.Samples] = []
    for number, clause in enumerate(job.clauses):
        path = folder / f"{job.key}-{number}.wav"
        engine.speak(clause.text + clause.mark, path)
        voiced.append(sound.trimmed(sound.read_wav(path)))
        path.unlink()
    samples, spans = sound.joined(voiced, [clause.pause_after for clause in job.clauses])
    return Mixed(job, job.key, engine.name, samples, spans)


def _recorded(job: Job, folder: Path) -> Mixed:
    assert job.recording is not None
    raw = folder / f"{job.key}.raw"
    ffmpeg.decode([job.recording], [raw])
    voice = sound.trimmed(sound.from_pcm(raw.read_bytes()))
    samples, _ = sound.joined([voice], [0.0])
    spans = _clause_times(voice, job.clauses)
    return Mixed(job, job.key, "human", samples, spans)


def _clause_times(voice: sound.Samples, clauses: Sequence[Clause]) -> tuple[tuple[float, float], ...]:
    """When a person says each clause: between their longest rests if there are enough of them, else by syllables."""
    end = len(voice) / sound.RATE
    rests = sorted(sorted(sound.rests(voice, _SILENCE), key=lambda rest: rest[0] - rest[1])[: len(clauses) - 1])
    if len(rests) == len(clauses) - 1:
        starts = [0.0, *(rest[1] for rest in rests)]
        ends = [*(rest[0] for rest in rests), end]
    else:
        weights = [clause.syllables or syllables(clause.text) or 1 for clause in clauses]
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
        syllables=sum(clause.syllables or syllables(clause.text) for clause in mixed.job.clauses),
        loudness=max(round(sound.loudness(heard), 2), -99.0),
        peak=max(round(sound.peak(heard), 2), -99.0),
        spans=mixed.spans,
        sha256=hashlib.sha256(ogg.read_bytes()).hexdigest(),
    )
