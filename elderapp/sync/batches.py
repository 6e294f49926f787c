"""Batches of rows: made and signed by the tablet, verified by the hub. Pure, for both ends."""

import functools
from collections.abc import Sequence
from typing import TypeVar

import msgspec
from msgspec import Struct

from elderapp import keys
from elderapp.records.statements import GENESIS, Row, canonical, chain_written
from elderapp.sync.protocol import MOST_BYTES, MOST_EVENTS, Batch, Rejected

_INT64 = 2**63
_Kind = TypeVar("_Kind")


class Sent(Struct, frozen=True):
    """One row of a verified batch: its number, what was written, and the digest of the log with it."""

    seq: int
    written: bytes
    head: bytes


def batch_message(device: str, epoch: int, first: int, last: int, head: bytes) -> bytes:
    """What a batch's signature is over: who, which epoch, from where to where, and the digest of the last row."""
    return b"ElderApp batch 1\n" + msgspec.json.encode([device, epoch, first, last, head.hex()])


def make_batch(
    private: bytes,
    device: str,
    epoch: int,
    first: int,
    prev: bytes,
    rows: Sequence[Row],
    *,
    wall: int = 0,
    boot: str = "",
    mono: int = 0,
) -> Batch:
    """A signed batch of `rows`, which start at `first`; `prev` is the digest before them.

    `wall`, `boot` and `mono` are the tablet's clocks as it is sent.
    """
    written = [canonical(row) for row in rows]
    head = functools.reduce(chain_written, written, prev)
    signature = keys.sign(private, batch_message(device, epoch, first, first + len(rows) - 1, head))
    events = tuple(map(msgspec.Raw, written))
    return Batch(epoch, first, prev.hex(), events, signature.hex(), wall, boot=boot, mono=mono)


def fitting(rows: Sequence[Row], beside: int = 0) -> Sequence[Row]:
    """As many of the first rows as one batch may carry; at least one, if there is one.

    `beside` are the bytes of what else goes with them.
    """
    room = MOST_BYTES - 1024 - beside  # the envelope's own fields
    for count, row in enumerate(rows[:MOST_EVENTS]):
        room -= len(msgspec.json.encode(row)) + 1
        if room < 0:
            return rows[: max(count, 1)]
    return rows[:MOST_EVENTS]


def verify_batch(batch: Batch, device: str, public_key: bytes) -> list[Sent]:
    """The batch's rows, each with its digest, once numbers, chain and signature hold.

    What else stands in a row is not looked at. Raises `Rejected`: batch-too-large, bad-batch (numbers or digests that
    cannot be), bad-signature. Whether `prev` is the digest the hub itself holds at `from_` - 1 is for the hub to
    compare (gap, fork).
    """
    if len(batch.events) > MOST_EVENTS:
        raise Rejected("batch-too-large", f"more than {MOST_EVENTS} rows")
    head = _digest(batch.prev, "prev")
    if batch.from_ == 1 and head != GENESIS:
        raise Rejected("bad-batch", "the digest before the first row of an epoch is zero")
    if not 0 <= batch.epoch < _INT64 or not 1 <= batch.from_ < _INT64 - MOST_EVENTS:
        raise Rejected("bad-batch", "epoch or from is out of range")
    rows, sent = [bytes(raw) for raw in batch.events], []
    for seq, (written, number) in enumerate(zip(rows, _numbers(rows), strict=True), batch.from_):
        if number != (batch.epoch, seq):
            raise Rejected("bad-batch", f"row {seq} has another number")
        head = chain_written(head, written)
        sent.append(Sent(seq, written, head))
    message = batch_message(device, batch.epoch, batch.from_, batch.to, head)
    if not keys.is_signed(public_key, message, keys.unhex(batch.sig)):
        raise Rejected("bad-signature", "the batch was not signed by this tablet, or was changed")
    return sent


class _Numbered(Struct, array_like=True):
    """The beginning of every row, in this version and in later ones."""

    epoch: int
    seq: int


def _numbers(rows: Sequence[bytes]) -> list[tuple[int, int] | None]:
    """Epoch and number of each row; None for what is no row at all. Read at once, which is what costs least."""
    try:
        return [(one.epoch, one.seq) for one in together(rows, _Numbered)]
    except (msgspec.DecodeError, UnicodeDecodeError):
        return [_number(written) for written in rows]


def together(rows: Sequence[bytes], kind: type[_Kind]) -> list[_Kind]:
    """Every row as a `kind`. Raises what msgspec does when one of them is none."""
    return msgspec.json.decode(b"[" + b",".join(rows) + b"]", type=list[kind])  # type: ignore[valid-type]


def _number(written: bytes) -> tuple[int, int] | None:
    """Epoch and number of a row; None for what is no row at all."""
    try:
        found = msgspec.json.decode(written, type=_Numbered)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return found.epoch, found.seq


def _digest(text: str, name: str) -> bytes:
    digest = keys.unhex(text)
    if len(digest) != len(GENESIS):
        raise Rejected("bad-batch", f"{name} is not a SHA-256 in hex")
    return digest
