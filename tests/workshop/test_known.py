import pytest
from msgspec.structs import replace

from elderapp.records.people import Learner, Roster, Session
from elderapp.store import Store
from elderapp.workshop import known

CHAN = Learner("c1", "陳太", "flower")
ROSTER = Roster("晴川", "7", session=Session("s1", "B 班", 0, 2**53, learners=("c1",)), learners=(CHAN,))


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "tablet.db") as opened:
        yield opened


def test_walk_ins_stand_beside_the_hubs_people_until_it_lists_them(store):
    guest = Learner("g1", "新朋友1", "junk")
    store.save_roster(ROSTER)
    store.add_person(guest, session="s1")
    listed = known.people(store)

    assert (CHAN, guest) == listed.learners
    assert ("c1", "g1") == listed.session.learners
    store.save_roster(Roster("晴川", "7", session=ROSTER.session, learners=(CHAN, guest)))
    assert (CHAN, guest) == known.people(store).learners


def test_what_a_learner_is_called_is_the_hubs_to_say_and_how_she_likes_it_her_own(store):
    store.save_roster(ROSTER)
    store.add_person(replace(CHAN, name="阿陳", scale=1.5))

    assert [("陳太", 1.5)] == [(one.name, one.scale) for one in known.people(store).learners]
