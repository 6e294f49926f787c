import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from elderapp.authoring.voice import heard
from elderapp.authoring.voice.espeak import Espeak
from elderapp.cli.voice import voice
from tests.desk import few_lessons

LESSON = "pay-fps-check-payee"


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    return few_lessons(tmp_path_factory.mktemp("voices")) / "lessons"


def run(*words, **given):
    return CliRunner().invoke(voice, [str(word) for word in words], **given)


def test_the_script_names_a_file_for_every_line(copied, tmp_path):
    out = tmp_path / "script.xlsx"
    result = run("script", "--lesson", LESSON, "--lessons", copied, "--out", out)

    assert 0 == result.exit_code, result.output
    rows = list(load_workbook(out).active.values)[1:]
    assert f"{len(rows)} lines to read" in result.output
    assert 30 < len(rows)
    assert all(row[5].startswith(f"{LESSON}__") for row in rows)
    assert 2 == run("script", "--lesson", LESSON, "--lessons", copied, "--out", tmp_path / "x.doc").exit_code
    assert 2 == run("script", "--lesson", "nothing", "--lessons", copied, "--out", out).exit_code


def test_the_script_can_be_printed(copied, tmp_path):
    assert 0 == run("script", "--lesson", LESSON, "--lessons", copied, "--out", tmp_path / "s.pdf").exit_code
    assert b"%PDF" == (tmp_path / "s.pdf").read_bytes()[:4]


def test_a_folder_of_recordings_is_taken_in_and_all_that_is_wrong_is_told(copied, tmp_path):
    folder = tmp_path / "takes"
    folder.mkdir()
    Espeak().speak("見到高危警示識得停手取消", folder / f"{LESSON}__goal.wav")
    (folder / f"{LESSON}__title.wav").write_bytes(b"no sound")
    (folder / f"{LESSON}__gaol.wav").write_bytes(b"")
    result = run("record", "--lessons", copied, "--from", folder, "--by", "陳大文")

    assert 1 == result.exit_code
    assert f"{LESSON}__title.wav: error[unreadable]" in result.output
    assert f"did you mean {LESSON}__goal?" in result.output
    assert "1 recordings kept, 2 refused" in result.output
    assert (copied / "e-payments" / LESSON / "voice" / "goal.ogg").exists()


def test_without_a_microphone_it_says_what_to_do(copied, monkeypatch):
    monkeypatch.setattr("elderapp.authoring.voice.microphone.find", lambda: None)
    result = run("record", "--lessons", copied, "--by", "陳大文")

    assert 2 == result.exit_code
    assert "--from FOLDER" in result.output


def test_an_empty_folder_is_a_problem(copied, tmp_path):
    assert 1 == run("record", "--lessons", copied, "--from", tmp_path, "--by", "x").exit_code


def test_a_heard_clip_is_noted_once_with_who_listened(copied, tmp_path):
    line = f"{LESSON}/why-1/say"
    cache = tmp_path / "clips"
    assert 1 >= run("build", "--lesson", LESSON, "--lessons", copied, "--cache", cache).exit_code
    words = (
        "accept",
        "--by",
        "陳導師",
        "--lesson",
        LESSON,
        "--lessons",
        copied,
        "--cache",
        cache,
        "--engine",
        "espeak",
    )
    asked = run(*words, "--line", line, input="n\n")
    assert "nothing to accept" in asked.output
    result = run(*words, "--line", line, input="a\ny\n")

    assert f"accepted: {line}" in result.output
    assert "陳導師" == heard.read(copied)[line].by
    assert "nothing to accept" in run(*words, "--line", line, "--yes").output
    assert 2 == run(*words, "--line", "nothing").exit_code
