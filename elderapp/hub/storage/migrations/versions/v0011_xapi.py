"""The learning record store: credentials, others' statements, documents; native ones in the order they came."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def _centre() -> sa.Column[int]:
    return sa.Column("centre", sa.Integer(), autoincrement=False, nullable=False)


def _key(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), autoincrement=False, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), server_default="0", nullable=False)


def _bytes(name: str) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(), nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), server_default="0", nullable=False)


def upgrade() -> None:
    op.create_table(
        "xapi_credential", _centre(), sa.Column("credential", sa.Text(), nullable=False), _text("title"),
        _bytes("digest"), _flag("may_write"), _number("created"), _text("staff"), _number("revoked"), _number("used"),
        sa.PrimaryKeyConstraint("centre", "credential"),
    )  # fmt: skip
    op.create_table("xapi_counter", _centre(), _number("n"), _number("stored"), sa.PrimaryKeyConstraint("centre"))
    op.create_table(
        "xapi_statement", _centre(), _key("n"), _text("id"), _number("stored"), _text("ref"), _flag("voiding"),
        _flag("voided"), _bytes("fingerprint"), _bytes("json"),
        sa.PrimaryKeyConstraint("centre", "n"),
    )  # fmt: skip
    op.create_index("xapi_statement_id", "xapi_statement", ["centre", "id"], unique=True)
    op.create_index("xapi_statement_ref", "xapi_statement", ["centre", "ref"])
    op.create_table(
        "xapi_key", _centre(), _bytes("k"), _key("n"), _flag("direct"),
        sa.PrimaryKeyConstraint("centre", "k", "n"),
        sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_table(
        "xapi_activity", _centre(), _bytes("k"), _bytes("definition"), sa.PrimaryKeyConstraint("centre", "k")
    )
    op.create_table(
        "xapi_attachment", _centre(), sa.Column("sha2", sa.Text(), nullable=False), _bytes("body"),
        sa.PrimaryKeyConstraint("centre", "sha2"),
    )  # fmt: skip
    op.create_table(
        "xapi_document", _centre(), _bytes("place"), _bytes("k"), _text("id"), _text("registration"), _text("media"),
        _text("etag"), _number("updated"), _bytes("body"),
        sa.PrimaryKeyConstraint("centre", "place", "k"),
    )  # fmt: skip
    op.create_index("batch_received", "batch", ["centre", "received", "dk", "first", "last"])
