"""The app's lines to the outside in the real window: pairing by touch, a stick, a hub that has moved."""

import threading

import pytest

from elderapp import clock
from elderapp.hub import demo
from elderapp.hub.server import Running
from elderapp.hub.settings import Settings
from elderapp.hub.storage.engine import open_engine
from elderapp.packs.trust import Trust
from elderapp.sync import discovery
from elderapp.sync.discovery import Found
from elderapp.tablet import volumes
from elderapp.workshop import tablets


@pytest.fixture
def place(tmp_path):
    settings = Settings(data=tmp_path / "hub")
    engine = open_engine(settings.url)
    made = demo.fill(engine, clock.wall_ms(), settings)
    engine.dispose()
    return settings, made.pairing_code


def test_a_fresh_tablet_is_paired_by_nine_touches_and_its_work_goes_onto_a_stick(window, tmp_path, place, monkeypatch):
    import kivy.base

    settings, code = place
    home, stick, seen = tablets.Home(tmp_path / "tablet", Trust()), tmp_path / "stick", []
    stick.mkdir()

    def loop(root):
        window.put(root)

        def until(is_so):
            for _ in range(2000):
                window.frames(1)
                if is_so():
                    return True
                threading.Event().wait(0.01)
            return False

        for what in ("door", *(f"key:{digit}" for digit in code)):
            root.pick(what)
        seen.append(until(lambda: root.state.roster.tablet == "01" and root.state.screen == "names"))
        seen.append(until(lambda: root.state.roster.session is not None))
        for what in ("door", *(f"key:{digit}" for digit in demo.PIN), "key:ok", "tablet", "export"):
            root.pick(what)
        seen.append(until(lambda: root.state.facts.exported >= 0))
        seen.append((root.state.facts.usb_said, root.state.screen))

    monkeypatch.setattr(kivy.base, "runTouchApp", loop)
    monkeypatch.setattr(kivy.base, "stopTouchApp", lambda: None)
    monkeypatch.setattr("elderapp.tablet.window.prepare", lambda **_: None)
    monkeypatch.setattr(volumes, "sticks", lambda: [stick])
    with Running(settings) as hub:
        monkeypatch.setattr(discovery, "find", lambda **_: [Found(hub.address, "k")])
        tablets.run(home, muted=True)

    assert [True, True, True, ("", "tablet")] == seen
    assert 1 == len(list((stick / "ElderApp" / "to-hub").glob("*.elder")))
    assert not {"link", "ear", "stick", "join"} & {thread.name for thread in threading.enumerate()}
