"""A lesson opened by hand."""

import hashlib

import msgspec
import pytest

from elderapp.authoring.voice import takes
from elderapp.authoring.voice.build import plan
from elderapp.authoring.voice.engines import VoiceFailed
from elderapp.authoring.workspace import Workspace
from elderapp.store import Store
from elderapp.workshop import byhand
from tests.player import lessons as the

FOUND = Workspace(root=None, lessons={}, drafts={}, mocks={}, facts={}, respell={}, spans={}, problems=(), sources={},
                  files={}, places={}, pictures={})  # fmt: skip


@pytest.fixture
def open_by_hand(window, tmp_path):
    made = []

    def make(lesson=the.PAY, **given):
        store = Store.open(tmp_path / "tablet.db")
        root = byhand.shell(lesson, keeper=store, clips={}, photos={}, **{"muted": True, **given})
        made.append((root, store))
        window.put(root)
        return root

    yield make
    for root, store in made:
        root.close()
        store.close()


def test_the_lesson_is_begun_by_a_guest(open_by_hand):
    root = open_by_hand()

    assert ("lesson", "why/why-1") == (root.state.screen, root.state.play.key)
    assert byhand.GUEST == root.state.learner
    assert ["pay"] == list(root.state.lessons)


@pytest.mark.parametrize("scale", [1.25, 1.5])
def test_it_has_the_size_and_the_language_that_are_asked_for(open_by_hand, scale):
    root = open_by_hand(scale=scale, language="en")
    texts = {writing.text for writing in root.stage.screen.writings()}

    assert scale == root.theme.scale
    assert "返回" not in texts
    assert "「why-1/say」。" in texts


@pytest.mark.parametrize("portrait", [False, True])
def test_it_is_open_until_its_window_is_closed_and_leaves_nothing(window, monkeypatch, portrait):
    seen = []

    def until_closed(begin):
        root = begin()
        seen.append(root.state.play.key)
        root.close()

    monkeypatch.setattr("elderapp.workshop.tablets.until_closed", until_closed)
    monkeypatch.setattr("elderapp.tablet.window.prepare", lambda **given: seen.append(given["size"]))
    byhand.run(the.PAY, {}, {}, portrait=portrait, muted=True)

    assert [(800, 1280) if portrait else (1280, 800), "why/why-1"] == seen


class Speaker:
    name, voice, rate, languages = "espeak-ng", "test", 100, ("yue",)


def test_only_clips_that_are_there_already_are_heard(tmp_path, monkeypatch):
    monkeypatch.setattr(byhand, "engine", lambda _name: Speaker())
    found = msgspec.structs.replace(FOUND, root=tmp_path)
    line = the.PAY.stages[0].steps[0].say
    planned = plan({line.id: line}, Speaker(), {})[0]
    spans = tuple((0.0, 1.0) for _ in planned.clauses)
    ogg = b"sound"
    take = takes.Take("espeak-ng", "x", 1.0, 1.0, 3, -16.0, -1.0, spans, hashlib.sha256(ogg).hexdigest())
    (tmp_path / f"{planned.key}.ogg").write_bytes(ogg)
    (tmp_path / f"{planned.key}.json").write_bytes(msgspec.json.encode(take))
    clips = byhand.clips_of(the.PAY, found, tmp_path)

    assert [line.id] == list(clips)
    assert ogg == clips[line.id][0].read_bytes()


def test_without_a_speaker_installed_it_is_silent(tmp_path, monkeypatch):
    def none(_name):
        raise VoiceFailed("not installed")

    monkeypatch.setattr(byhand, "engine", none)

    assert {} == byhand.clips_of(the.PAY, msgspec.structs.replace(FOUND, root=tmp_path), tmp_path)
