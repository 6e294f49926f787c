"""What an operator does to a hub from the command line: one more centre, a month's pack, a recount."""

import re
import zipfile

import pytest
from click.testing import CliRunner
from sqlalchemy import update

from elderapp.cli.hub import hub
from elderapp.hub import crowd, recount
from elderapp.hub.crowd import Crowd
from elderapp.hub.storage import schema
from elderapp.hub.storage.engine import open_engine, transact

UNTIL = 1_790_000_000_000


@pytest.fixture
def data(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'hub.db'}")
    crowd.fill(engine, Crowd(2, 3, UNTIL, steps=2))
    engine.dispose()
    return tmp_path


def run(command, data, *words):
    return CliRunner().invoke(hub, [command, "--data", str(data), *map(str, words)])


def test_a_hub_that_is_as_its_statements_say_is_told_to_be_equal(data):
    told = run("verify", data)

    assert 0 == told.exit_code, told.output
    assert told.output.endswith(f"counted anew, {len(recount.MODELS)} read models compared\nequal\n")


def test_a_difference_is_listed_without_a_name_and_mended_when_asked(data):
    engine = open_engine(f"sqlite:///{data / 'hub.db'}")
    table = schema.told_apart
    transact(engine, lambda connection: connection.execute(update(schema.attendance).values(tablet_last=1)))
    transact(engine, lambda connection: connection.execute(table.insert().values(centre=2, learner="x", fakes=1)))
    engine.dispose()

    told = run("verify", data, "--centre", 2)
    assert 1 == told.exit_code
    assert re.search(r"^\d+ rows differ: attendance different \d+, told_apart extra 1$", told.output, re.MULTILINE)
    assert "mended" in run("verify", data, "--mend").output
    assert "equal" in run("verify", data).output


def test_a_months_pack_is_written_without_a_server(data, tmp_path):
    out = tmp_path / "pack.zip"
    told = run("report", data, "--month", "2026-09", "--months", 3, "--out", out, "--language", "en")

    assert 0 == told.exit_code, told.output
    assert re.search(r"pack\.zip: [1-9]\d* attendances of [1-9]\d* people in 2 centres", told.output)
    with zipfile.ZipFile(out) as archive:
        assert ["report-2026-09.csv", "report-2026-09.pdf", "report-2026-09.xlsx"] == sorted(archive.namelist())
        assert "Reports July 2026–September 2026" in archive.read("report-2026-09.csv").decode("utf-8-sig")


def test_one_more_centre_has_a_link_for_its_manager(data):
    told = run("centre", data, "望海中心", "--name", "林經理", "--username", "lam")

    assert re.search(r"^centre 3: 望海中心\nfor 林經理, .*: http://127.0.0.1:8700/setup/3\.", told.output, re.MULTILINE)
    assert "3  望海中心" in run("centre", data, "--list").output
    assert "logs in as lam already" in str(run("centre", data, "x", "--name", "y", "--username", "lam").exception)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("report", "--month", "2026-13"), "no month like"),
        (("centre", "x", "--name", "y", "--username", "Y Z"), "small letters"),
        (("centre",), "needs TITLE"),
    ],
)
def test_what_cannot_be_meant_is_told_with_what_can(data, words, said):
    told = run(words[0], data, *words[1:])

    assert (2, True) == (told.exit_code, said in told.output)


def test_where_there_is_no_hub_none_is_made_and_an_unknown_centre_is_named(data, tmp_path):
    told = run("verify", tmp_path / "nowhere")

    assert 2 == told.exit_code
    assert "there is no hub" in told.output
    assert not (tmp_path / "nowhere").exists()
    assert "there is no centre 9 here" in str(run("report", data, "--centre", 9).exception)
