"""`elderapp hub parent`, from the code that headquarters gives to leaving it; and what `doctor` says of it."""

import re

import pytest
from click.testing import CliRunner

from elderapp import clock
from elderapp.cli.doctor_words import WELL, WRONG
from elderapp.cli.hub import hub
from elderapp.errors import ElderError
from elderapp.hub import checkup, messenger, relations
from elderapp.hub.server import Running
from elderapp.hub.settings import Settings
from elderapp.hub.storage import above, places
from elderapp.hub.storage.engine import open_engine, transact


def run(*words):
    return CliRunner().invoke(hub, ["parent", *map(str, words)], standalone_mode=False)


@pytest.fixture
def both(tmp_path, monkeypatch):
    monkeypatch.setattr(messenger.Messenger, "first_after", 3600.0)
    for name in ("centre", "hq"):
        engine = open_engine(Settings(data=tmp_path / name).url)
        transact(engine, lambda connection: places.new_centre(connection, 1, "中心"))
        engine.dispose()
    with Running(Settings(data=tmp_path / "hq")) as running:
        yield tmp_path / "centre", tmp_path / "hq", running.address


def note(data, **values):
    engine = open_engine(Settings(data=data).url)
    transact(engine, lambda connection: above.note(connection, 1, **values))
    engine.dispose()


def found(data):
    return {one.code: one.fact for one in checkup._relations(Settings(data=data))}


def test_from_a_code_to_leaving(both):
    data, parent, address = both
    assert (1, True) == (run("status", "--data", data).return_value, {} == found(data))
    told = run("invite", "灣仔長者中心", "--data", parent)
    code = re.search(r"pair URL (\d{8})", told.output)[1]

    told = run("pair", address, f"{code[:4]} {code[4:]}", "--data", data)
    assert "灣仔長者中心" in told.output
    assert {"parent-new": address} == found(data)
    assert {"children-well": "1"} == found(parent)

    now = clock.wall_ms()
    note(data, met=now, tried=now)
    told = run("status", "--data", data)
    assert (0, True) == (told.return_value, "waiting: 0" in told.output)
    assert {"parent-met": address} == found(data)
    note(data, trouble="revoked-device")
    told = run("status", "--data", data)
    assert (1, True) == (told.return_value, "✗ revoked-device" in told.output)
    assert {"parent-refused": "revoked-device"} == found(data)
    note(data, trouble="hub-unreachable")
    assert {"parent-away": address} == found(data)
    note(data, met=now - relations.LATE - 1)
    assert {"parent-late": address} == found(data)

    assert 0 == run("leave", "--yes", "--data", data).return_value
    assert 1 == run("leave", "--yes", "--data", data).return_value
    assert {} == found(data)


def test_what_cannot_be_is_told(both, tmp_path):
    data, parent, address = both
    assert "no such code" in str(run("pair", address, "00000000", "--data", data).exception)
    assert "no centre 7" in str(run("pair", address, "00000000", "--centre", 7, "--data", data).exception)
    assert "eight digits" in str(run("pair", address, "123", "--data", data).exception)
    assert isinstance(run("pair", "http://127.0.0.1:1", "00000000", "--data", data).exception, ElderError)
    assert "TITLE" in str(run("invite", "--data", parent).exception)
    assert "there is no hub" in str(run("status", "--data", tmp_path / "none").exception)


def test_doctor_has_words_for_every_way_to_stand():
    codes = {*checkup._ABOVE.values(), *checkup._UNDER.values(), "children-well"}
    assert codes <= {*WELL, *WRONG}
