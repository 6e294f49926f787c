"""`elderapp tablet`: pairing first, then the app."""

import pytest
from click.testing import CliRunner

from elderapp.cli.tablet import tablet
from elderapp.hub import demo
from elderapp.hub.office import Office
from elderapp.hub.server import Running
from elderapp.hub.settings import Settings
from elderapp.sync import client
from elderapp.sync.errors import HubRefused


@pytest.fixture
def opened(monkeypatch):
    """How the app was opened."""
    calls = []
    monkeypatch.setattr("elderapp.workshop.tablets.run", lambda home, **given: calls.append((home, given)))
    return calls


def run(tmp_path, *words):
    return CliRunner().invoke(tablet, ["--data", str(tmp_path / "tablet"), *words])


def test_without_a_hub_the_app_opens_on_its_folder(tmp_path, opened):
    result = run(tmp_path, "--portrait", "--muted")

    assert 0 == result.exit_code, result.output
    assert (tmp_path / "tablet", {"portrait": True, "muted": True}) == (opened[0][0].data, opened[0][1])


@pytest.mark.parametrize("words", [["--hub", "http://127.0.0.1:1"], ["--code", "12345678"]])
def test_pairing_needs_an_address_and_a_code(tmp_path, opened, words):
    result = run(tmp_path, *words)

    assert (2, []) == (result.exit_code, opened)
    assert "pairing needs both" in result.output


@pytest.fixture
def centre(tmp_path):
    settings = Settings(data=tmp_path / "hub", packs=tmp_path / "packs")
    with Office(settings, lesson="") as office, Running(settings) as hub:
        yield hub.address, office.made


def test_a_code_pairs_and_fetches_the_people_of_the_class(tmp_path, opened, centre):
    address, made = centre
    result = run(tmp_path, "--hub", address, "--code", made.pairing_code)
    home = opened[0][0]

    assert 0 == result.exit_code, result.output
    with home.open_store() as store, client.known_hub(store) as hub:
        assert address == hub.address
        assert made.session == store.roster().session.id
        assert 12 == len(store.roster().learners)


def test_a_wrong_code_is_told_and_nothing_opens(tmp_path, opened, centre):
    address, made = centre
    wrong = "00000000" if made.pairing_code != "00000000" else "11111111"
    result = run(tmp_path, "--hub", address, "--code", wrong)

    assert isinstance(result.exception, HubRefused)
    assert [] == opened
    assert demo.CENTRE == made.centre
