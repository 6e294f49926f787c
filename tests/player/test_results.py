import runpy
from pathlib import Path
from types import SimpleNamespace

from elderapp.player.play import Record
from elderapp.player.results import answered, asked, then
from elderapp.player.state import Turn
from elderapp.records.statements import Verb

the = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("lessons.py"))))


def test_an_outcome_is_recorded_once():
    once = answered(the.at("alone/open"), 2)
    twice = answered(once.state, 0)

    assert (Record(Verb.ANSWERED, "alone/open", {"outcome": "hint2", "key": True}),) == once.effects
    assert (once.state, ()) == (twice.state, twice.effects)


def test_two_turns_are_one():
    state = the.at("alone/open")
    help_ = asked(state, "hint")

    assert Turn(state, (help_, help_)) == then(Turn(state, (help_,)), Turn(state, (help_,)))
