"""Keys and digests."""

import os
import stat

import pytest

from elderapp import keys
from elderapp.errors import ElderError


def test_what_a_key_signed_is_told_from_anything_else():
    private = keys.new_private()
    signature = keys.sign(private, b"roll call")

    assert keys.is_signed(keys.public_of(private), b"roll call", signature)
    assert not keys.is_signed(keys.public_of(private), b"roll calls", signature)
    assert not keys.is_signed(keys.public_of(keys.new_private()), b"roll call", signature)
    assert not keys.is_signed(b"short", b"roll call", signature)


def test_a_key_is_made_once_and_read_by_its_owner_alone(tmp_path):
    path = tmp_path / "deep" / "publisher.key"
    first = keys.load_or_make(path)

    assert first == keys.load_or_make(path)
    assert 0o600 == stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("left", [b"", b"a1b2", b"no hex" * 11, b"\xff" * 64])
def test_a_key_that_a_power_cut_left_empty_or_short_is_refused_with_what_to_do(tmp_path, left):
    (tmp_path / "tablet.key").write_bytes(left)

    with pytest.raises(keys.KeyDamaged, match=r"tablet\.key is no key.*from a backup") as told:
        keys.load_or_make(tmp_path / "tablet.key")
    assert isinstance(told.value, ElderError)
    assert left == (tmp_path / "tablet.key").read_bytes()


def test_a_key_stands_in_its_place_whole_or_not_at_all(tmp_path, monkeypatch):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        keys.load_or_make(tmp_path / "tablet.key")
    assert not (tmp_path / "tablet.key").exists()

    monkeypatch.undo()
    keys.load_or_make(tmp_path / "tablet.key")
    assert ["tablet.key"] == [path.name for path in tmp_path.iterdir()]


def test_a_key_has_a_short_name():
    assert 16 == len(keys.key_id(bytes(32)))


def test_what_is_sealed_is_read_by_one_key_alone_and_only_with_what_it_is_bound_to():
    private, message = keys.new_private(), b"unsent work" * 10
    sealed = keys.seal(keys.box_of(private), message, b"label")

    assert message == keys.unseal(private, sealed, b"label")
    assert message not in sealed
    assert sealed != keys.seal(keys.box_of(private), message, b"label")
    for wrong in (sealed[:-1], sealed[:40], b"", bytes(32) + sealed[32:], sealed[:-1] + bytes([sealed[-1] ^ 1])):
        assert keys.unseal(private, wrong, b"label") is None
    assert keys.unseal(private, sealed, b"another label") is None
    assert keys.unseal(keys.new_private(), sealed, b"label") is None
    with pytest.raises(ValueError, match="32"):
        keys.seal(b"no box", message)
