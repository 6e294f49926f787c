"""What the app does when the trainer wants something: the flow itself without a window, and once all of it."""

import threading

import pytest

from elderapp import clock
from elderapp.hub import demo
from elderapp.hub.server import Running
from elderapp.hub.settings import Settings
from elderapp.hub.storage import steering
from elderapp.hub.storage.engine import open_engine, transact
from elderapp.packs.trust import Trust
from elderapp.player import play
from elderapp.records.people import Learner, Roster, Session
from elderapp.sync import client
from elderapp.sync.protocol import Live
from elderapp.tablet import flow
from elderapp.tablet.flow.state import PAUSE
from elderapp.workshop import tablets
from elderapp.workshop.steered import Steered

SESSION = Session("s1", "B 班", 0, 2**53, learners=("c1",))
ROSTER = Roster("晴川", "7", session=SESSION, learners=(Learner("c1", "陳太", "bird"),))
GIVEN = flow.Given("2026-11-20", 10, "a1", 1000)


class App:
    def __init__(self):
        self.state, self.said = flow.start(ROSTER, {}, GIVEN).state, []

    def pause(self, until):
        turn = flow.pause(self.state, until) if until else flow.pass_time(self.state, flow.Given("", 0, "", 2**53))
        self.perform(turn)

    def perform(self, turn):
        self.state = turn.state
        self.said += [effect.line.id for effect in turn.effects if isinstance(effect, play.Play)]


@pytest.fixture
def app():
    return App()


@pytest.fixture
def fetched():
    return []


@pytest.fixture
def steered(app, fetched):
    return Steered(app, "1-me", lambda: fetched.append(1))


def test_a_freeze_lasts_from_answer_to_answer_and_ends_when_the_hub_says_so(app, steered):
    steered.hear(Live(1, frozen=True), 1000)
    assert ("paused", 1000 + PAUSE) == (app.state.screen, app.state.paused)
    steered.hear(Live(1, frozen=True), 26_000)
    assert 26_000 + PAUSE == app.state.paused

    steered.hear(Live(2), 30_000)
    assert ("names", 0) == (app.state.screen, app.state.paused)


def test_a_pause_that_was_ended_at_the_tablet_does_not_come_back_with_the_next_answer(app, steered):
    steered.hear(Live(1, frozen=True), 1000)
    app.pause(0)
    steered.hear(Live(1, frozen=True), 26_000)

    assert 0 == app.state.paused


def test_a_pause_made_at_the_tablet_is_not_the_hubs_to_end(app, steered):
    app.pause(5000)
    steered.hear(Live(1), 1000)

    assert 5000 == app.state.paused


def test_whoever_raised_a_hand_hears_once_that_somebody_comes(app, steered):
    for n, coming in enumerate([("1-other",), ("1-me", "1-other"), ("1-me",), (), ("1-me",)], 1):
        steered.hear(Live(n, coming=coming), 1000)

    assert ["ui/trainer-coming"] * 2 == app.said


def test_another_lesson_is_fetched_once(steered, fetched):
    for live in (
        Live(1, "s1", "a"), Live(1, "s1", "a"), Live(2, "s1", "b"), Live(3, "s1", "b", {"c1": "a"}),
        Live(4, "s1", "b", {"c1": "a"}, frozen=True),
    ):  # fmt: skip
        steered.hear(live, 1000)

    assert 3 == len(fetched)


def test_a_press_on_the_hub_stops_the_open_app_and_gives_it_another_lesson(window, tmp_path, monkeypatch):
    import kivy.base

    settings, seen = Settings(data=tmp_path / "hub"), []
    engine = open_engine(settings.url)
    made = demo.fill(engine, clock.wall_ms(), settings)
    home = tablets.Home(tmp_path / "tablet", Trust())

    def loop(root):
        window.put(root)

        def until(is_so):
            for _ in range(3000):
                window.frames(1)
                if is_so():
                    return True
                threading.Event().wait(0.01)
            return False

        def press(since):
            transact(engine, lambda connection: steering.freeze(connection, 1, made.session, since, "chow"))

        seen.append(until(lambda: root.state.roster.session is not None))
        press(clock.wall_ms())
        seen.append(until(lambda: root.state.screen == "paused"))
        press(0)
        seen.append(until(lambda: root.state.screen == "names"))
        some = ["demo-02"]
        transact(engine, lambda connection: steering.teach_some(connection, 1, made.session, some, "x", "chow"))
        seen.append(until(lambda: root.state.roster.session.chosen == {"demo-02": "x"}))

    monkeypatch.setattr(kivy.base, "runTouchApp", loop)
    monkeypatch.setattr(kivy.base, "stopTouchApp", lambda: None)
    monkeypatch.setattr("elderapp.tablet.window.prepare", lambda **_: None)
    with Running(settings) as hub:
        with home.open_store() as store:
            client.pair(store, hub.address, made.pairing_code).close()
        tablets.run(home, muted=True)
    engine.dispose()

    assert [True] * 4 == seen
