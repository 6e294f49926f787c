"""The tables of the learning record store: others' statements, and what is needed to find them.

Long texts (IRIs, actors) are found by digests, so that no key is longer than a database takes.
"""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, Table, Text

from elderapp.hub.storage.schema import batch, metadata


def _centre() -> Column[int]:
    return Column("centre", Integer, primary_key=True, nullable=False, autoincrement=False)


def _number(name: str, *, is_key: bool = False) -> Column[int]:
    if is_key:
        return Column(name, BigInteger, primary_key=True, nullable=False, autoincrement=False)
    return Column(name, BigInteger, nullable=False, server_default="0")


def _bytes(name: str, *, is_key: bool = False) -> Column[bytes]:
    return Column(name, LargeBinary, primary_key=is_key, nullable=False)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False, server_default="0")


credential = Table(  # with what another program comes in; of its secret the digest alone is kept
    "xapi_credential", metadata, _centre(), Column("credential", Text, primary_key=True, nullable=False),
    _text("title"), _bytes("digest"), _flag("may_write"), _number("created"), _text("staff"), _number("revoked"),
    _number("used"),
)  # fmt: skip

counter = Table(  # the last statement of a centre: its row is held while others are added, so that order is one
    "xapi_counter", metadata, _centre(), _number("n"), _number("stored"),
)  # fmt: skip

statement = Table(  # others' statements, as they were stored; one that was `erased` (ms) with somebody says nothing
    "xapi_statement", metadata, _centre(), _number("n", is_key=True), _text("id"), _number("stored"), _text("ref"),
    _flag("voiding"), _flag("voided"), _bytes("fingerprint"), _bytes("json"), _number("erased"),
    Index("xapi_statement_id", "centre", "id", unique=True),
    Index("xapi_statement_ref", "centre", "ref"),
)  # fmt: skip

statement_key = Table(  # by what a statement is found; `direct` where it is about the thing itself
    "xapi_key", metadata, _centre(), _bytes("k", is_key=True), _number("n", is_key=True), _flag("direct"),
    sqlite_with_rowid=False,
)  # fmt: skip

activity = Table(
    "xapi_activity", metadata, _centre(), _bytes("k", is_key=True), _bytes("definition"),
)  # fmt: skip

attachment = Table(
    "xapi_attachment", metadata, _centre(), Column("sha2", Text, primary_key=True, nullable=False), _bytes("body"),
)  # fmt: skip

document = Table(  # states and profiles; `place` is where it lies but for its own id, `agent` whose it is
    "xapi_document", metadata, _centre(), _bytes("place", is_key=True), _bytes("k", is_key=True), _text("id"),
    _text("registration"), _text("media"), _text("etag"), _number("updated"), _bytes("body"),
    Column("agent", LargeBinary, nullable=False, server_default=""),
)  # fmt: skip

by_time = Index("batch_received", batch.c.centre, batch.c.received, batch.c.dk, batch.c.first, batch.c.last)
"""What tablets sent, in the order in which the hub had it: native statements are told in this order."""
