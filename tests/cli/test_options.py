"""What is typed on the command line, taken as it was meant or told what is wrong with it."""

import re

import click
import pytest
from click.testing import CliRunner

from elderapp.cli.options import hub_address, lesson_id, made, no_lesson, one_lesson, pairing_code


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("http://192.168.1.5:8700", "http://192.168.1.5:8700"),
        ("192.168.1.5:8700", "http://192.168.1.5:8700"),
        (" hub.local ", "http://hub.local"),
        ("https://hub.example.org/live?x=1", "https://hub.example.org"),
        ("http://[fd00::5]:8700/", "http://[fd00::5]:8700"),
    ],
)
def test_an_address_may_lack_its_beginning_and_have_too_much_at_its_end(text, address):
    assert address == hub_address(text)


@pytest.mark.parametrize("text", ["", "my hub", "http://", "ftp://hub", "http://hub:port", "http://[bad", "hub:99999"])
def test_what_is_no_address_is_told_with_an_example(text):
    with pytest.raises(click.BadParameter, match=re.escape("http://192.168.1.5:8700")):
        hub_address(text)


@pytest.mark.parametrize("text", ["12345678", "1234 5678", "1234-5678", "１２３４５６７８"])
def test_a_code_may_be_written_in_groups_or_full_width(text):
    assert "12345678" == pairing_code(text)


@pytest.mark.parametrize("text", ["", "1234567", "123456789", "1234567a"])
def test_a_code_has_eight_digits(text):
    with pytest.raises(click.BadParameter, match="eight digits"):
        pairing_code(text)


def test_a_folder_is_made_with_those_above_it(tmp_path):
    assert made(tmp_path / "a" / "b").is_dir()


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(click.BadParameter, match="choose another folder"):
        made(tmp_path / "file" / "below")


def test_a_folder_that_may_not_be_written_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("os.access", lambda _path, _mode: False)
    with pytest.raises(click.BadParameter, match="may not write"):
        made(tmp_path)


@pytest.mark.parametrize(
    "text", ["scam-fake-cs", "lessons/scams/scam-fake-cs", "lessons/scams/scam-fake-cs/lesson.yaml"]
)
def test_a_lesson_is_meant_by_its_id_its_folder_or_its_file(text):
    assert "scam-fake-cs" == lesson_id(text)


def test_a_lesson_that_is_not_there_is_answered_with_the_nearest():
    assert "no lesson `pay-fp` there; did you mean `pay-fps`?" == no_lesson("pay-fp", ["a-b", "pay-fps"]).message
    assert "no lesson `zzz` there; there are: a-b, pay-fps" == no_lesson("zzz", ["pay-fps", "a-b"]).message


def test_one_lesson_is_meant_by_its_id_its_folder_or_its_file():
    told = []
    command = click.command()(one_lesson("interface")(lambda only: told.append(only)))

    for words in ([], ["--lesson", "interface"], ["--lesson", "lessons/basics/one/lesson.yaml"]):
        assert 0 == CliRunner().invoke(command, words).exit_code

    assert [None, "interface", "one"] == told
