"""A learner made of code at a paired tablet; the whole way is `test_demo`'s and `tests/cli/test_attend`'s."""

from elderapp.workshop import attending
from tests.player import lessons as the


def test_what_the_learner_does_by_herself_is_the_stage_called_alone():
    assert the.PAY.stages[3].steps == attending.alone_steps(the.PAY)
