"""Which life of the hub this is, and what was backed up."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "incarnation",
        sa.Column("centre", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("incarnation", sa.Text(), server_default="", nullable=False),
        sa.Column("since", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("centre"),
    )
    op.create_table(
        "backup",
        sa.Column("centre", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("made", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("file", sa.Text(), server_default="", nullable=False),
        sa.Column("bytes", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("statements", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("apart", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("centre", "made"),
    )
