"""`elderapp attend`: pairs a tablet of its own, and a learner made of code does today's lesson."""

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from elderapp.cli.attend import attend
from elderapp.hub.office import Office
from elderapp.hub.server import Running
from elderapp.hub.settings import Settings
from elderapp.packs.trust import Trust
from elderapp.sync import client
from elderapp.workshop import tablets
from tests.player import lessons as the


@pytest.fixture
def centre(tmp_path):
    settings = Settings(data=tmp_path / "hub", packs=tmp_path / "packs")
    with Office(settings, lesson=the.PAY.id) as office, Running(settings) as hub:
        yield hub.address, office


def run(tmp_path, *words):
    return CliRunner().invoke(attend, ["--data", str(tmp_path / "tablet"), *words])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--hub", "http://127.0.0.1:1"], "pairing needs both"),
        (["--code", "12345678"], "pairing needs both"),
        ([], "not paired"),
    ],
)
def test_a_tablet_that_is_not_paired_is_refused(tmp_path, words, told):
    result = run(tmp_path, *words)

    assert 2 == result.exit_code
    assert told in result.output


def test_she_attends_and_the_trainer_sees_it(tmp_path, centre, window, monkeypatch):
    from tests.workshop.test_visitor import Screen

    address, office = centre
    only = replace(the.PAY, stages=(the.PAY.stages[3],))
    monkeypatch.setattr("elderapp.tablet.window.prepare", lambda **_: None)
    monkeypatch.setattr("elderapp.workshop.tablets.Home.contents", lambda _home, _found=None: ({only.id: only}, {}))
    monkeypatch.setattr("elderapp.workshop.offscreen.Offscreen", lambda shell: (window.put(shell), Screen(window))[1])
    result = run(tmp_path, "--hub", address, "--code", office.made.pairing_code)

    assert 0 == result.exit_code, result.output
    assert f"陳太 did {the.PAY.id}: 7 steps; the hub took" in result.output
    office.mark_present()
    assert any("陳太" in line and "trainer: present" in line for line in office.sees())
    with tablets.Home(tmp_path / "tablet", Trust()).open_store() as store, client.known_hub(store) as hub:
        assert address == hub.address
