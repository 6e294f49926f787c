"""Clips folded: what a pack says of each lies as the bytes it came in until the line is spoken.

When each piece of a caption is lit fills more room than all the captions, in every language that is installed.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from elderapp.packs.model import Clip


class FoldedClips(Mapping[str, Clip]):
    """By line id. A clip is made anew each time it is asked for; `written` is each as JSON."""

    def __init__(self, written: Mapping[str, msgspec.Raw]) -> None:
        """Nothing is read yet: whoever gives `written` knows that each is a clip."""
        self._written = written

    def __getitem__(self, line: str) -> Clip:
        """The clip of a line."""
        return msgspec.json.decode(self._written[line], type=Clip)

    def __iter__(self) -> Iterator[str]:
        """The lines."""
        return iter(self._written)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._written)


class Recorded(Mapping[str, tuple[Path, Clip]]):
    """Clips by line id, each with its file. `places` has the folder of each, and the pack's clips it is one of."""

    def __init__(self, places: Mapping[str, tuple[Path, Mapping[str, Clip]]]) -> None:
        """They are there."""
        self._places = places

    def __getitem__(self, line: str) -> tuple[Path, Clip]:
        """The file of a line and its clip."""
        folder, clips = self._places[line]
        clip = clips[line]
        return folder / Path(clip.file).name, clip

    def __iter__(self) -> Iterator[str]:
        """The lines."""
        return iter(self._places)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._places)
