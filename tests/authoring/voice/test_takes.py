import pytest
from msgspec.structs import replace

from elderapp.authoring.voice import takes
from elderapp.keys import sha256
from elderapp.speech.spoken import spoken

TAKE = takes.Take("espeak-ng", "好", 1.0, 0.5, 1, -16.0, -2.0, ((0.08, 0.58),), sha256(b"ogg"))


def _keep(folder, name="k"):
    cache, work = folder / "clips", folder / "work"
    cache.mkdir()
    work.mkdir()
    (work / f"{name}.ogg").write_bytes(b"ogg")
    takes.keep(cache, name, TAKE, work / f"{name}.ogg")
    return cache


def test_a_kept_take_is_read_back_whole(tmp_path):
    cache = _keep(tmp_path)

    assert TAKE == takes.read(cache, "k")
    assert takes.is_whole(cache, "k", TAKE)


def test_a_changed_clip_is_not_whole(tmp_path):
    cache = _keep(tmp_path)
    (cache / "k.ogg").write_bytes(b"another")

    assert not takes.is_whole(cache, "k", TAKE)


@pytest.mark.parametrize("lost", ["k.ogg", "k.json"])
def test_half_a_take_is_none(tmp_path, lost):
    cache = _keep(tmp_path)
    (cache / lost).unlink()

    assert takes.read(cache, "k") is None


def test_a_torn_description_is_none(tmp_path):
    cache = _keep(tmp_path)
    (cache / "k.json").write_bytes(b'{"engine": "esp')

    assert takes.read(cache, "k") is None


def test_the_key_changes_with_engine_voice_rate_and_words_alone():
    one, same, other = (spoken(text, {}) for text in ("俾 $50。", "俾五十蚊。", "俾 $60。"))

    assert takes.key("e", "v", 1, one) == takes.key("e", "v", 1, same)
    assert 5 == len(
        {takes.key(*key, one) for key in (("e", "v", 1), ("f", "v", 1), ("e", "w", 1), ("e", "v", 2))}
        | {takes.key("e", "v", 1, other)}
    )


def test_a_take_knows_its_rate():
    assert (2.0, 0.0) == (TAKE.rate, replace(TAKE, voiced=0.0).rate)
