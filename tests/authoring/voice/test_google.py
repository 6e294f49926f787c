import gtts
import numpy as np
import pytest

from elderapp.authoring.voice import sound
from elderapp.authoring.voice.build import build
from elderapp.authoring.voice.engines import VoiceFailed, engine
from elderapp.lesson.model import Line

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
