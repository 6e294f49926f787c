"""`elderapp hub credential`: a key is printed once, and opens one centre."""

import re

import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine

from elderapp.cli import cli
from elderapp.cli.hub import hub
from elderapp.errors import ElderError
from elderapp.hub.settings import Settings
from elderapp.hub.storage import credentials, places
from elderapp.hub.storage.engine import migrate, open_engine, reading, transact


def run(*words):
    return CliRunner().invoke(hub, ["credential", *map(str, words)])


def test_a_key_is_made_for_a_centre_that_is_there(tmp_path):
    engine = open_engine(Settings(data=tmp_path).url)
    transact(engine, lambda connection: places.new_centre(connection, 3, "中心"))
    for flags, may_write in (((), False), (("--write",), True)):
        told = run("Funder", "--centre", 3, "--data", tmp_path, *flags)
        assert 0 == told.exit_code, told.output
        name, secret = re.fullmatch(r"name: (\S+)\nsecret: (\S+)  \(shown this once\)\n", told.output).groups()
        with reading(engine) as connection:
            found = credentials.check(connection, name, secret)
            assert (3, "Funder", may_write) == (found.centre, found.title, found.may_write)
    engine.dispose()


def test_a_centre_or_a_hub_that_is_not_there_gets_none(tmp_path):
    told = run("Funder", "--data", tmp_path)
    assert (2, True) == (told.exit_code, "there is no hub" in told.output)
    open_engine(Settings(data=tmp_path).url).dispose()
    told = run("Funder", "--centre", 9, "--data", tmp_path)
    assert isinstance(told.exception, ElderError)
    assert "no centre 9" in str(told.exception)


@pytest.mark.parametrize("words", [("credential", "Funder", "--centre", "9"), ("centre", "--list"), ("usb", "")])
def test_no_command_brings_an_older_database_up_without_a_copy(tmp_path, words):
    data, stick = tmp_path / "hub", tmp_path / "stick"
    data.mkdir()
    stick.mkdir()
    (data / "hub.key").write_text("11" * 32, encoding="ascii")
    old = create_engine(Settings(data=data).url)
    with old.begin() as connection:
        migrate(connection, "0011")
    old.dispose()

    CliRunner().invoke(cli, ["hub", *(word or str(stick) for word in words), "--data", str(data)])

    assert ["before-schema-after-0011.db"] == [path.name for path in (data / "backups").iterdir()]
