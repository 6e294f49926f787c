"""Hubs above and below: the link to a parent, what it has, its children. Others' statements may be emptied."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def _centre() -> sa.Column[int]:
    return sa.Column("centre", sa.Integer(), autoincrement=False, nullable=False)


def _key(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), autoincrement=False, nullable=False)


def _name(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), server_default="0", nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _bytes(name: str) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "parent", _centre(), _text("address"), _text("device"), _text("title"), _text("hub_key"), _text("pem"),
        _text("life"), _text("own_life"), _number("epoch"), _number("seq"), _number("paired"), _number("met"),
        _number("tried"), _text("trouble"), _number("roster"),
        sa.PrimaryKeyConstraint("centre"),
    )  # fmt: skip
    op.create_table(
        "own_row", _centre(), _key("epoch"), _key("seq"), _text("record"), _bytes("written"), _bytes("head"),
        sa.PrimaryKeyConstraint("centre", "epoch", "seq"),
    )  # fmt: skip
    op.create_index("own_row_record", "own_row", ["centre", "record"])
    op.create_table(
        "climb", _centre(), _key("dk"), _number("seq"), _text("trouble"), sa.PrimaryKeyConstraint("centre", "dk")
    )
    op.create_table(
        "told", _centre(), _name("kind"), _name("id"), _text("digest"), sa.PrimaryKeyConstraint("centre", "kind", "id")
    )
    op.create_table("hub_code", _centre(), _name("digest"), sa.PrimaryKeyConstraint("centre", "digest"))
    op.create_table("child", _centre(), _name("device"), _number("since"), sa.PrimaryKeyConstraint("centre", "device"))
    op.create_table(
        "below_tablet", _centre(), _name("device"), _text("hub"), _text("known"), _number("since"),
        sa.PrimaryKeyConstraint("centre", "device"),
    )  # fmt: skip
    op.add_column("xapi_statement", _number("erased"))
    op.add_column("xapi_document", sa.Column("agent", sa.LargeBinary(), server_default="", nullable=False))
