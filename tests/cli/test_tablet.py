"""`elderapp tablet`: pairing first, then the app."""

import pytest
from click.testing import CliRunner

from elderapp.cli.tablet import tablet
from elderapp.hub import demo
from elderapp.hub.office import Office
from elderapp.hub.server import Running
from elderapp.hub.settings import Settings
from elderapp.store import Store
from elderapp.sync import client
from elderapp.sync.errors import HubRefused


@pytest.fixture
def opened(monkeypatch):
    """How the app was opened, on a machine with a display."""
    calls = []
    monkeypatch.setattr("elderapp.tablet.window.has_display", lambda: True)
    monkeypatch.setattr("elderapp.workshop.tablets.run", lambda home, **given: calls.append((home, given)))
    return calls


def run(tmp_path, *words):
    return CliRunner().invoke(tablet, ["--data", str(tmp_path / "tablet"), *words])


def test_without_a_hub_the_app_opens_on_its_folder(tmp_path, opened):
    result = run(tmp_path, "--portrait", "--muted", "--fullscreen")

    assert 0 == result.exit_code, result.output
    asked = {"portrait": True, "muted": True, "fullscreen": True}
    assert (tmp_path / "tablet", asked) == (opened[0][0].data, opened[0][1])


def test_without_a_display_it_says_so_before_a_code_is_used_up(tmp_path, opened, monkeypatch):
    monkeypatch.setattr("elderapp.tablet.window.has_display", lambda: False)
    result = run(tmp_path, "--hub", "http://127.0.0.1:1", "--code", "12345678")

    assert (2, []) == (result.exit_code, opened)
    assert "no display" in result.output


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
    assert "check its eight digits" in str(result.exception)
    assert [] == opened
    assert demo.CENTRE == made.centre


def test_a_code_is_good_for_one_tablet(tmp_path, opened, centre):
    address, made = centre
    words = ("--hub", address, "--code", made.pairing_code)
    run(tmp_path, *words)
    result = run(tmp_path / "other", *words)

    assert "has paired a tablet already" in str(result.exception)
    assert 1 == len(opened)


def test_address_and_code_may_be_written_as_people_write_them(tmp_path, opened, centre):
    address, made = centre
    code = f"{made.pairing_code[:4]} {made.pairing_code[4:]}"
    result = run(tmp_path, "--hub", f"{address.removeprefix('http://')}/live", "--code", code)

    assert 0 == result.exit_code, result.output
    assert f"paired with {address}: 0 packs" in result.output


def test_a_key_is_renewed_and_the_hub_goes_on_with_the_new_one(tmp_path, opened, centre):
    address, made = centre
    assert "not paired" in run(tmp_path, "--renew-key").output
    with Store.open(tmp_path / "tablet" / "tablet.db") as store:
        client.pair(store, address, made.pairing_code).close()
        before = store.private_key
        assert "the tablet's key is now" in run(tmp_path, "--renew-key").output
        assert before != store.private_key
        with client.known_hub(store) as known:
            assert client.sync_once(store, known).roster
        store.path.with_name("tablet.key").write_text(before.hex())
        with client.known_hub(store) as known, pytest.raises(HubRefused, match="signature"):
            client.sync_once(store, known)
    assert [] == opened
