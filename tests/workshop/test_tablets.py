"""A tablet's folder, and the app opened on it."""

import threading
from pathlib import Path

import pytest

from elderapp import keys
from elderapp.records.people import Learner, Roster, Session
from elderapp.store import Store, StoreFull
from elderapp.sync.client import Outcome
from elderapp.workshop import known, tablets
from tests.packs.make import KEY, TRUST, pack

CHAN = Learner("c1", "陳太", "flower")
ROSTER = Roster("晴川", "7", session=Session("s1", "B 班", 0, 2**53, learners=("c1",)), learners=(CHAN,))


@pytest.fixture
def home(tmp_path):
    return tablets.Home(tmp_path / "tablet", TRUST)


@pytest.fixture
def store(home):
    with home.open_store() as opened:
        yield opened


def test_a_new_folder_is_an_empty_tablet(home, store):
    assert ({}, {}) == home.contents()
    assert known.NOBODY == known.people(store)


def test_the_file_opens_in_another_thread_and_stays_one_and_the_same(home, store):
    epochs = []

    def look():
        with home.open_beside() as beside:
            epochs.append(beside.epoch)

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()

    assert [store.epoch] == epochs


def test_text_is_as_large_as_this_tablet_is_set_and_no_other_size(store):
    assert 1.0 == tablets.text_scale(store)
    for value, scale in ((1.5, 1.5), (1.25, 1.25), (7.0, 1.0), ("large", 1.0)):
        store.set_setting(tablets.TEXT_SCALE, value)
        assert scale == tablets.text_scale(store)


def test_a_backup_that_has_no_room_does_not_keep_the_app_from_opening(store, monkeypatch):
    def fail(_store):
        raise StoreFull("full")

    tablets._back_up(store)
    assert 1 == len(list(store.path.parent.glob("*.backup-*")))
    monkeypatch.setattr(Store, "backup", fail)
    tablets._back_up(store)


def test_released_publishers_and_this_checkouts_own_are_trusted(tmp_path, monkeypatch):
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "trust.json").write_text(f'["{keys.public_of(KEY).hex()}"]', encoding="ascii")
    monkeypatch.setattr("elderapp.resources.root", lambda: tmp_path)

    assert TRUST.publishers <= tablets.trust().publishers


@pytest.fixture
def root(window, home, store):
    pack(home.packs)
    store.save_roster(ROSTER)
    store.set_setting(tablets.TEXT_SCALE, 1.25)
    made = tablets.shell(home, store, volume=0.0)
    window.put(made)
    yield made
    made.close()


def test_the_app_opens_on_the_folder_with_its_lessons_people_and_text_size(root):
    root.settle()

    assert ["wifi"] == list(root.state.lessons)
    assert ["learner:c1"] == [t.id for t in root.scene().targets if t.id.startswith("learner:")]
    assert (1280, 1.25) == (root.theme.profile.width, root.theme.scale)


def test_what_is_done_in_the_app_is_in_the_folder(root, store):
    root.pick("learner:c1")
    root.pick("go")

    assert "wifi" in store.progress("c1")


def test_a_new_roster_is_shown_in_the_apps_own_thread(window, root, store):
    store.add_person(Learner("g1", "新朋友1", "junk"), session="s1")
    thread = threading.Thread(target=tablets._meet, args=(root, store))
    thread.start()
    thread.join()
    window.frames(2)

    assert "learner:g1" in [target.id for target in root.scene().targets]


def test_a_roster_that_cannot_be_read_leaves_the_names_as_they_are(window, root, store, monkeypatch):
    def fail(_store):
        raise StoreFull("full")

    monkeypatch.setattr(Store, "roster", fail)
    tablets._meet(root, store)
    window.frames(2)

    assert "learner:c1" in [target.id for target in root.scene().targets]


def test_the_trainer_leaves_the_app(window, home, monkeypatch):
    import kivy.base

    from elderapp.tablet import flow

    stopped = []
    monkeypatch.setattr(kivy.base, "stopTouchApp", lambda: stopped.append(1))
    with home.open_store() as store:
        root = tablets.shell(home, store)
        root.perform(flow.Turn(root.state, (flow.Close(),)))
        root.close()

    assert [1] == stopped


def test_it_is_open_until_its_window_is_closed_and_follows_the_windows_size(window, home, monkeypatch):
    """Kivy's own loop is left out: one that ran here would never come back to the test."""
    import kivy.base
    from kivy.core.window import Window

    seen = []

    def loop(root):
        window.put(root)
        window.portrait()
        seen.append((root.theme.profile.width, root.state.screen))

    monkeypatch.setattr(kivy.base, "runTouchApp", loop)
    monkeypatch.setattr(kivy.base, "stopTouchApp", lambda: seen.append("stopped"))
    monkeypatch.setattr("elderapp.tablet.window.prepare", lambda **given: seen.append(given))
    pack(home.packs)
    tablets.run(home, muted=True)

    assert [{"size": (1280, 800), "muted": True, "fullscreen": False}, (800, "names"), "stopped"] == seen
    assert Path(home.data / "tablet.db").exists()
    assert Window.size == (800, 1280)


def test_a_paired_tablet_meets_its_hub_while_the_app_is_open(window, home, monkeypatch):
    import kivy.base

    visited, shown = threading.Event(), []

    def visit(_home, store, _hub, _status):
        store.save_roster(ROSTER)
        pack(home.packs)
        visited.set()
        return Outcome(sent=0, people=0, roster=True, packs=("basics",))

    def loop(root):
        window.put(root)
        assert visited.wait(30.0)
        for _ in range(3000):
            window.frames(4)
            if root.state.roster == ROSTER and root.state.lessons:
                break
            threading.Event().wait(0.01)
        shown.append((root.state.roster, len(root.state.lessons)))

    with home.open_store() as store:
        for key, value in (("hub-address", "http://127.0.0.1:1"), ("hub-device", "t1")):
            store.set_setting(key, value)
    monkeypatch.setattr(tablets.Home, "visit", visit)
    monkeypatch.setattr(kivy.base, "runTouchApp", loop)
    monkeypatch.setattr(kivy.base, "stopTouchApp", lambda: None)
    monkeypatch.setattr("elderapp.tablet.window.prepare", lambda **_: None)
    tablets.run(home, muted=True)

    assert [(ROSTER, 1)] == shown
    assert "link" not in [thread.name for thread in threading.enumerate()]
