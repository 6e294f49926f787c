import numpy as np

from elderapp.authoring.voice import mixing, sound
from elderapp.authoring.voice.engines import engine
from elderapp.authoring.voice.mixing import Job, make
from elderapp.speech.spoken import spoken


def _clicks(path):
    """A voice with sharp peaks, as a tongue makes them."""
    samples = 0.05 * np.sin(np.arange(48_000) / 9)
    samples[::3000] = 0.9
    sound.write_wav(samples, path)


def test_a_clip_is_measured_as_it_will_be_heard(tmp_path):
    _clicks(tmp_path / "voice.wav")

    [(job, take, ogg)] = make([Job("k", spoken("撳呢度。", {}), tmp_path / "voice.wav")], engine("espeak"), tmp_path)

    assert ("k", "human", "撳呢度。", 3) == (job.key, take.engine, take.spoken, take.syllables)
    assert 2.28 == take.seconds
    assert abs(take.loudness + 16) <= 1
    assert take.peak <= -1.0
    assert ogg.exists()


def test_a_clip_whose_peaks_grew_in_encoding_is_held_lower(tmp_path, monkeypatch):
    _clicks(tmp_path / "voice.wav")
    job = Job("k", spoken("撳呢度。", {}), tmp_path / "voice.wav")
    [(_, before, _)] = make([job], engine("espeak"), tmp_path)
    monkeypatch.setattr(mixing, "_PEAK", before.peak - 1.0)

    [(_, after, _)] = make([job], engine("espeak"), tmp_path)

    assert after.peak <= before.peak - 1.0


def test_silence_stays_silence(tmp_path):
    sound.write_wav(np.zeros(48_000), tmp_path / "voice.wav")

    [(_, take, _)] = make([Job("k", spoken("撳呢度。", {}), tmp_path / "voice.wav")], engine("espeak"), tmp_path)

    assert (-99.0, -99.0, 0.0) == (take.loudness, take.peak, take.voiced)
