import pytest

from elderapp.authoring.voice import ffmpeg
from elderapp.authoring.voice.engines import VoiceFailed


def test_a_missing_ffmpeg_is_one_line_that_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(VoiceFailed, match=r"^ffmpeg is not installed: apt-get install ffmpeg$"):
        ffmpeg.encode([tmp_path / "a.raw"], [tmp_path / "a.ogg"])


def test_what_is_no_sound_is_refused_in_one_line(tmp_path):
    (tmp_path / "a.ogg").write_bytes(b"not a sound")

    with pytest.raises(VoiceFailed, match=r"^ffmpeg failed: [^\n]+$"):
        ffmpeg.decode([tmp_path / "a.ogg"], [tmp_path / "a.raw"])


def test_a_file_is_the_same_alone_and_in_company(tmp_path):
    raw = [tmp_path / f"{n}.raw" for n in range(3)]
    for n, path in enumerate(raw):
        path.write_bytes(bytes((at * (n + 3)) % 251 for at in range(48_000)))

    ffmpeg.encode(raw, [tmp_path / f"{n}.ogg" for n in range(3)])
    ffmpeg.encode([raw[2]], [tmp_path / "alone.ogg"])

    assert (tmp_path / "alone.ogg").read_bytes() == (tmp_path / "2.ogg").read_bytes()
    assert b"OggS" == (tmp_path / "alone.ogg").read_bytes()[:4]
