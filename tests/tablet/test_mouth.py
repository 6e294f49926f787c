"""What is said, and said again."""

import pytest

from elderapp.lesson.model import Line

TASK, PHRASE = Line("pay/say", "撳一下付款。"), Line("ui/hand-up", "舉咗手。")


class Caption:
    def __init__(self):
        self.said = []

    def light(self, first, last):
        self.said.append((first, last))

    def dark(self):
        self.said.append("dark")


@pytest.fixture
def captions():
    return {TASK.id: Caption()}


@pytest.fixture
def ended():
    return []


@pytest.fixture
def mouth(window, captions, ended):
    from elderapp.tablet.mouth import Mouth

    made = Mouth({}, volume=1.0, caption_for=captions.get, over=ended.append)
    yield made
    made.voice.close()


def say(mouth, line, waited_for="", is_hushed=False):
    mouth.say(line, line, waited_for=waited_for, is_hushed=is_hushed)


def test_a_line_that_the_lesson_waits_for_comes_back_after_what_cut_it_off(mouth, captions):
    say(mouth, TASK, TASK.id)
    say(mouth, PHRASE, TASK.id)

    assert PHRASE == mouth.saying
    assert ["dark"] == captions[TASK.id].said
    assert TASK == mouth.end(PHRASE)
    assert mouth.end(PHRASE) is None


def test_a_line_that_nobody_waits_for_does_not(mouth):
    say(mouth, TASK)
    say(mouth, PHRASE)

    assert mouth.end(PHRASE) is None


def test_the_end_is_told_and_nothing_is_being_said_any_more(window, mouth, ended):
    say(mouth, TASK)
    window.wait(5)

    assert [TASK] == ended
    assert mouth.saying is None


def test_a_hushed_line_takes_its_time_and_leaves_the_volume_as_it_was(mouth, monkeypatch):
    loud = []
    monkeypatch.setattr(mouth.voice, "say", lambda _line: loud.append(mouth.voice.volume))
    say(mouth, TASK, is_hushed=True)
    say(mouth, TASK)

    assert [0.0, 1.0] == loud
    assert 1.0 == mouth.voice.volume
