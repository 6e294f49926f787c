import zlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from elderapp import keys
from elderapp.records.statements import GENESIS, Row, Verb, chain
from elderapp.sync import protocol
from elderapp.sync.protocol import Batch, PairRequest, Receipt, Rejected, make_batch, verify_batch

KEY = bytes(range(32))
PUBLIC = keys.public_of(KEY)
DEVICE = "tablet-1"


def row(seq: int, **changes) -> Row:
    plain = Row(7, seq, 1_763_654_400_000, 5, "0f0f0f0f", Verb.ANSWERED, "l1", "s1", "a1", "wifi/alone/tap", {"n": 1})
    return msgspec.structs.replace(plain, **changes)


def rows(first: int, last: int) -> list[Row]:
    return [row(seq) for seq in range(first, last + 1)]


def code_of(call, *arguments) -> str:
    with pytest.raises(Rejected) as caught:
        call(*arguments)
    return caught.value.code


def test_a_batch_crosses_the_wire_and_is_verified():
    sent = make_batch(KEY, DEVICE, 7, 1, GENESIS, rows(1, 3))

    got = protocol.decode(protocol.inflate(protocol.deflate(sent)), Batch)

    assert sent == got
    assert rows(1, 3) == [row for row, _ in verify_batch(got, DEVICE, PUBLIC)]
    assert chain(chain(chain(GENESIS, row(1)), row(2)), row(3)) == verify_batch(got, DEVICE, PUBLIC)[-1][1]


def test_the_word_on_the_wire_is_from():
    assert {"epoch", "from", "prev", "events", "sig"} == set(
        msgspec.json.decode(protocol.encode(make_batch(KEY, DEVICE, 7, 1, GENESIS, rows(1, 1))))
    )


def test_a_batch_without_rows_asks_where_the_hub_stands():
    asks = make_batch(KEY, DEVICE, 7, 5, bytes([1]) * 32, [])

    assert 4 == asks.to
    assert [] == verify_batch(asks, DEVICE, PUBLIC)


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("bad-batch", {"epoch": 8}),
        ("bad-batch", {"epoch": -1, "events": ()}),
        ("bad-batch", {"from_": 2}),
        ("bad-batch", {"from_": 0, "events": ()}),
        ("bad-batch", {"from_": 2**63, "events": ()}),
        ("bad-batch", {"prev": "00"}),
        ("bad-batch", {"prev": "no hex"}),
        ("bad-batch", {"prev": "01" * 32}),
        ("bad-batch", {"events": (row(1), row(3))}),
        ("bad-batch", {"events": (row(1), row(1))}),
        ("bad-batch", {"events": (row(1, wall=2**63), row(2))}),
        ("bad-batch", {"events": (row(1, result={"n": -(2**63) - 1}), row(2))}),
        ("bad-signature", {"events": (row(1), row(2, learner="l2"))}),
        ("bad-signature", {"events": (row(1),)}),
        ("bad-signature", {"events": (row(1), row(2, result={"n": True}))}),
        ("bad-signature", {"sig": "no hex"}),
        ("bad-signature", {"sig": "00" * 64}),
        ("batch-too-large", {"events": tuple(rows(1, 501))}),
    ],
)
def test_a_changed_batch_is_rejected(code, changes):
    batch = msgspec.structs.replace(make_batch(KEY, DEVICE, 7, 1, GENESIS, rows(1, 2)), **changes)

    assert code == code_of(verify_batch, batch, DEVICE, PUBLIC)


def test_a_batch_of_another_tablet_is_rejected():
    batch = make_batch(KEY, DEVICE, 7, 1, GENESIS, rows(1, 2))

    assert "bad-signature" == code_of(verify_batch, batch, "tablet-2", PUBLIC)
    assert "bad-signature" == code_of(verify_batch, batch, DEVICE, keys.public_of(bytes(32)))


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


def test_a_batch_carries_at_most_500_rows():
    assert 500 == len(protocol.fitting(rows(1, 600)))
    assert [] == protocol.fitting([])


def test_a_batch_of_long_rows_stays_below_the_limit():
    long = [row(seq, object="x" * 2000) for seq in range(1, 500)]

    batch = make_batch(KEY, DEVICE, 7, 1, GENESIS, protocol.fitting(long))

    assert 100 < len(batch.events) < 131
    assert protocol.MOST_BYTES >= len(protocol.encode(batch))


def test_a_single_row_is_never_held_back():
    assert 1 == len(protocol.fitting([row(1, object="x" * 300_000), row(2)]))


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_but_rejected(body):
    for read in (protocol.inflate, lambda body: protocol.decode(body, Batch)):
        try:
            read(body)
        except Rejected:
            continue
