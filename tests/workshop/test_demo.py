"""The whole loop on one machine; its window is the tests' own."""

import pytest
from msgspec.structs import replace

from elderapp.hub.office import Office
from elderapp.hub.server import Running
from elderapp.packs.trust import Trust
from elderapp.sync import client
from elderapp.workshop import demo, tablets
from tests.player import lessons as the


@pytest.fixture
def place(tmp_path):
    return demo.Place(tmp_path, tmp_path / "packs", tmp_path / "pictures", port=0)


def test_the_hub_keeps_its_things_beside_the_tablets(place):
    settings = place.settings

    assert (place.data / "hub", place.packs, 0, "") == (
        settings.data, settings.packs, settings.port, settings.database,
    )  # fmt: skip


def test_the_tablet_is_paired_once_and_again_when_the_hub_has_moved(place):
    home = tablets.Home(place.data / "tablet", Trust())
    addresses = []
    for _ in range(2):
        with Office(place.settings, lesson=demo.LESSON) as office, Running(place.settings) as hub:
            demo._pair(home, hub.address, office.made.pairing_code)
            demo._pair(home, hub.address, "no code is needed now")
            with home.open_store() as store, client.known_hub(store) as known:
                addresses.append(known.address == hub.address)
                people = store.roster().learners

    assert [True, True] == addresses
    assert 12 == len(people)


def test_with_a_display_the_app_opens_on_the_paired_tablet(place, monkeypatch):
    opened, told = [], []
    monkeypatch.setattr("elderapp.workshop.tablets.run", opened.append)
    demo.run(place, told.append, offscreen=False)

    assert place.data / "tablet" == opened[0].data
    assert "Dashboard: http://127.0.0.1:" in told[0]
    assert told[1].startswith("Manager: ng   password: ")
    assert "/live" in told[2]
    assert "2580. Close the window to end" in told[3]


def test_off_screen_a_learner_takes_part_and_the_trainer_sees_it(place, window, monkeypatch):
    from tests.workshop.test_visitor import Screen

    only = replace(the.PAY, id=demo.LESSON, stages=(the.PAY.stages[3],))
    told = []
    monkeypatch.setattr("elderapp.tablet.window.prepare", lambda **_: None)
    monkeypatch.setattr("elderapp.workshop.tablets.Home.contents", lambda _home, _found=None: ({only.id: only}, {}))
    monkeypatch.setattr("elderapp.workshop.offscreen.Offscreen", lambda shell: (window.put(shell), Screen(window))[1])
    demo.run(place, told.append, offscreen=True)

    assert "The learner did 7 steps with a slip and a hint" in told[1]
    assert any("陳太" in line and "trainer: present" in line for line in told)
