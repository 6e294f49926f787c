"""What the author's tools cost: checking a thousand lessons, one of them again, packs from a warm cache, memory.

Run by `bench.py`. The lessons are the four real ones, over and over under other names.
"""

import shutil
import subprocess
import sys
import time
from pathlib import Path

from measures import Figures, Measure, Part
from ruamel.yaml import YAML

from elderapp import keys, resources
from elderapp.authoring import packing, workspace
from elderapp.authoring.glyphs import glyphs_of, icons_of
from elderapp.authoring.voice.engines import engine
from elderapp.workshop.following import Followed

DAY = "2026-11-23"
PEAK = """
import sys
from pathlib import Path
from elderapp.authoring import workspace
found, _ = workspace.checked(Path(sys.argv[1]), today=sys.argv[2])
# Not getrusage: that one remembers what the parent held when it forked.
status = Path("/proc/self/status").read_text(encoding="ascii")
print(len(found), next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
"""


def generate(folder: Path, count: int) -> Path:
    """A folder of so many lessons that differ in their names and titles."""
    real = resources.lessons()
    shutil.copytree(real / "mocks", folder / "mocks")
    for name in ("facts.yaml", "pronounce.yaml"):
        shutil.copy(real / name, folder / name)
    originals = [(path, path.read_text(encoding="utf-8")) for path in sorted(real.glob("*/*/lesson.yaml"))]
    for number in range(count):
        path, text = originals[number % len(originals)]
        name = f"{path.parent.name}-{number}"
        place = folder / path.parent.parent.name / name / "lesson.yaml"
        place.parent.mkdir(parents=True)
        place.write_text(text.replace(f"lesson: {path.parent.name}", f"lesson: {name}", 1), encoding="utf-8")
    return folder


def check(folder: Path, count: int = 1000) -> dict[str, float]:
    """`check` of so many lessons, against ruamel's own parse of the same files in the same run."""
    root = generate(folder / "many", count)
    files = [path.read_text(encoding="utf-8") for path in sorted(root.glob("*/*/lesson.yaml"))]
    glyphs = glyphs_of(resources.assets() / "fonts" / "NotoSansHK-400.ttf")
    icons = icons_of(resources.assets() / "icons" / "icons.json")
    yaml = YAML(typ="safe", pure=True)
    begin = time.perf_counter()
    for text in files:
        yaml.load(text)
    parsed = time.perf_counter() - begin
    begin = time.perf_counter()
    told, _ = workspace.checked(root, today=DAY, glyphs=glyphs, icons=icons)
    checked = time.perf_counter() - begin
    assert len(told) >= count  # a notice each: nobody has opened the sources
    return {
        "lessons": count,
        "ms_a_lesson": checked / count * 1e3,
        "ruamel_ms_a_lesson": parsed / count * 1e3,
        "against_ruamel": checked / parsed,
    }


def recheck(root: Path, times: int = 9) -> dict[str, list[float]]:
    """One lesson of a thousand is saved: until the preview knows what to show."""
    path = next(iter(sorted(root.glob("e-payments/*/lesson.yaml"))))
    followed = Followed(root, path.parent.name, today=DAY)
    followed.read()
    took = []
    for number in range(times):
        text = path.read_text(encoding="utf-8")
        path.write_text(f"{text}\n# {number}\n", encoding="utf-8")
        begin = time.perf_counter()
        assert followed.read().is_good
        took.append(time.perf_counter() - begin)
        path.write_text(text, encoding="utf-8")
    return {"recheck_ms": [one * 1e3 for one in took]}


def memory(folder: Path, sizes: tuple[int, ...] = (125, 250, 500, 1000)) -> dict[str, float]:
    """The most memory that `check` holds, by the number of lessons."""
    peaks = {}
    for size in sizes:
        root = generate(folder / f"memory-{size}", size)
        done = subprocess.run([sys.executable, "-c", PEAK, str(root), DAY], capture_output=True, text=True, check=True)
        peaks[f"peak_mb_{size}"] = int(done.stdout.split()[1]) / 1024
        shutil.rmtree(root)
    first, last = peaks[f"peak_mb_{sizes[0]}"], peaks[f"peak_mb_{sizes[-1]}"]
    return {**peaks, "growth": last / first}


def packs(folder: Path, count: int = 44) -> dict[str, float]:
    """Packs of a curriculum whose clips are all there; against reading the lessons alone."""
    root = generate(folder / "curriculum", count)
    cache = resources.build() / "clips"
    key = keys.new_private()
    found = workspace.load(root)
    packing.speak(found.lessons, found, engine("espeak"), cache)  # so that the cache is warm
    begin = time.perf_counter()
    first = _packed(root, cache, folder / "one", key)
    took = time.perf_counter() - begin
    second = _packed(root, cache, folder / "two", key)
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    begin = time.perf_counter()
    workspace.load(root)
    read = time.perf_counter() - begin
    return {
        "lessons": count,
        "build_s": took,
        "mb": sum(path.stat().st_size for path in first) / 1024 / 1024,
        "against_reading": took / read,
    }


def _packed(root: Path, cache: Path, out: Path, key: bytes) -> list[Path]:
    found = workspace.load(root)
    clips, _ = packing.speak(found.lessons, found, engine("espeak"), cache)
    made = packing.contents(found.lessons, found, clips, cache, app="0.1.0")
    return [packing.write(content, out, key) for content in made]


def checking(folder: Path) -> Figures:
    """A thousand lessons, and one of them again."""
    return {**check(folder), **recheck(folder / "many")}


PARTS = (
    Part("Checking lessons", checking, (
        Measure("ms_a_lesson", "a lesson of 1,000, checked", "ms"),
        Measure("against_ruamel", "against parsing its YAML alone", "×"),
        Measure("recheck_ms", "one of 1,000 saved → the preview knows what to show", "ms", 300),
    )),
    Part("Memory of checking", memory, (
        Measure("peak_mb_125", "most that is held for 125 lessons", "MB"),
        Measure("peak_mb_1000", "for 1,000 lessons", "MB"),
        Measure("growth", "for eight times as many lessons, against those for 125", "×"),
    )),
    Part("Building packs, clips there", packs, (
        Measure("build_s", "packs of 44 lessons", "s"),
        Measure("against_reading", "against reading the lessons", "×"),
    )),
)  # fmt: skip
