import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elderapp.sync import protocol
from elderapp.sync.protocol import Batch, PairRequest, Receipt, Rejected


def code_of(call, *arguments) -> str:
    with pytest.raises(Rejected) as caught:
        call(*arguments)
    return caught.value.code


def test_a_bomb_is_stopped_while_it_inflates():
    bomb = zlib.compress(bytes(50_000_000))

    assert "batch-too-large" == code_of(protocol.inflate, bomb)
    assert 100 == len(protocol.inflate(zlib.compress(bytes(100)), 100))
    assert "batch-too-large" == code_of(protocol.inflate, zlib.compress(bytes(101)), 100)


def test_a_body_must_be_one_whole_stream():
    whole = zlib.compress(b"{}")

    assert "bad-message" == code_of(protocol.inflate, b"plain text")
    assert "bad-message" == code_of(protocol.inflate, whole[:-1])
    assert "bad-message" == code_of(protocol.inflate, whole + b"more")
    assert "bad-message" == code_of(protocol.inflate, b"")


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"code": 1}', b"\xff", b'{"code":"1","public_key":"\xff"}', b"[" * 100_000]
)
def test_what_is_not_the_message_is_a_bad_message(body):
    assert "bad-message" == code_of(protocol.decode, body, PairRequest)


def test_later_versions_may_add_fields():
    assert Receipt(3, "00", 2) == protocol.decode(b'{"seq":3,"head":"00","safe_seq":2,"new":[]}', Receipt)


def test_every_code_has_a_status():
    assert set(protocol.Code.__args__) == set(protocol.STATUS)


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_but_rejected(body):
    for read in (protocol.inflate, lambda body: protocol.decode(body, Batch)):
        try:
            read(body)
        except Rejected:
            continue
