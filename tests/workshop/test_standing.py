import pytest

from elderapp import __version__, keys
from elderapp.packs.model import Clip
from elderapp.records.people import Learner
from elderapp.records.statements import Statement, Verb
from elderapp.store import Store
from elderapp.store.people import Installed
from elderapp.workshop import standing


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "tablet.db") as opened:
        yield opened


def test_a_tablet_says_what_it_has_not_handed_in_and_what_it_runs_and_no_name(store):
    store.record([Statement(Verb.EXPERIENCED, "c1", "pay/together/one", {"n": n}, attempt="a") for n in range(3)])
    store.set_acked(1)
    store.add_person(Learner("w", "黃伯", "bird"))
    store.pack_installed(Installed("basics", "1.2.0", "00", "basics.pack"))

    said = standing.status(store, voice="gtts", mute=True, late=2, trouble="hub-unreachable")

    assert (2, 1, __version__, {"basics": "1.2.0"}) == (said.unsent, said.people, said.app, said.packs)
    assert ("gtts", True, 2, "hub-unreachable") == (said.voice, said.mute, said.late, said.trouble)
    assert (store.unsent(1, 1)[0].wall, keys.box_of(store.private_key).hex()) == (said.since, said.box)
    assert 0 < said.free <= said.room
    assert "黃伯" not in repr(said)


def test_it_is_said_when_something_has_changed_and_not_with_every_statement(store, monkeypatch):
    teller, first = standing.Teller(), standing.status(store)
    assert first == teller.due(first)
    store.record([Statement(Verb.EXPERIENCED, "c1", "pay/together/one", {"n": 1}, attempt="a")])
    assert teller.due(standing.status(store)) is None

    assert teller.due(standing.status(store, mute=True)).mute
    monkeypatch.setattr("elderapp.clock.monotonic", lambda: 2.0**40)
    assert teller.due(standing.status(store, mute=True))


def test_the_voice_of_a_tablet_is_the_one_that_speaks_most(tmp_path):
    clips = {str(n): (tmp_path, Clip("a", 1.0, engine=engine)) for n, engine in enumerate(("gtts", "a", "gtts"))}

    assert ("gtts", "") == (standing.voice_of(clips), standing.voice_of({}))
