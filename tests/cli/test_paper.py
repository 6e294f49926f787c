import subprocess
import sys

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from elderapp.cli.paper import card, sheet


@pytest.mark.parametrize(("words", "said"), [([], "which one"), (["nothing"], "no lesson `nothing`")])
def test_wrong_use_ends_with_two_and_says_what_there_is(words, said):
    for command in (card, sheet):
        result = CliRunner().invoke(command, words)

        assert 2 == result.exit_code
        assert said in result.output


def test_a_broken_lesson_has_no_paper(tmp_path):
    path = tmp_path / "basics" / "odd" / "lesson.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("lesson: odd\ntrack: basics\ntitle: 課\nminutes: 5\nwhy: 好\n", encoding="utf-8")

    result = CliRunner().invoke(sheet, ["odd", "--lessons", str(tmp_path)])
    assert 2 == result.exit_code
    assert "elderapp check" in result.output


def test_every_sheet_is_written_into_the_folder(tmp_path):
    result = CliRunner().invoke(sheet, ["--all", "--out", str(tmp_path / "paper"), "--today", "2026-11-23"])

    assert 0 == result.exit_code
    files = sorted((tmp_path / "paper").iterdir())
    assert "scam-fake-cs-sheet.pdf" in [path.name for path in files]
    assert {1} == {len(PdfReader(path).pages) for path in files}


@pytest.mark.window
def test_a_card_has_a_picture_of_every_action(tmp_path):
    """In a process of its own, as an author runs it: it opens a window."""
    out = tmp_path / "card.pdf"
    done = subprocess.run(
        [sys.executable, "-m", "elderapp", "card", "pay-fps-check-payee", "--out", str(out)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert 0 == done.returncode, done.stderr
    assert 7 == sum(len(page.images) for page in PdfReader(out).pages)
