import msgspec
import pytest

from elderapp import keys
from elderapp.records.statements import GENESIS, Row, Verb, canonical, chain, chain_written
from elderapp.sync import protocol
from elderapp.sync.batches import batch_message, fitting, make_batch, verify_batch
from elderapp.sync.protocol import Batch, Rejected

KEY = bytes(range(32))
PUBLIC = keys.public_of(KEY)
DEVICE = "tablet-1"


def row(seq: int, **changes) -> Row:
    plain = Row(7, seq, 1_763_654_400_000, 5, "0f0f0f0f", Verb.ANSWERED, "l1", "s1", "a1", "wifi/alone/tap", {"n": 1})
    return msgspec.structs.replace(plain, **changes)


def rows(first: int, last: int) -> list[Row]:
    return [row(seq) for seq in range(first, last + 1)]


def raw(event: Row | msgspec.Raw) -> msgspec.Raw:
    return event if isinstance(event, msgspec.Raw) else msgspec.Raw(canonical(event))


def code_of(call, *arguments) -> str:
    with pytest.raises(Rejected) as caught:
        call(*arguments)
    return caught.value.code


def test_a_batch_crosses_the_wire_and_is_verified():
    sent = make_batch(KEY, DEVICE, 7, 1, GENESIS, rows(1, 3))

    got = protocol.decode(protocol.inflate(protocol.deflate(sent)), Batch)

    assert sent == got
    verified = verify_batch(got, DEVICE, PUBLIC)
    assert [canonical(row) for row in rows(1, 3)] == [sent.written for sent in verified]
    assert chain(chain(chain(GENESIS, row(1)), row(2)), row(3)) == verified[-1].head


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
        ("bad-batch", {"events": (msgspec.Raw(b"7"), row(2))}),
        ("bad-batch", {"events": (msgspec.Raw(b'["\xff"]'), row(2))}),
        ("bad-signature", {"events": (row(1), row(2, learner="l2"))}),
        ("bad-signature", {"events": (row(1),)}),
        ("bad-signature", {"events": (row(1), row(2, result={"n": True}))}),
        ("bad-signature", {"sig": "no hex"}),
        ("bad-signature", {"sig": "00" * 64}),
        ("batch-too-large", {"events": tuple(rows(1, 501))}),
    ],
)
def test_a_changed_batch_is_rejected(code, changes):
    if "events" in changes:
        changes = changes | {"events": tuple(raw(event) for event in changes["events"])}
    batch = msgspec.structs.replace(make_batch(KEY, DEVICE, 7, 1, GENESIS, rows(1, 2)), **changes)

    assert code == code_of(verify_batch, batch, DEVICE, PUBLIC)


def test_rows_of_a_newer_app_are_verified_whatever_they_say():
    written = canonical(row(1)).replace(b"answered", b"sang").replace(b"]", b',{"key":null,"more":[1.5]}]')
    head = chain_written(GENESIS, written)
    signature = keys.sign(KEY, batch_message(DEVICE, 7, 1, 1, head)).hex()
    body = protocol.deflate(Batch(7, 1, GENESIS.hex(), (msgspec.Raw(written),), signature))

    (sent,) = verify_batch(protocol.decode(protocol.inflate(body), Batch), DEVICE, PUBLIC)

    assert (1, written, head) == (sent.seq, sent.written, sent.head)


def test_a_batch_of_another_tablet_is_rejected():
    batch = make_batch(KEY, DEVICE, 7, 1, GENESIS, rows(1, 2))

    assert "bad-signature" == code_of(verify_batch, batch, "tablet-2", PUBLIC)
    assert "bad-signature" == code_of(verify_batch, batch, DEVICE, keys.public_of(bytes(32)))


def test_a_batch_carries_at_most_500_rows():
    assert 500 == len(fitting(rows(1, 600)))
    assert [] == fitting([])


def test_a_batch_of_long_rows_stays_below_the_limit():
    long = [row(seq, object="x" * 2000) for seq in range(1, 500)]

    batch = make_batch(KEY, DEVICE, 7, 1, GENESIS, fitting(long))

    assert 100 < len(batch.events) < 131
    assert protocol.MOST_BYTES >= len(protocol.encode(batch))


def test_a_single_row_is_never_held_back():
    assert 1 == len(fitting([row(1, object="x" * 300_000), row(2)]))
