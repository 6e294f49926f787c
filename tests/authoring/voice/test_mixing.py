import numpy as np

from elderapp.authoring.voice import ffmpeg, mixing, sound
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


def test_the_slow_clip_rests_longer_and_keeps_its_pitch(tmp_path):
    tone = 0.3 * np.sin(2 * np.pi * 440 * np.arange(24_000) / 24_000)
    sound.write_wav(np.concatenate([tone, np.zeros(12_000), tone]), tmp_path / "voice.wav")

    [(_, take, ogg)] = make(
        [Job("k", spoken("撳呢度，跟住撳嗰度。", {}), tmp_path / "voice.wav")], engine("espeak"), tmp_path
    )
    slow = take.slow
    ffmpeg.decode([ogg.with_name("k.slow.ogg")], [tmp_path / "slow.raw"])
    heard = sound.from_pcm((tmp_path / "slow.raw").read_bytes())

    assert np.allclose([(0.09, 1.24), (2.16, 3.31)], slow.spans, atol=0.02)
    assert abs(slow.seconds - (take.seconds + 0.5 * 0.6) / mixing.SLOW_TEMPO) < 0.01
    [(silent, again)] = sound.rests(heard, 0.5)
    assert np.allclose([slow.spans[0][1], slow.spans[1][0]], [silent, again], atol=0.06)
    spectrum = np.abs(np.fft.rfft(heard))
    assert abs(440 - np.argmax(spectrum) * sound.RATE / len(heard)) < 3
    assert abs(slow.loudness + 16) <= 1
    assert slow.peak <= -1.0


def test_what_nobody_knows_the_rests_of_is_stretched_alone(tmp_path):
    _clicks(tmp_path / "voice.wav")

    [(_, take, _)] = make(
        [Job("k", spoken("撳呢度，跟住撳嗰度。", {}), tmp_path / "voice.wav")], engine("espeak"), tmp_path
    )

    assert abs(take.slow.seconds - take.seconds / mixing.SLOW_TEMPO) < 0.01
