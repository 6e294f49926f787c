"""The ear: a real thread, a hub that the test decides."""

import queue
import threading

import pytest

from elderapp.sync import schedule
from elderapp.sync.errors import HubRefused, HubUnreachable
from elderapp.sync.protocol import Live
from elderapp.tablet.ear import Ear

LONG = 30.0


class Hub:
    """Gives the answers that are put into it, and keeps what it was asked."""

    def __init__(self, *answers):
        self.answers, self.asked, self.closed = queue.Queue(), [], threading.Event()
        for answer in answers:
            self.answers.put(answer)

    def live(self, after):
        self.asked.append(after)
        answer = self.answers.get(timeout=LONG)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def close(self):
        self.closed.set()


@pytest.fixture
def listen():
    ears = []

    def begin(*answers, is_on=lambda: True, rest=0.0):
        hub, heard = Hub(*answers), queue.Queue()
        ear = Ear(hub, is_on, heard.put, rest=rest)
        ears.append((ear, hub))
        ear.start()
        return ear, hub, heard

    yield begin
    for ear, hub in ears:
        hub.answers.put(HubUnreachable("the end"))
        ear.stop(LONG)
        assert hub.closed.is_set()


def test_each_answer_is_heard_and_named_in_the_next_question(listen):
    _, hub, heard = listen(Live(7, frozen=True), Live(9))

    assert [Live(7, frozen=True), Live(9)] == [heard.get(timeout=LONG), heard.get(timeout=LONG)]
    assert [0, 7] == hub.asked[:2]


def test_nothing_is_asked_before_the_class_is_on_and_all_is_asked_anew_after_it(listen):
    plan = [False, False, True, False, True, True]
    _, hub, heard = listen(Live(7), Live(7), is_on=lambda: plan.pop(0) if len(plan) > 1 else plan[0])

    assert heard.get(timeout=LONG)
    assert heard.get(timeout=LONG)
    assert [0, 0] == hub.asked[:2]


def test_a_hub_that_is_away_is_asked_again_later_and_one_that_refuses_much_later(listen, monkeypatch):
    waits = []
    monkeypatch.setattr(schedule, "pause", lambda failures, _chance, asked=0.0: waits.append((failures, asked)) or 0.0)
    monkeypatch.setattr(schedule, "LONGEST", 0.0)
    _, _, heard = listen(
        HubUnreachable("busy", 3.0), HubUnreachable("gone"), HubRefused("revoked-device", "no"), Live(4)
    )

    assert Live(4) == heard.get(timeout=LONG)
    assert [(1, 3.0), (2, 0.0)] == waits


def test_a_hub_that_holds_no_question_is_not_asked_without_end(listen):
    ear, hub, heard = listen(*[Live(7)] * 3, rest=3600.0)
    assert heard.get(timeout=LONG)
    assert heard.get(timeout=LONG)  # the second says the same at once: now it rests

    ear.stop(LONG)
    assert [0, 7] == hub.asked
