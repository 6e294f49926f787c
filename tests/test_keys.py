"""Keys and digests."""

import stat

from elderapp import keys


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


def test_a_key_has_a_short_name():
    assert 16 == len(keys.key_id(bytes(32)))
