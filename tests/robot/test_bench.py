import runpy
from pathlib import Path
from types import SimpleNamespace

from elderapp.robot.bench import first_tap, tap_to_view

the = SimpleNamespace(**runpy.run_path(str(Path(__file__).parents[1] / "player" / "lessons.py")))


def test_the_first_tap_gives_a_view():
    state = first_tap(the.PAY)

    assert "together/open" == state.key
    assert "bills" == tap_to_view(state).phone.screen_id


def test_the_first_tap_of_a_scam_lesson_answers_or_marks():
    assert "trick/fake" == first_tap(the.SCAM).key
