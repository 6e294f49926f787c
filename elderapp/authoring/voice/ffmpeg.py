"""ffmpeg turns samples into Ogg Vorbis and any recording into samples; starting it costs more than its work."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

from elderapp.authoring.voice.engines import VoiceFailed

RATE = 24_000
_RAW = ("-f", "s16le", "-ar", str(RATE), "-ac", "1")
_VORBIS = (
    "-c:a", "libvorbis", "-q:a", "2", "-map_metadata", "-1",
    "-fflags", "+bitexact", "-flags:a", "+bitexact", "-f", "ogg",
)  # fmt: skip


def encode(raw: Sequence[Path], ogg: Sequence[Path]) -> None:
    """Files of raw samples to Ogg Vorbis, all in one run; the same samples give the same bytes, alone or in company."""
    inputs = [word for path in raw for word in (*_RAW, "-i", str(path))]
    outputs = [word for at, path in enumerate(ogg) for word in ("-map", f"{at}:a", *_VORBIS, str(path))]
    _run([*inputs, *outputs])


def decode(sounds: Sequence[Path], raw: Sequence[Path], tempo: float = 1.0) -> None:
    """Sound files of any kind to raw mono samples, all in one run; `tempo` 0.8 takes a quarter longer, same pitch."""
    # atempo swallows the last tenth of a second: let it swallow silence.
    inputs = [word for path in sounds for word in ("-i", str(path))]
    change = ("-filter:a", f"apad=pad_dur=0.3,atempo={tempo:.3f}") if tempo != 1.0 else ()
    outputs = [word for at, path in enumerate(raw) for word in ("-map", f"{at}:a", *change, *_RAW, str(path))]
    _run([*inputs, *outputs])


def _run(arguments: Sequence[str]) -> None:
    command = ["ffmpeg", "-nostdin", "-v", "error", "-y", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise VoiceFailed("ffmpeg is not installed: apt-get install ffmpeg") from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise VoiceFailed(f"ffmpeg failed: {said[-1] if said else f'exit code {done.returncode}'}")
