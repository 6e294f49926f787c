"""A microphone, where there is one: ffmpeg records until it is told to stop."""

import shutil
import subprocess
from pathlib import Path

_SOURCES = (("pulse", "default"), ("alsa", "default"))


def find() -> tuple[str, str] | None:
    """The sound system and device that ffmpeg can record from; None where there is none."""
    if shutil.which("ffmpeg") is None:
        return None
    for system, device in _SOURCES:
        tried = subprocess.run(
            ["ffmpeg", "-nostdin", "-v", "error", "-f", system, "-i", device, "-t", "0.2", "-f", "null", "-"],
            capture_output=True, check=False, timeout=10,
        )  # fmt: skip
        if tried.returncode == 0:
            return system, device
    return None


class Recorder:
    """Records into a WAV file from the moment it is made until `stop`."""

    def __init__(self, source: tuple[str, str], path: Path) -> None:
        self.path = path
        self._process = subprocess.Popen(
            ["ffmpeg", "-v", "error", "-y", "-f", source[0], "-i", source[1], "-ac", "1", "-ar", "48000", str(path)],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def stop(self) -> Path:
        """End the recording; the file is whole then."""
        self._process.communicate(b"q", timeout=10)
        return self.path
