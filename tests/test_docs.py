"""The author's guide is carried out: its files are written, its commands run, its mistakes made."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from PIL import Image

from tests.desk import few_lessons

ROOT = Path(__file__).parents[1]
GUIDE = ROOT / "docs" / "authors"
PAGES = sorted(GUIDE.rglob("*.md"))
DAY = "2026-11-23"
_BLOCK = re.compile(r"```(yaml|console)\n(.*?)```", re.DOTALL)
_ROW = re.compile(r"(?m)^\| `(.+?)` \| `(.+?)` \| (L\d{3}) \|$")


@pytest.fixture(scope="session")
def desk(tmp_path_factory) -> Path:
    """An author's folder with the first four of the lessons that come with the app, and their phones."""
    return few_lessons(tmp_path_factory.mktemp("desk"))


def write(folder: Path, head: str, text: str) -> None:
    """A file as the page has it, or the change that it asks for: ``path: old → new``."""
    name, _, change = head.partition(": ")
    path = folder / name
    if not change:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return
    old, _, new = change.partition(" → ")
    before = path.read_text(encoding="utf-8")
    assert old in before, f"{name} has no `{old}`"
    path.write_text(before.replace(old, new, 1), encoding="utf-8")


def elderapp(folder: Path, command: str) -> str:
    """What the command prints, in the author's folder."""
    words = command.split()
    assert "elderapp" == words[0]
    done = subprocess.run(
        [sys.executable, "-m", "elderapp", *words[1:]], cwd=folder, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert 2 != done.returncode, f"{command}: {done.stderr}"
    return done.stdout + done.stderr


def examples(page: str) -> Iterator[tuple[str, str, str]]:
    for kind, text in _BLOCK.findall(page):
        first, _, rest = text.partition("\n")
        yield kind, first, rest


def matches(printed: str, shown: str) -> bool:
    """Whether what is printed is what the page shows, where … stands for anything."""
    pattern = re.sub(r"[\[\]?*]", "?", shown.strip()).replace("…", "*")
    return fnmatchcase(printed.strip(), pattern)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(GUIDE).as_posix())
def test_every_example_of_the_guide_does_what_the_page_says(page, desk, tmp_path):
    folder = tmp_path / "desk"
    shutil.copytree(desk, folder)
    for kind, first, rest in examples(page.read_text(encoding="utf-8")):
        if kind == "yaml":
            assert first.startswith("# "), f"an example without a name: {first}"
            write(folder, first.removeprefix("# "), rest)
        else:
            printed = elderapp(folder, first.removeprefix("$ "))
            assert matches(printed, rest), f"{first}\n{printed}\n--- is not ---\n{rest}"


def mistakes() -> list[tuple[str, str, str]]:
    page = (GUIDE / "messages.md").read_text(encoding="utf-8").replace(r"\|", "|")
    return [(wrong, right, code) for wrong, right, code in _ROW.findall(page)]


def test_each_of_the_mistakes_in_the_guide_is_found_under_its_code(desk, tmp_path):
    folder = tmp_path / "desk"
    shutil.copytree(desk, folder)
    first, text = next(
        (first, rest)
        for kind, first, rest in examples((GUIDE / "first-lesson.md").read_text(encoding="utf-8"))
        if kind == "yaml"
    )
    write(folder, first.removeprefix("# "), text)
    path = folder / first.removeprefix("# ")
    found = {}
    for wrong, right, code in mistakes():
        assert right in text, right
        path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
        told = json.loads(elderapp(folder, f"elderapp check {path.parent} --today {DAY} --format json"))
        found[wrong] = code if code in {problem["code"] for problem in told} else told

    assert 20 <= len(found)
    assert {wrong: code for wrong, _, code in mistakes()} == found


def test_every_link_of_the_guide_leads_to_a_page():
    dead = [
        f"{page.name}: {target}"
        for page in PAGES
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]

    assert [] == dead


def test_every_picture_is_whole():
    pictures = sorted((ROOT / "docs" / "pictures").glob("*.png"))
    assert pictures
    for path in pictures:
        with Image.open(path) as picture:
            picture.load()
            assert picture.width > 300, path.name
