"""How tablets stand, their older keys, sheets of pairing codes."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tablet_status",
        sa.Column("centre", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("told", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("box", sa.Text(), server_default="", nullable=False),
        sa.Column("status", sa.Text(), server_default="", nullable=False),
        sa.Column("lost", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("stick", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("due", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("done", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("centre", "device"),
    )
    op.create_table(
        "device_key",
        sa.Column("centre", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("until", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "device", "until"),
    )
    op.create_table(
        "pairing_sheet",
        sa.Column("centre", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), server_default="0", nullable=False)
          for name in ("created", "expires", "cancelled")),
        sa.Column("staff", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("centre", "sheet"),
    )  # fmt: skip
    op.create_table(
        "sheet_code",
        sa.Column("centre", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text(), server_default="", nullable=False),
        sa.Column("number", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("centre", "digest"),
    )
    op.create_index("sheet_code_sheet", "sheet_code", ["centre", "sheet"])
