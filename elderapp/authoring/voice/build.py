"""Lines in, clips out: makes what is missing, keeps what is there, can be stopped and taken up again at any moment."""

import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from msgspec import Struct

from elderapp.authoring.voice import takes
from elderapp.authoring.voice.beats import beats
from elderapp.authoring.voice.checks import Flaw, flaws
from elderapp.authoring.voice.engines import Engine
from elderapp.authoring.voice.recordings import Recording
from elderapp.authoring.voice.takes import Take
from elderapp.lesson.model import Line
from elderapp.packs.model import Beat, Clip, Slow
from elderapp.speech.languages import SOURCE
from elderapp.speech.languages import language as rules_of
from elderapp.speech.spoken import Clause, words_of

_TOGETHER = 24
"""Clips of one batch: one start of ffmpeg for all, little lost when stopped."""


class Planned(Struct, frozen=True):
    """A line, what is said for it, and the clip that it needs. `recording` is the person's voice it will have."""

    line: Line
    clauses: tuple[Clause, ...]
    key: str
    recording: Recording | None = None

    @property
    def is_stale(self) -> bool:
        """Whether a person says words that are no longer the line's."""
        return self.recording is not None and not self.recording.is_fresh(words_of(self.clauses))


class Built(Struct, frozen=True):
    """The clips by line id, their files lying in the cache as `Clip.file`; and how many of them had to be made."""

    clips: dict[str, Clip]
    problems: tuple[Flaw, ...]
    made: int = 0


def plan(
    lines: Mapping[str, Line],
    engine: Engine,
    respell: Mapping[str, str],
    recordings: Mapping[str, Recording] | None = None,
    language: str = SOURCE.code,
) -> list[Planned]:
    """What each line needs. A line that says nothing (a sign alone) is left out: `build` reports it."""
    planned: list[Planned] = []
    for name, line in lines.items():
        clauses = clauses_of(line, respell, language)
        recording = (recordings or {}).get(name)
        if recording:
            key = takes.recorded_key(recording.path.read_bytes(), clauses)
        else:
            key = takes.key(engine.name, engine.voice, engine.rate, clauses)
        if clauses:
            planned.append(Planned(line, clauses, key, recording))
    return planned


def clauses_of(line: Line, respell: Mapping[str, str], language: str = SOURCE.code) -> tuple[Clause, ...]:
    """What is said for a line in its language. A language without rules of its own is said as it is written."""
    return rules_of(language).clauses(line.text, line.speech, respell, line.cuts)


def build(
    lines: Mapping[str, Line],
    engine: Engine,
    respell: Mapping[str, str],
    cache: Path,
    progress: Callable[[int, int], None] | None = None,
    workers: int = 2,
    recordings: Mapping[str, Recording] | None = None,
    language: str = SOURCE.code,
) -> Built:
    """A clip for every line. `progress` is told how many of how many clips are there.

    Raises `VoiceFailed` when the engine cannot work; what was finished by then stays and is not made again.
    """
    planned = plan(lines, engine, respell, recordings, language)
    cache.mkdir(parents=True, exist_ok=True)
    missing = {one.key: one for one in planned if _kept(cache, one.key) is None}
    total = len({one.key for one in planned})
    tell = progress or _nobody
    tell(total - len(missing), total)
    if missing:
        _make_all(list(missing.values()), engine, cache, workers, lambda done: tell(total - len(missing) + done, total))
    clips = {}
    for one in planned:
        take = takes.read(cache, one.key)
        if take is not None:
            clips[one.line.id] = _clip(one, take)
    return Built(clips, tuple(review(lines, planned, respell, cache, language)), len(missing))


def review(
    lines: Mapping[str, Line],
    planned: Sequence[Planned],
    respell: Mapping[str, str],
    cache: Path,
    language: str = SOURCE.code,
) -> Iterator[Flaw]:
    """Everything wrong with the clips of `lines` as they lie in the cache; nothing is made."""
    by_line = {one.line.id: one for one in planned}
    for name, line in lines.items():
        text = line.speech or line.text
        if odd := rules_of(language).unread(text, respell):
            yield Flaw(name, "unread", " ".join(odd))
        one = by_line.get(line.id)
        take = takes.read(cache, one.key) if one else None
        if one is None or take is None:
            yield Flaw(name, "missing")
            continue
        if not takes.is_whole(cache, one.key, take):
            yield Flaw(name, "damaged")
        if one.is_stale:
            yield Flaw(name, "stale", is_warning=True)
        yield from flaws(name, take)


def _kept(cache: Path, key: str) -> Take | None:
    take = takes.read(cache, key)
    return take if take is not None and takes.is_whole(cache, key, take) else None


def _clip(one: Planned, take: Take) -> Clip:
    def lit(spans: Sequence[tuple[float, float]]) -> tuple[Beat, ...]:
        return beats(one.clauses, spans, one.line.cuts)

    slow = Slow(take.slow.seconds, lit(take.slow.spans)) if take.slow else None
    return Clip(f"{one.key}.ogg", take.seconds, lit(take.spans), take.engine, take.spoken, slow)


def _make_all(
    missing: Sequence[Planned], engine: Engine, cache: Path, workers: int, tell: Callable[[int], None]
) -> None:
    batches = [missing[at : at + _TOGETHER] for at in range(0, len(missing), _TOGETHER)]
    stop = threading.Event()
    done = 0
    with ThreadPoolExecutor(workers, "voice") as pool:
        try:
            for finished in as_completed([pool.submit(_make, batch, engine, cache, stop) for batch in batches]):
                done += finished.result()
                tell(done)
        except BaseException:
            # Ctrl-C or a dead engine: what is being spoken ends with its batch, what has not begun never does.
            stop.set()
            pool.shutdown(cancel_futures=True)
            raise


def _make(batch: Sequence[Planned], engine: Engine, cache: Path, stop: threading.Event) -> int:
    # numpy, scipy and the romaniser take seconds to load: a build that has nothing to make starts without them.
    from elderapp.authoring.voice.mixing import Job, make

    if stop.is_set():
        return 0
    jobs = [Job(one.key, one.clauses, one.recording.path if one.recording else None) for one in batch]
    with tempfile.TemporaryDirectory(prefix=".part-", dir=cache) as folder:
        for job, take, ogg in make(jobs, engine, Path(folder)):
            takes.keep(cache, job.key, take, ogg)
    return len(jobs)


def _nobody(_done: int, _total: int) -> None:
    """Nobody watches."""
