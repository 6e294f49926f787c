"""What the authors' tools lend a hub for its alerts: breaks of lines, sounds, facts, and voices made as clips are."""

import functools
import tempfile
from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from elderapp import resources
from elderapp.hub.studio import Spoken, Studio, Unfit
from elderapp.lesson.model import Line
from elderapp.lesson.rules import Given
from elderapp.packs.model import Clip

_UNFIT = ("silent", "too-short", "too-long", "too-slow", "too-quick")
"""What of a recording cannot be mended by levelling it."""


@functools.cache
def studio() -> Studio:
    """Read once, when the first alert is written. Nothing where the tools are not here."""
    try:
        from elderapp.authoring.cuts import cuts_of
        from elderapp.authoring.glyphs import glyphs_of, icons_of
        from elderapp.authoring.workspace import facts_and_sounds
    except ModuleNotFoundError:
        return Studio()

    facts, respell = facts_and_sounds(resources.lessons())
    font, icons = resources.assets() / "fonts" / "NotoSansHK-400.ttf", resources.assets() / "icons" / "icons.json"
    given = Given(
        today="",
        glyphs=glyphs_of(font) if font.exists() else None,
        icons=icons_of(icons) if icons.exists() else None,
        facts=facts,
        respell=respell,
    )
    return Studio(
        given=given,
        cuts=cuts_of,
        record=functools.partial(record, respell=respell),
        speak=functools.partial(speak, respell=respell),
    )


def record(line: Line, sound: bytes, *, respell: Mapping[str, str]) -> Spoken:
    """A clip of a person's recording, trimmed, levelled and encoded. Raises `Unfit` for one nobody could follow."""
    from elderapp.authoring.voice.build import build
    from elderapp.authoring.voice.engines import VoiceFailed
    from elderapp.authoring.voice.espeak import Espeak
    from elderapp.authoring.voice.recordings import Recording

    with tempfile.TemporaryDirectory(prefix="voice-") as folder:
        given, cache = Path(folder) / "given", Path(folder) / "cache"
        given.write_bytes(sound)
        try:
            built = build({line.id: line}, Espeak(), respell, cache, recordings={line.id: Recording(given, None)})
        except VoiceFailed as error:
            raise Unfit("unreadable") from error
        bad = next((flaw.code for flaw in built.problems if flaw.code in _UNFIT), "")
        if bad or line.id not in built.clips:
            raise Unfit(bad or "unreadable")
        return _lent(built.clips[line.id], cache)


def speak(lines: Mapping[str, Line], *, respell: Mapping[str, str]) -> dict[str, Spoken]:
    """The lines by the offline machine. Raises `VoiceFailed` where it is not installed."""
    from elderapp.authoring.voice.build import build
    from elderapp.authoring.voice.espeak import Espeak

    with tempfile.TemporaryDirectory(prefix="voice-") as folder:
        cache = Path(folder)
        clips = build(lines, Espeak(), respell, cache).clips
        return {name: _lent(clip, cache) for name, clip in clips.items()}


def _lent(clip: Clip, cache: Path) -> Spoken:
    """An alert is one short message: it is said at the ordinary pace alone."""
    return Spoken(replace(clip, slow=None), (cache / clip.file).read_bytes())
