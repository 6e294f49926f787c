"""`elderapp doctor` at both ends, and words for everything it may find."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from elderapp import clock
from elderapp.cli import cli
from elderapp.cli.doctor_words import WELL, WRONG
from elderapp.hub import checkup, demo
from elderapp.hub.server import Running
from elderapp.hub.settings import Settings
from elderapp.hub.storage.engine import open_engine
from elderapp.store import Store
from elderapp.sync import client, discovery

ROOT = Path(__file__).parents[2]


def run(*arguments):
    return CliRunner().invoke(cli, ["doctor", *map(str, arguments)], standalone_mode=False)


@pytest.fixture
def hub(tmp_path):
    settings = Settings(data=tmp_path / "hub")
    engine = open_engine(settings.url)
    code = demo.fill(engine, clock.wall_ms(), settings).pairing_code
    engine.dispose()
    with Running(settings) as running:
        yield running, code, tmp_path / "hub"


def test_a_tablet_hears_what_is_well_and_what_to_do_about_the_rest(hub, tmp_path):
    running, code, _ = hub
    with Store.open(tmp_path / "tablet" / "tablet.db") as store:
        client.pair(store, running.address, code).close()

    told = run("--tablet", tmp_path / "tablet")

    assert 1 == told.return_value  # it has no packs yet
    for words in ("✓ 平板檔案完好", "✓ 中心認得這部平板", "✗ 未有課堂包", "→ 連到中心便會自己取得", "要處理 1 項"):
        assert words in told.output
    assert "{fact}" not in told.output


def test_a_hub_hears_whether_tablets_reach_it(hub, tmp_path, monkeypatch):
    running, _, data = hub
    port = int(running.address.rpartition(":")[2])
    monkeypatch.setattr(discovery, "own_addresses", lambda: ["127.0.0.1"])
    with discovery.announced(["127.0.0.1"], port, "k"):
        codes = {one.code for one in checkup.of_hub(Settings(data=data), port=port, seconds=0.2)}
    assert {"hub-key", "database-sound", "disk-room", "packs-none-offered", "hub-reachable", "not-announced"} <= codes

    monkeypatch.setattr(discovery, "own_addresses", list)
    told = run("--hub", data, "--port", port)
    assert 1 == told.return_value
    assert "✗ 沒有連到任何網絡" in told.output
    assert "只有自己這部電腦連得到" in told.output
    assert "中心沒有開（埠 1）" in run("--hub", data, "--port", 1).output


def test_a_torn_database_a_key_that_others_read_and_a_strange_pack_are_found(hub):
    _, _, data = hub
    (data / "packs").mkdir()
    (data / "packs" / "x-1.pack").write_bytes(b"PK")
    (data / "hub.key").chmod(0o644)
    (data / "hub.db").rename(data / "kept.db")
    (data / "hub.db").write_bytes(b"no database at all, and long enough to be looked at" * 40)

    codes = {one.code for one in checkup.of_hub(Settings(data=data), port=1, seconds=0.1)}
    (data / "hub.db").unlink()
    (data / "kept.db").rename(data / "hub.db")

    assert {"key-open", "database-damaged", "pack-refused"} <= codes
    away = Settings(data=data, database="postgresql://nobody@127.0.0.1:1/none")
    assert "database-closed" in {one.code for one in checkup.of_hub(away, port=1, seconds=0.1)}


def test_a_damaged_file_is_not_mended_here_and_a_folder_of_neither_is_refused(tmp_path, monkeypatch):
    (tmp_path / "tablet.db").write_bytes(b"no database at all" * 100)
    assert "✗ 平板檔案損壞" in run("--tablet", tmp_path).output
    assert b"no database" in (tmp_path / "tablet.db").read_bytes()

    empty = tmp_path / "empty"
    empty.mkdir()
    assert "no tablet's folder" in str(run("--tablet", empty).exception)
    assert "no hub's folder" in str(run("--hub", empty).exception)
    monkeypatch.setattr(Path, "home", lambda: empty)
    monkeypatch.setattr("elderapp.resources.build", lambda: empty)
    assert "neither a tablet nor a hub" in str(run().exception)


def test_there_are_words_for_everything_that_may_be_found_and_no_others():
    source = "".join((ROOT / name).read_text() for name in ("elderapp/sync/checkup.py", "elderapp/hub/checkup.py"))
    said = set(re.findall(r'"([a-z]+(?:-[a-z]+)+|sound|announced|unsent|isolated)"', source))

    known = WELL.keys() | WRONG.keys()
    refusals = {"revoked-device", "unknown-device", "bad-signature", "hub-refused", "wire-too-old", "wire-too-new"}
    assert set() == known - said - refusals
    assert set() == {code for code in said if code not in known} - {"hub-address", "hub-device"}
