import msgspec

from elderapp.records.people import PICTURES, Progress, Resume, Roster


def test_no_two_learners_pictures_are_the_same():
    assert len(PICTURES) == len(set(PICTURES))


def test_progress_that_says_nothing_takes_no_room():
    assert b'{"lesson":"pay"}' == msgspec.json.encode(Progress("pay"))


def test_a_roster_survives_its_journey():
    progress = Progress("pay", resume=Resume("alone", "open"), outcomes={"alone/open": "hint1"}, nth=2)
    roster = Roster("centre", "3", progress={"chan": (progress,)})

    assert roster == msgspec.json.decode(msgspec.json.encode(roster), type=Roster)
