"""What a trainer chose for today outlives the app, and not the class."""

from msgspec.structs import replace

from elderapp.records.people import Roster, Session
from elderapp.tablet import today
from tests.player import lessons as the
from tests.tablet.conftest import ROSTER
from tests.tablet.test_manners import PIN, STAFFED

HERE = Session("s1", "B", 0, 1, lesson="pay", chosen={"c1": "call", "c2": "open"})


def test_what_is_kept_comes_back_for_the_same_meeting():
    plain = Roster("", "7", session=Session("s1", "B", 0, 1))

    assert HERE == today.restored(plain, today.to_keep(HERE)).session


def test_another_meeting_and_no_meeting_begin_without_it():
    for roster in (Roster("", "7", session=Session("s2", "B", 0, 1)), Roster("", "7")):
        assert roster == today.restored(roster, today.to_keep(HERE))
        assert roster == today.restored(roster, [])


def test_what_the_hub_says_goes_before_it():
    hubs = Roster("", "7", session=replace(HERE, lesson="other", chosen={"c1": "other"}))
    session = today.restored(hubs, today.to_keep(HERE)).session

    assert ("other", {"c1": "other", "c2": "open"}) == (session.lesson, session.chosen)


def test_an_app_that_is_started_again_still_knows_the_lesson_of_today(sit_down):
    somebody = sit_down(roster=STAFFED)
    somebody.tap("door", *PIN, "today", f"lesson:{the.PAY.id}")
    again = sit_down(roster=ROSTER)

    assert the.PAY.id == again.shell.state.roster.session.lesson
