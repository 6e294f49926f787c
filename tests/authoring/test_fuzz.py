"""Lessons and phones torn in every way: each is told with a place, or plays to its end. Never a traceback.

300 here; 10,000 with `--hypothesis-profile=nightly`, or as many as $ELDERAPP_FUZZ says. Every case has a number, which
is its seed: a failure names it.
"""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from elderapp import resources
from elderapp.authoring.diagnostics import as_github, as_json, render
from elderapp.authoring.layout import lay_out
from elderapp.authoring.source import read_text
from elderapp.authoring.workspace import Memory, check_all, load
from elderapp.player.machine import start
from elderapp.robot.walk import play, slip_and_hint
from tests.desk import few_lessons

FEW, MANY = 300, 10_000
GROUP = 25
"""Cases in one test: enough that starting a test costs nothing, few enough to see how far it is."""

SIGNS = (
    *(
        "：",
        "，",
        "“",
        "”",
        "\t",
        "　",
        "{",
        "}",
        "[",
        "]",
        '"',
        "'",
        " #",
        "#",
        "\n",
        "\n\n",
        "- ",
        "&a ",
        "*a",
        "|",
        ">",
    ),
    *("\0", "%", "@", "`", "!!x ", "? ", "<<: ", "--- ", "...", "｛", "］", "|}", "\\", "\u2028", "😀", "\ufeff", ":"),
    *(
        "~",
        "null",
        "true",
        "9" * 40,
        "-1",
        "1e999",
        "do: ",
        "id: ",
        "\n    ",
        "{sum}",
        "{fact.x}",
        "{a|b}",
        "back",
        "\r",
    ),
    "字" * 60,
)

Tear = Callable[[random.Random, bytes], bytes]


def cut_bytes(chance: random.Random, data: bytes) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.randbytes(chance.randrange(4)) + data[at + chance.randrange(6) :]


def put_sign(chance: random.Random, data: bytes) -> bytes:
    text = data.decode("utf-8", "replace")
    at = chance.randrange(len(text) + 1)
    return (text[:at] + chance.choice(SIGNS) + text[at + chance.randrange(5) :]).encode("utf-8", "replace")


def drop_line(chance: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    del lines[at : at + chance.randrange(1, 4)]
    return b"\n".join(lines)


def move_line(chance: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    line = lines.pop(chance.randrange(len(lines)))
    lines.insert(chance.randrange(len(lines) + 1), line)
    return b"\n".join(lines)


def repeat_lines(chance: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    piece = lines[at : at + chance.randrange(1, 12)]
    return b"\n".join([*lines[:at], *piece, *piece, *lines[at + len(piece) :]])


def shift_line(chance: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    lines[at] = b" " * chance.randrange(1, 5) + lines[at] if chance.random() < 0.5 else lines[at].lstrip(b" ")
    return b"\n".join(lines)


def swap_words(chance: random.Random, data: bytes) -> bytes:
    """One value of the file in the place of another: ids, screens, kinds and texts change places."""
    words = data.split(b" ")
    one, other = chance.randrange(len(words)), chance.randrange(len(words))
    words[one] = words[other]
    return b" ".join(words)


def cut_end(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


TEARS: tuple[Tear, ...] = (
    *(cut_bytes, put_sign, put_sign, drop_line, drop_line, move_line),
    *(repeat_lines, shift_line, swap_words, swap_words, cut_end),
)


def torn(seed: int, data: bytes) -> bytes:
    chance = random.Random(seed)
    for _ in range(chance.randrange(1, 4)):
        data = chance.choice(TEARS)(chance, data)
    return data


def cases() -> int:
    asked = os.environ.get("ELDERAPP_FUZZ")
    if asked:
        return int(asked)
    return MANY if settings.default.max_examples >= settings.get_profile("nightly").max_examples else FEW


@pytest.fixture
def ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A lesson of each track, each a copy of its own; by night all of them."""
    monkeypatch.chdir(tmp_path)
    if cases() == MANY:
        shutil.copytree(resources.lessons(), tmp_path / "lessons")
    else:
        few_lessons(tmp_path)
    return tmp_path / "lessons"


def told_or_played(root: Path, changed: Path, lesson: str, memory: Memory) -> bool:
    """Every problem has a place that is there; a lesson without errors plays to its end. Whether it did."""
    workspace = load(root, cuts=False, only=lesson, memory=memory)
    problems = check_all(workspace, today="2026-11-22")
    for problem in problems:
        lines = workspace.sources[problem.where.file].lines if problem.where.file in workspace.sources else ()
        assert 1 <= problem.where.line <= max(1, len(lines)), problem
        assert 1 <= problem.where.column, problem
        if problem.where.file.endswith(changed.name):
            assert render(problem, lines, "yue").startswith(f"{problem.severity}[{problem.code}]")
            assert render(problem, lines, "en")
            assert "\n" not in as_github(problem)
    assert as_json(problems[:20], "en")
    if any(problem.severity == "error" for problem in problems):
        return False
    for sound in workspace.lessons.values():
        slip, hint = slip_and_hint(sound)
        state, _ = play(start(sound, attempt="fuzz").state, slip_at=slip, hint_at=hint)
        assert state.over, sound.id
    return bool(workspace.lessons)


def told_and_laid_out(changed: Path) -> None:
    """What can be read without a fault can be laid out, and reads the same."""
    try:
        text = changed.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return
    if not read_text(text, "f").problems:
        assert () == read_text(lay_out(text), "f").problems


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seeds" in metafunc.fixturenames:
        groups = [range(at, min(at + GROUP, cases())) for at in range(0, cases(), GROUP)]
        # Traced, they take three times as long; the first group reaches what all of them reach.
        marked = [pytest.param(group, marks=[pytest.mark.no_cover] if group.start else []) for group in groups]
        metafunc.parametrize("seeds", marked, ids=[f"{group.start}-{group.stop - 1}" for group in groups])


def test_a_torn_lesson_is_told_or_plays(ours: Path, seeds: range) -> None:
    files = sorted(ours.rglob("*.yaml"))
    # Lessons more often than phones: there is more in them.
    files = [path for path in files for _ in range(4 if path.name == "lesson.yaml" else 1)]
    lessons = sorted(path.parent.name for path in files if path.name == "lesson.yaml")
    memory = Memory()
    for seed in seeds:
        chance = random.Random(-seed - 1)
        path = chance.choice(files)
        lesson = path.parent.name if path.name == "lesson.yaml" else chance.choice(lessons)
        before = path.read_bytes()
        path.write_bytes(torn(seed, before))
        try:
            told_or_played(ours, path, lesson, memory)
            told_and_laid_out(path)
        except Exception as error:
            raise AssertionError(f"case {seed}, {path.relative_to(ours)}: {type(error).__name__} {error}") from error
        finally:
            path.write_bytes(before)


def test_what_is_not_torn_plays(ours: Path) -> None:
    names, memory = [path.parent.name for path in ours.rglob("lesson.yaml")], Memory()

    assert [True] * len(names) == [told_or_played(ours, ours / "x", name, memory) for name in names]
