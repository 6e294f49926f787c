"""What the app does when the trainer wants something, with the flow itself and no window."""

import pytest

from elderapp.player import play
from elderapp.records.people import Learner, Roster, Session
from elderapp.sync.protocol import Live
from elderapp.tablet import flow
from elderapp.tablet.flow.state import PAUSE
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
