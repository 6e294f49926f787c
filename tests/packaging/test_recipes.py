"""What lies in `packaging/`: recipes and scripts that can be read, and that name what there is."""

import ast
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from elderapp.cli import cli
from tests.test_guides import fault

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "packaging"
SCRIPTS = sorted(
    path
    for path in HERE.rglob("*")
    if path.is_file()
    and path.suffix not in {".py", ".woff2"}
    and path.read_bytes().startswith((b"#!/bin/sh", b"#!/usr"))
)
UNITS = sorted(HERE.rglob("*.service"))
SPECS = sorted(HERE.rglob("*.spec"))
WINDOWS = sorted((HERE / "windows").rglob("*.cmd"))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: str(path.relative_to(HERE)))
def test_a_script_can_be_read_by_its_shell(path):
    shell = "bash" if b"bash" in path.read_bytes().split(b"\n")[0] else "sh"
    told = subprocess.run([shell, "-n", str(path)], capture_output=True, text=True, check=False)

    assert (0, "") == (told.returncode, told.stderr)


@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="no shellcheck")
def test_shellcheck_finds_nothing():
    told = subprocess.run(
        ["shellcheck", "-S", "warning", *map(str, SCRIPTS)], capture_output=True, text=True, check=False
    )

    assert (0, "") == (told.returncode, told.stdout)


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_a_recipe_names_commands_that_there_are(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "commands"
    ]
    named = [argument.value for call in calls for argument in call.args]

    assert named
    assert [] == [name for name in named if not list((ROOT / "elderapp/cli").glob(f"{name}.py"))]


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_a_service_has_a_user_of_its_own_and_a_system_it_cannot_change(path):
    unit = dict(line.split("=", 1) for line in path.read_text(encoding="utf-8").splitlines() if "=" in line)

    assert unit["User"].startswith("elderapp-")
    assert ("strict", "yes", "yes") == (unit["ProtectSystem"], unit["NoNewPrivileges"], unit["ProtectHome"])
    assert "" == unit["CapabilityBoundingSet"]


def commands(path):
    """What a start script of Windows makes of elderapp.exe."""
    text = path.read_text(encoding="utf-8")
    for line in re.findall(r'elderapp\.exe"? (.*)', text):
        yield [word.strip('"') for word in re.findall(r'"[^"]*"|\S+', line.strip())]


@pytest.mark.parametrize("path", WINDOWS, ids=lambda path: path.stem)
def test_a_file_to_double_click_calls_what_there_is(path):
    called = list(commands(path))

    assert called
    assert [""] * len(called) == [fault(words, cli) for words in called]
    assert b"\r\n" in path.read_bytes()
    assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n")


def test_the_container_copies_what_there_is():
    lines = (HERE / "container/Containerfile").read_text(encoding="utf-8").splitlines()
    copied = [words[1:-1] for line in lines if (words := line.split()) and words[0] == "COPY" and "--from" not in line]

    assert 5 <= len(copied)
    assert [] == [name for names in copied for name in names if not (ROOT / name).exists()]
