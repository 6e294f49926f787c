"""A review takes at most three minutes, every word heard to its end and nothing hurried."""

from functools import cache

import pytest

from elderapp.authoring.workspace import Workspace
from elderapp.lesson.model import Lesson, Type
from elderapp.player.machine import advance, start
from elderapp.player.play import Play, Spoken, Tapped
from elderapp.player.review import LONGEST
from elderapp.robot.learner import right
from elderapp.speech.spoken import spoken
from elderapp.speech.syllables import syllables
from tests.desk import ours


@cache
def workspace() -> Workspace:
    return ours()


def reviewed(lesson: Lesson) -> tuple[float, set[str]]:
    """Seconds at 3.2 syllables a second and four for each thing done (an entry is one), and the stages that came."""
    turn = start(lesson, attempt="review", is_review=True)
    heard, acts, entry, stages = 0.0, 0, "", set[str]()
    for _ in range(2000):
        for effect in turn.effects:
            if isinstance(effect, Play):
                clauses = spoken(effect.line.text, workspace().respell)
                heard += sum(syllables(clause.text) / 3.2 + clause.pause_after for clause in clauses)
        state = turn.state
        if state.over:
            return heard + 4 * acts, stages
        stages.add(state.current_stage.kind)
        given = Spoken(state.here.voice) if state.here.voice else right(state)
        is_key = isinstance(state.current, Type) and isinstance(given, Tapped)
        if not isinstance(given, Spoken):
            acts += not (is_key and entry == state.key)
            entry = state.key if is_key else ""
        turn = advance(state, given)
    raise AssertionError("it never ends")


@pytest.mark.parametrize("name", sorted(workspace().lessons))
def test_a_review_takes_three_minutes_at_most_and_is_the_last_stages_alone(name):
    seconds, stages = reviewed(workspace().lessons[name])

    assert LONGEST >= seconds
    assert {"variant", "trick"} >= stages
    assert stages
