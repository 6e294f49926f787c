import gtts
import numpy as np
import pytest

from elderapp import clock
from elderapp.authoring.voice import sound
from elderapp.authoring.voice.build import build
from elderapp.authoring.voice.engines import VoiceFailed, engine
from elderapp.lesson.model import Line


@pytest.fixture(autouse=True)
def slept(monkeypatch):
    """Nobody waits in a test; gives how long it would have been."""
    naps: list[float] = []
    monkeypatch.setattr(clock, "sleep", naps.append)
    monkeypatch.setattr(clock, "chance", lambda: 0.5)
    return naps


LINES = {"a/1/say": Line("a/1/say", "俾 $50，得唔得？")}


class Faked:
    """Stands where `gtts.gTTS` stands: remembers how it was asked, saves a tone of so many seconds, or fails."""

    asked: list[tuple[str, dict[str, object]]]

    def __init__(self, monkeypatch, seconds=1.0, error=None):
        self.asked, self._seconds, self._error = [], seconds, error
        monkeypatch.setattr(gtts, "gTTS", self)

    def __call__(self, text, **options):
        self.asked.append((text, options))
        return self

    def save(self, path):
        with open(path, "wb"):  # noqa: PTH123  (as gTTS does: the file is there, empty, before anything is asked)
            pass
        if self._error:
            raise self._error
        if self._seconds:
            tone = 0.2 * np.sin(np.arange(round(sound.RATE * self._seconds)) / 9)
            sound.write_wav(tone, path)


def test_it_asks_for_cantonese_clause_by_clause(tmp_path, monkeypatch):
    faked = Faked(monkeypatch)

    built = build(LINES, engine("gtts"), {}, tmp_path)

    options = {"lang": "yue", "tld": "com.hk", "timeout": 15}
    assert [("俾五十蚊，", options), ("得唔得？", options)] == faked.asked
    assert "gtts" == built.clips["a/1/say"].engine


def test_quick_speech_is_stretched_to_the_pace_of_older_ears(tmp_path, monkeypatch):
    Faked(monkeypatch, seconds=0.95)

    engine("gtts").speak("俾五十蚊", tmp_path / "one.wav")

    seconds = len(sound.trimmed(sound.read_wav(tmp_path / "one.wav"))) / sound.RATE
    assert 3.25 == pytest.approx(4 / seconds, abs=0.15)


@pytest.mark.parametrize(
    "error",
    [
        gtts.gTTSError("429 (Too Many Requests) from TTS API.\nProbable cause: Unknown"),
        ConnectionError("no route"),
        OSError(),
    ],
)
def test_failure_is_one_clear_line_and_no_half_written_clip(tmp_path, monkeypatch, error):
    Faked(monkeypatch, error=error)

    with pytest.raises(VoiceFailed, match=r"^gTTS cannot speak now \([^\n]+\): try again later, or --engine espeak$"):
        build(LINES, engine("gtts"), {}, tmp_path)

    assert [] == list(tmp_path.iterdir())


def test_an_answer_without_sound_is_a_failure_too(tmp_path, monkeypatch):
    Faked(monkeypatch, seconds=0)

    with pytest.raises(VoiceFailed, match=r"^gTTS answered without sound"):
        engine("gtts").speak("好", tmp_path / "one.wav")


def test_the_real_object_takes_what_we_give_it():
    real = gtts.gTTS("俾五十蚊", lang="yue", tld="com.hk", timeout=15)

    assert ("yue", "com.hk", False) == (real.lang, real.tld, real.speed == "slow")


class _Answer:
    """What the service answers a request that it refuses."""

    def __init__(self, status, headers=None):
        self.status_code, self.headers, self.reason, self.url = status, headers or {}, "no", ""


def refusal(status, headers=None):
    error = gtts.gTTSError("no")
    error.rsp = _Answer(status, headers)
    return error


def test_a_service_that_is_busy_is_asked_again_later_and_longer(tmp_path, monkeypatch, slept):
    faked = Faked(monkeypatch, error=refusal(429))

    with pytest.raises(VoiceFailed):
        engine("gtts").speak("俾五十蚊", tmp_path / "one.wav")

    assert 5 == len(faked.asked)
    assert [1.0, 2.0, 4.0, 8.0] == [nap for nap in slept if nap in (1.0, 2.0, 4.0, 8.0)][:4]


def test_the_service_may_say_how_long_to_wait(tmp_path, monkeypatch, slept):
    Faked(monkeypatch, error=refusal(503, {"Retry-After": "30"}))

    with pytest.raises(VoiceFailed):
        engine("gtts").speak("俾五十蚊", tmp_path / "one.wav")

    assert 4 == slept.count(30.0)


def test_what_can_never_be_said_is_not_asked_for_twice(tmp_path, monkeypatch):
    faked = Faked(monkeypatch, error=refusal(400))

    with pytest.raises(VoiceFailed):
        engine("gtts").speak("俾五十蚊", tmp_path / "one.wav")

    assert 1 == len(faked.asked)


def test_one_request_a_second_is_enough():
    from elderapp.authoring.voice.google import SECONDS_BETWEEN, Pace

    time, naps = [0.0], []
    pace = Pace(sleep=naps.append, now=lambda: time[0])
    for _ in range(3):
        pace.wait()
    time[0] = 100.0
    pace.wait()

    assert [SECONDS_BETWEEN, 2 * SECONDS_BETWEEN] == naps
