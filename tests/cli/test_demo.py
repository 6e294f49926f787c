"""`elderapp demo`: what it makes first, once, and what it hands to the loop."""

import subprocess
import sys

import pytest
from click.testing import CliRunner

from elderapp.cli import demo as command
from elderapp.cli.demo import demo, make_once
from elderapp.hub.server import HubFailed, listen


class Maker:
    def __init__(self, packs, *, is_content=True):
        self.packs, self.is_content, self.calls = packs, is_content, 0

    def __call__(self):
        self.calls += 1
        self.packs.mkdir(exist_ok=True)
        (self.packs / "basics-1.0.0.pack").touch()
        return self.is_content


def test_the_second_time_nothing_is_made(tmp_path):
    make = Maker(tmp_path / "packs")

    assert [True, False] == [make_once(make.packs, "state", make) for _ in range(2)]
    assert 1 == make.calls


def test_what_has_changed_is_made_anew(tmp_path):
    make = Maker(tmp_path / "packs")
    for state in ("one", "two", "two"):
        make_once(make.packs, state, make)

    assert 2 == make.calls


def test_packs_that_were_deleted_are_made_anew(tmp_path):
    make = Maker(tmp_path / "packs")
    make_once(make.packs, "state", make)
    (make.packs / "basics-1.0.0.pack").unlink()
    make_once(make.packs, "state", make)

    assert 2 == make.calls


def test_what_was_not_made_well_is_tried_again(tmp_path):
    make = Maker(tmp_path / "packs", is_content=False)
    make_once(make.packs, "state", make)
    make_once(make.packs, "state", make)

    assert 2 == make.calls


def test_a_maker_that_was_stopped_leaves_no_promise(tmp_path):
    make = Maker(tmp_path / "packs")
    make_once(make.packs, "state", make)

    def stopped():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_once(make.packs, "newer", stopped)
    make_once(make.packs, "state", make)

    assert 2 == make.calls


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout with lessons and without packs or key."""
    (tmp_path / "lessons").mkdir()
    (tmp_path / "lessons" / "facts.yaml").write_text("{}\n", encoding="utf-8")
    monkeypatch.setattr("elderapp.resources.root", lambda: tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def loop(checkout, monkeypatch):
    """What the loop was called with; no clip and no pack is made."""
    calls = []
    monkeypatch.setattr(
        "elderapp.workshop.demo.run", lambda place, tell, *, offscreen: calls.append((place, offscreen))
    )
    monkeypatch.setattr(command, "_make", lambda packs: True)
    return calls


def test_without_a_display_a_scripted_learner_takes_part(checkout, loop, monkeypatch):
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    result = CliRunner().invoke(demo, ["--port", "0"])
    place, offscreen = loop[0]

    assert 0 == result.exit_code, result.output
    assert "There is no display here" in result.output
    assert (True, 0, checkout / "build" / "demo") == (offscreen, place.port, place.data)
    assert (checkout / "build" / "trust.json").exists()


def test_with_a_display_the_app_opens_and_english_is_made_meanwhile(checkout, loop, monkeypatch):
    begun, popen = [], subprocess.Popen

    def begin(command, **how):
        begun.append(command)
        return popen(["sleep", "60"], **how)

    monkeypatch.setattr("subprocess.Popen", begin)
    monkeypatch.setattr("elderapp.tablet.window.has_display", lambda: True)
    for words in ([], ["--offscreen"]):
        assert 0 == CliRunner().invoke(demo, [*words, "--port", "0", "--data", str(checkout / "here")]).exit_code

    assert [False, True] == [offscreen for _, offscreen in loop]
    assert [[sys.executable, "-m", "elderapp", "pack", "build"]] == [command[:5] for command in begun]
    assert [["--language", "en"]] == [command[-2:] for command in begun]
    assert checkout / "here" == loop[0][0].data


def test_a_taken_port_is_told_before_anything_is_made(checkout, loop):
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        result = CliRunner().invoke(demo, ["--port", str(port)])

    assert isinstance(result.exception, HubFailed)
    assert f"port {port} is taken" in str(result.exception)
    assert [] == loop
    assert not (checkout / "build").exists()


def test_the_state_changes_with_a_lesson_and_with_whom_is_trusted(checkout):
    trust = checkout / "build" / "trust.json"
    trust.parent.mkdir()
    trust.write_text("[]", encoding="ascii")
    states = [command._state()]
    (checkout / "lessons" / "facts.yaml").write_text("{a: b}\n", encoding="utf-8")
    states.append(command._state())
    trust.write_text('["ab"]', encoding="ascii")
    states.append(command._state())

    assert 3 == len(set(states))
    assert states[-1] == command._state()


def test_clips_and_packs_are_made_by_the_authors_own_commands(checkout, monkeypatch):
    said = []

    class Command:
        def __init__(self, name, code):
            self.name, self.code = name, code

        def main(self, words, *, standalone_mode):
            said.append((self.name, words[0]))
            return self.code

    for voice, packed, well in ((None, None, True), (1, None, False), (None, 1, False)):
        monkeypatch.setattr("elderapp.cli.voice.voice", Command("voice", voice))
        monkeypatch.setattr("elderapp.cli.pack.build", Command("pack", packed))
        assert well == command._make(checkout / "packs")

    assert [("voice", "build"), ("pack", "--out")] == said[:2]
