"""Files that would harm: each is refused with its own code, in bounded time and memory, and the rest is still checked.

Real files, the real command in a process of its own, whose memory and processor time the system limits.
"""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

MEMORY = 1_500_000_000
"""Bytes of address space; a process that reads one ordinary folder takes about a fifth of it."""

PROCESSOR = 120
"""Seconds of processor time for all of them together, after which the system ends the process."""

BOMB = b'a: &a ["lol"]\n' + b"".join(
    b"%c: &%c [%s]\n" % (98 + n, 98 + n, b", ".join([b"*%c" % (97 + n)] * 9)) for n in range(9)
)
GOOD = b"mock: good\nscreens: {s: {banner: {text: \xe5\xa5\xbd}}}\n"

FILES = {
    "bomb": (BOMB, "L006"),
    "anchors": (b"a: &x 1\nb: *x\n", "L006"),
    "merge": (b"a: &x {b: c}\nd: {<<: *x}\n", "L006"),
    "object": (b"a: !!python/object/apply:os.system [ls]\n", "L006"),
    "brackets": (b"a: " + b"[" * 100_000, "L005"),
    "braces": (b"{a: " * 60_000, "L005"),
    "dashes": (b"- " * 100_000, "L005"),
    "stairs": (b"\n".join(b" " * n + b"a:" for n in range(700)), "L005"),
    "utf16": ("mock: utf16\n".encode("utf-16"), "L002"),
    "utf16be": (b"\xfe\xff" + "mock: x\n".encode("utf-16-be"), "L002"),
    "big5": ("mock: big5\ntitle: 銀行\n".encode("big5"), "L002"),
    "gb18030": ("mock: gb\ntitle: 银行\n".encode("gb18030"), "L002"),
    "latin": (b"mock: caf\xe9\n", "L002"),
    "bom": (b"\xef\xbb\xbf" + GOOD, "L003"),
    "nul": (b"mock: \0nul\n" * 400, "L004"),
    "separator": ("mock: a\u2028b\n".encode(), "L004"),
    "keys": (b"".join(b"k%d: v\n" % n for n in range(20_000)), "L101"),
    "many-faults": (b"- ]\n" * 5_000, "L024"),
    "empty": (b"", "L102"),
    "comments": (b"# nothing\n", "L102"),
    "tabs": (b"\t" * 1000, "L102"),
}


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR, PROCESSOR))


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "elderapp", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limited,
    )


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The codes that `check` gave for each file, by the file's name."""
    folder = tmp_path_factory.mktemp("bombs")
    mocks = folder / "lessons" / "mocks"
    mocks.mkdir(parents=True)
    for name, (data, _) in FILES.items():
        (mocks / f"{name}.yaml").write_bytes(data)
    (mocks / "good.yaml").write_bytes(GOOD)
    with (mocks / "huge.yaml").open("wb") as stream:
        stream.truncate(50 * 1024 * 1024)
    os.mkfifo(mocks / "pipe.yaml")
    (mocks / "folder.yaml").mkdir()
    (mocks / "device.yaml").symlink_to("/dev/zero")
    (folder / "secret.yaml").write_text("mock: secret\n", encoding="utf-8")
    (mocks / "link.yaml").symlink_to("../../secret.yaml")
    (mocks / "gone.yaml").symlink_to("nowhere")
    for track, identity in (("basics", "a"), ("basics", "b")):
        (folder / "lessons" / track / identity).mkdir(parents=True)
    (folder / "lessons/basics/a/lesson.yaml").mkdir()
    (folder / "lessons/basics/b/lesson.yaml").write_bytes(b"")
    (folder / "lessons/scams").symlink_to("../elsewhere")
    (folder / "elsewhere/c").mkdir(parents=True)
    (folder / "elsewhere/c/lesson.yaml").write_text("lesson: c\n", encoding="utf-8")

    done = run(folder, "check", "lessons", "--format", "json")
    assert (1, "") == (done.returncode, done.stderr)
    codes: dict[str, set[str]] = {}
    for one in json.loads(done.stdout):
        assert 1 <= one["line"], one
        codes.setdefault(one["file"].removeprefix("lessons/"), set()).add(one["code"])
    return codes


@pytest.mark.parametrize("name", list(FILES))
def test_what_could_harm_is_refused_with_its_code(told, name):
    assert FILES[name][1] in told[f"mocks/{name}.yaml"]


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("mocks/huge.yaml", "L001"),
        ("mocks/pipe.yaml", "L008"),
        ("mocks/folder.yaml", "L008"),
        ("mocks/device.yaml", "L007"),
        ("mocks/link.yaml", "L007"),
        ("mocks/gone.yaml", "L007"),
        ("basics/a/lesson.yaml", "L008"),
        ("basics/b/lesson.yaml", "L102"),
        ("scams/c/lesson.yaml", "L007"),
    ],
)
def test_what_is_no_file_of_ours_is_refused_with_its_code(told, file, code):
    assert {code} == told[file]


def test_a_good_file_among_them_is_checked_as_ever(told):
    assert "mocks/good.yaml" not in told


@pytest.mark.skipif(os.geteuid() == 0, reason="to the superuser every file is readable")
def test_a_file_that_may_not_be_read_is_told(tmp_path):
    (tmp_path / "mocks").mkdir()
    path = tmp_path / "mocks/m.yaml"
    path.write_bytes(GOOD)
    path.chmod(0)

    assert "L008" in run(tmp_path, "check", "mocks").stdout


@pytest.mark.parametrize("picture", ["../secret.png", "/etc/passwd", "a/../../b.png", "..\\\\b.png"])
def test_a_picture_outside_the_folder_is_refused(problems, change, picture):
    change("lesson", "together:\n", f'together:\n  - {{do: say, id: look, say: 睇吓。, picture: "{picture}"}}\n')

    assert {"L509", "L508"} & {problem.code for problem in problems()}
