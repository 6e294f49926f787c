import numpy as np
import pytest

from elderapp.authoring.voice import sound


def _tone(seconds, level=0.1, hertz=440.0):
    return level * np.sin(2 * np.pi * hertz * np.arange(round(sound.RATE * seconds)) / sound.RATE)


def _silence(seconds):
    return np.zeros(round(sound.RATE * seconds))


def test_silence_at_both_ends_is_cut_off():
    voiced = sound.trimmed(np.concatenate([_silence(0.3), _tone(1.0), _silence(0.4)]))

    assert 1.0 == pytest.approx(len(voiced) / sound.RATE, abs=0.02)


@pytest.mark.parametrize("samples", [np.zeros(0), np.zeros(10), _silence(1.0)])
def test_nothing_but_silence_is_nothing(samples):
    assert 0 == len(sound.trimmed(samples))


def test_clauses_are_joined_with_their_pauses_and_know_their_times():
    samples, spans = sound.joined([_tone(1.0), _tone(0.5)], [0.5, 0.9])

    assert ((0.08, 1.08), (1.58, 2.08)) == spans
    assert 2.28 == pytest.approx(len(samples) / sound.RATE)


@pytest.mark.parametrize("level", [0.001, 0.1, 0.9])
def test_a_line_is_brought_to_its_loudness(level):
    assert -16.0 == pytest.approx(sound.loudness(sound.levelled(_tone(2.0, level))), abs=0.2)


def test_peaks_are_held_below_the_ceiling():
    clicks = _tone(2.0, 0.01)
    clicks[::4000] = 0.9

    assert sound.peak(sound.levelled(clicks)) <= sound.CEILING + 0.1


def test_silence_has_no_loudness_and_no_peak():
    assert (float("-inf"), float("-inf")) == (sound.loudness(_silence(1.0)), sound.peak(_silence(1.0)))


def test_less_than_a_block_has_no_loudness():
    assert float("-inf") == sound.loudness(_tone(0.2))


def test_rests_between_sounds_are_found():
    samples = np.concatenate([_tone(0.5), _silence(0.4), _tone(0.5), _silence(0.1), _tone(0.5)])

    [(start, end)] = sound.rests(samples, 0.25)

    assert (0.5, 0.9) == (pytest.approx(start, abs=0.011), pytest.approx(end, abs=0.011))


def test_a_wav_file_is_read_at_our_rate(tmp_path):
    sound.write_wav(_tone(1.0), tmp_path / "tone.wav")

    assert 0 == pytest.approx(np.max(np.abs(sound.read_wav(tmp_path / "tone.wav") - _tone(1.0))), abs=1e-4)


def test_samples_survive_their_bytes():
    assert 0 == pytest.approx(np.max(np.abs(sound.from_pcm(sound.pcm(_tone(0.1))) - _tone(0.1))), abs=1e-4)
