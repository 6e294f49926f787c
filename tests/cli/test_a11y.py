import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from elderapp.cli.a11y import a11y
from tests.cli.test_play import LESSON, MOCK

ROOT = Path(__file__).resolve().parents[2]
RUN = "from elderapp.cli.a11y import a11y; a11y()"


def folder(path, lesson=LESSON):
    (path / "lessons" / "mocks").mkdir(parents=True)
    (path / "lessons" / "mocks" / "bank.yaml").write_text(MOCK, encoding="utf-8")
    (path / "lessons" / "basics" / "try-it").mkdir(parents=True)
    (path / "lessons" / "basics" / "try-it" / "lesson.yaml").write_text(lesson, encoding="utf-8")
    return str(path / "lessons")


def run(*words):
    return subprocess.run(
        [sys.executable, "-c", RUN, *words], cwd=ROOT, capture_output=True, text=True, timeout=110, check=False
    )


def test_a_lesson_that_keeps_the_rules_is_clean_and_its_pictures_are_kept(tmp_path):
    done = run("try-it", "--quick", "--lessons", folder(tmp_path), "--shots", str(tmp_path / "shots"))

    assert 0 == done.returncode, done.stdout + done.stderr
    assert "0 violations" in done.stdout
    assert {"landscape", "portrait"} == {path.name.split("-")[2] for path in (tmp_path / "shots").glob("*.png")}


def test_a_broken_rule_is_told_and_exits_with_1(tmp_path):
    long = LESSON.replace("why: 學識撳掣，好方便。", f"why: {'學識撳掣，好方便，' * 5}好。")
    done = run("--quick", "--lessons", folder(tmp_path, long))

    assert 1 == done.returncode, done.stdout + done.stderr
    assert "✗ A08 try-it why/why-1 landscape 1: " in done.stdout


def test_an_unknown_lesson_is_a_mistake_of_the_caller(tmp_path):
    done = CliRunner().invoke(a11y, ["no-such", "--lessons", folder(tmp_path)])

    assert 2 == done.exit_code
    assert "there are: try-it" in done.output
