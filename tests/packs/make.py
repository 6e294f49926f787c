"""A small pack for tests."""

from pathlib import Path

from elderapp import keys
from elderapp.lesson.model import Lesson, Line, Say, Stage
from elderapp.packs import format as packs
from elderapp.packs.model import Beat, Clip, Manifest
from elderapp.packs.trust import Trust

KEY = bytes(range(32))
TRUST = Trust(frozenset({keys.public_of(KEY).hex()}))


def lesson(name: str = "wifi") -> Lesson:
    say = Line(f"{name}/why/say", "今日學上網。", (2,))
    return Lesson(
        id=name, track="basics", title=Line(f"{name}/title", "上網"), goal=Line(f"{name}/goal", "識上網"), minutes=8,
        stages=(Stage("why", (Say(id="hello", say=say),)),), done=Line(f"{name}/done", "做得好！"),
    )  # fmt: skip


def pack(folder: Path, *, version: str = "1.0.0", name: str = "basics", key: bytes = KEY, **changes) -> Path:
    path = folder / f"{name}-{version}.pack"
    parts = {
        "lessons": {"wifi": lesson()},
        "lines": {"ui/good": Line("ui/good", "好，做到喇。")},
        "clips": {"wifi/why/say": Clip("clips/a1.wav", 1.5, (Beat(0, 2, 0.0, 0.5),), "gtts")},
        "files": {"clips/a1.wav": bytes(range(256))},
        **changes,
    }
    folder.mkdir(parents=True, exist_ok=True)
    manifest = Manifest(id=name, version=version, title="基本", draft=True)
    packs.write(path, manifest, parts["lessons"], parts["lines"], parts["clips"], parts["files"], key)
    return path
