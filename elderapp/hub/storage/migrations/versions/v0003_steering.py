"""What the trainer wants of all tablets, and which tablet has heard of it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "steer",
        sa.Column("centre", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("session", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("learner", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("lesson", sa.Text(), server_default="", nullable=False),
        sa.Column("frozen", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("staff", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("centre", "session", "learner"),
    )
    op.create_table(
        "confirmed",
        sa.Column("centre", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("device", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("n", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("centre", "device"),
    )
