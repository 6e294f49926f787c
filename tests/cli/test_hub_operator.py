"""`elderapp hub operator`: operators are made, helped and ended on the hub's own machine."""

import pytest
from click.testing import CliRunner

from elderapp.cli.hub import hub
from elderapp.errors import ElderError
from elderapp.hub.settings import Settings
from elderapp.hub.storage import audit, factors, invites, places, staff
from elderapp.hub.storage.engine import open_engine, reading, transact
from elderapp.hub.storage.staff import Staff


def run(data, *words):
    return CliRunner().invoke(hub, ["operator", *words, "--data", str(data)])


@pytest.fixture
def engine(tmp_path):
    made = open_engine(Settings(data=tmp_path).url)
    transact(made, lambda connection: places.new_centre(connection, 1, "中心"))
    yield made
    made.dispose()


def test_an_operator_is_made_given_a_new_link_and_ended(engine, tmp_path):
    first, second = (run(tmp_path, "tak", "--name", "阿德").output.rsplit("/setup/", 1)[1].strip() for _ in range(2))
    assert "tak  阿德  (centre 1)\n" == run(tmp_path).output
    with reading(engine) as connection:
        assert invites.find(connection, first, 1) is None
        who = Staff(1, invites.find(connection, second, 1).staff, "阿德", "operator")

    transact(engine, lambda connection: factors.begin(connection, who, "sealed"))
    assert 0 == run(tmp_path, "tak", "--without-code").exit_code
    assert "no operator" in run(tmp_path, "tak", "--end").output
    assert "" == run(tmp_path).output
    with reading(engine) as connection:
        assert "" == factors.sealed(connection, who)
        said = [one.what for one in audit.entries(connection, 1)]
    assert sorted(["staff-added", "staff-link", "staff-link", "second-off", "staff-left"]) == sorted(said)


def test_nobody_else_becomes_one_by_the_way(engine, tmp_path):
    transact(engine, lambda connection: staff.invite_staff(connection, Staff(1, "c", "周", "trainer"), "chow", 1))

    assert "who is no operator logs in as chow already" in str(run(tmp_path, "chow").exception)
    for words in (("chow", "--end"), ("new", "--centre", "9")):
        assert isinstance(run(tmp_path, *words).exception, ElderError)
    assert "small letters" in run(tmp_path, "Chow !").output
