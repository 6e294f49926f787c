"""The night's run: goes on where it was stopped, and hides nothing that failed."""

import sys

import pytest

from tests import nightly

PRINTS = [sys.executable, "-c", "print('3 passed')"]
FAILS = [sys.executable, "-c", "import sys; sys.exit(1)"]
CANNOT = [sys.executable, "-c", f"import sys; sys.exit({nightly.NOT_DONE})"]
COUNTS = [sys.executable, "-c", "open('ran', 'a').write('x'); print('1 passed')"]
COSTS = [
    sys.executable,
    "-c",
    'print(\'{"Tap": {"rows": [{"what": "a tap", "median": 2, "unit": "ms", "verdict": "met"}]}}\')',
]


@pytest.fixture
def night(tmp_path, monkeypatch):
    """Runs the steps given in an empty folder; gives the exit code and the page."""
    (tmp_path / "docs").mkdir()
    monkeypatch.setattr(nightly, "ROOT", tmp_path)
    monkeypatch.setattr(nightly, "KEPT", tmp_path / "kept")
    monkeypatch.setattr(nightly, "_commit", lambda: "abc")

    def run(steps, *words):
        monkeypatch.setattr(nightly, "STEPS", steps)
        monkeypatch.setattr(sys, "argv", ["nightly", *words])
        with pytest.raises(SystemExit) as end:
            nightly.main()
        return end.value.code, (tmp_path / "docs" / "quality.md").read_text(encoding="utf-8")

    run.folder = tmp_path
    return run


def test_every_step_is_told_of_whatever_it_came_to(night):
    code, page = night({"Good": PRINTS, "Bad": FAILS, "Elsewhere": CANNOT, "Costs": [*COSTS, "--json"]})

    assert 1 == code
    assert "| Good | passed | 0.0 min |" in page
    assert ", abc | 3 passed |" in page
    assert "| Bad | **failed** |" in page
    assert "| Elsewhere | **not done** |" in page
    assert "| Tap | a tap | 2 ms | met |" in page


def test_what_passed_is_not_run_again_at_the_same_commit(night, monkeypatch):
    steps = {"Once": COUNTS, "Bad": FAILS}
    for _ in range(2):
        night(steps)
    assert "x" == (night.folder / "ran").read_text()

    monkeypatch.setattr(nightly, "_commit", lambda: "abd")
    night(steps)
    assert "xx" == (night.folder / "ran").read_text()


def test_a_step_is_chosen_by_a_word_and_the_others_are_not_passed_over_in_silence(night):
    code, page = night({"Once": COUNTS, "Other": PRINTS}, "once")

    assert 0 == code
    assert "| Other | **not run** |" in page
    night({"Once": COUNTS, "Other": PRINTS}, "once")
    assert "xx" == (night.folder / "ran").read_text()
    assert "nothing" in night({"Once": COUNTS}, "nothing")[0]
    assert "xx" == (night.folder / "ran").read_text()
