from msgspec.structs import replace

from elderapp.records.people import Learner, Roster
from elderapp.store.people import Installed

CHAN = Learner("p1", "陳太", "flower", "M-7")
WONG = Learner("p2", "黃伯", "bird")


def test_walk_ins_wait_for_the_hub_and_then_for_the_roster(store, clock):
    store.add_person(CHAN, session="s1")
    clock.wall += 1
    store.add_person(WONG)

    assert [CHAN, WONG] == store.walk_ins()
    assert ("s1", clock.wall - 1) == (store.unsent_people()[0].session, store.unsent_people()[0].wall)
    store.people_done([("p1", clock.wall - 1), ("unknown", clock.wall)])
    assert [WONG] == [met.learner for met in store.unsent_people()]
    assert [CHAN, WONG] == store.walk_ins()
    store.save_roster(Roster("c", "1", 2))
    assert [WONG] == store.walk_ins()


def test_a_name_that_was_corrected_goes_again(store, clock):
    store.add_person(CHAN)
    store.people_done([("p1", clock.wall)])

    store.add_person(Learner("p1", "陳大文", "flower"))

    assert ["陳大文"] == [met.learner.name for met in store.unsent_people()]


def test_what_she_chose_while_the_message_was_under_way_goes_again(store, clock):
    store.add_person(CHAN)
    sent = [(met.learner.id, met.wall) for met in store.unsent_people()]
    clock.wall += 1
    store.add_person(replace(CHAN, language="cmn"))

    store.people_done(sent)

    assert ["cmn"] == [met.learner.language for met in store.unsent_people()]


def test_an_erased_name_leaves_nothing_in_the_file(store, path, clock):
    store.add_person(Learner("p1", "Unmistakable Name", "flower"))
    store.people_done([("p1", clock.wall)])
    store.save_roster(Roster("c", "1", 2))
    store.close()

    assert b"Unmistakable" not in path.read_bytes()
    assert not path.with_name("tablet.db-wal").exists()


def test_the_roster_is_the_last_one(store):
    assert store.roster() is None

    store.save_roster(Roster("c", "1", 1, learners=(CHAN,)))
    store.save_roster(Roster("c", "1", 2, learners=(WONG,)))

    assert Roster("c", "1", 2, learners=(WONG,)) == store.roster()


def test_settings_keep_their_type(store):
    store.set_setting("size", 1.25)
    store.set_setting("name", "三號")
    store.set_setting("name", "四號")

    assert 1.25 == store.setting("size", 1.0)
    assert "四號" == store.setting("name", "")
    assert 7 == store.setting("name", 7)
    assert store.setting("sound", True) is True


def test_a_pack_takes_the_place_of_its_older_version(store):
    store.pack_installed(Installed("basics", "1.0.0", "aa", "basics-1.0.0.pack"))
    store.pack_installed(Installed("basics", "1.1.0", "bb", "basics-1.1.0.pack"))

    assert [Installed("basics", "1.1.0", "bb", "basics-1.1.0.pack")] == store.packs()


def test_a_pack_that_went_is_forgotten(store):
    store.pack_installed(Installed("alert-1-a", "1.0.0", "aa", "alert-1-a-1.0.0.pack"))
    store.forget_pack("alert-1-a")
    store.forget_pack("never-there")

    assert [] == store.packs()
