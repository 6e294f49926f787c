"""`elderapp hub usb` on a real stick's folder."""

import errno

import pytest
from click.testing import CliRunner

from elderapp import clock
from elderapp.cli import cli
from elderapp.hub import demo
from elderapp.hub.server import Running
from elderapp.hub.settings import Settings
from elderapp.hub.storage.engine import open_engine
from elderapp.records.statements import Statement, Verb
from elderapp.store import Store
from elderapp.sync import client, usb, usb_tablet


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A hub's folder, and a tablet that has work for it."""
    folder = tmp_path_factory.mktemp("usb")
    settings = Settings(data=folder / "hub")
    engine = open_engine(settings.url)
    code = demo.fill(engine, clock.wall_ms(), settings).pairing_code
    engine.dispose()
    with Store.open(folder / "tablet" / "tablet.db") as store:
        with Running(settings) as hub:
            client.pair(store, hub.address, code).close()
        store.record([Statement(Verb.EXPERIENCED, "demo-01", "pay/together/one", {"n": 1}, attempt="a")])
        yield folder / "hub", store


def run(*arguments):
    return CliRunner().invoke(cli, ["hub", "usb", *map(str, arguments)], standalone_mode=False)


def test_every_file_is_taken_in_and_told_in_both_languages(place, tmp_path):
    data, store = place
    usb_tablet.carry(store, tmp_path)
    (tmp_path / "ElderApp/to-hub/photo.elder").write_bytes(b"\xff\xd8")

    first = run(tmp_path, "--data", data)
    usb.place(tmp_path, "to-hub", "photo").unlink()
    again = run(tmp_path, "--data", data)

    assert (1, 0) == (first.return_value, again.return_value)
    assert "✓ 平板 01：1 項新紀錄" in first.output
    assert "✗ photo.elder: 不是平板的檔案 · no tablet wrote this file" in first.output
    assert "0 項新紀錄" in again.output
    assert 1 == usb_tablet.take_in(store, tmp_path, tmp_path / "packs", trust=None).acked


def test_a_stick_that_is_full_gone_or_empty_is_told_and_a_wrong_folder_refused(place, tmp_path, monkeypatch):
    data, _ = place
    assert "沒有平板的檔案" in run(tmp_path, "--data", data, "--no-packs").output
    assert "no hub's folder" in str(run(tmp_path, "--data", tmp_path).exception)

    for number, words in ((errno.ENOSPC, "the stick is full"), (errno.EIO, "the stick is gone")):

        def fail(_path, _data, number=number):
            raise OSError(number, "no")

        monkeypatch.setattr("elderapp.sync.usb.write", fail)
        told = run(tmp_path, "--data", data)
        assert 1 == told.return_value
        assert words in told.output
