import runpy
from pathlib import Path
from types import SimpleNamespace

from elderapp.player.play import Missed
from elderapp.player.state import Phone, places, put, settled

the = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("lessons.py"))))


def test_places_are_every_step_in_order():
    assert [(0, 0), (1, 0), (1, 1), (1, 2), (1, 3)] == list(places(the.SCAM))


def test_a_step_knows_its_name_and_whether_it_is_the_last():
    assert ("alone/close", True) == (the.at("alone/close").key, the.at("alone/close").is_last_of_stage)
    assert not the.at("alone/yes").is_last_of_stage


def test_the_card_settles_on_what_is_still_to_be_said():
    state = the.at("alone/open")

    assert "alone/say" == settled(state).line.id
    assert ("ui/not-here", "alone/say") == (
        the.give(state, Missed()).state.here.card.line.id,
        settled(the.give(state, Missed()).state).line.id,
    )


def test_the_phone_can_be_put():
    assert Phone("bank", "home") == put(the.at("alone/next"), Phone("bank", "home")).phone
