"""What pages read besides: genuine and fake told apart, what was tried at home, questions at the help desk."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "told_apart",
        sa.Column("centre", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("learner", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Integer(), server_default="0", nullable=False)
          for name in ("fakes", "hits", "genuines", "alarms")),
        sa.PrimaryKeyConstraint("centre", "learner"),
    )  # fmt: skip
    op.create_table(
        "tried",
        sa.Column("centre", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("learner", sa.Text(), nullable=False),
        sa.Column("lesson", sa.Text(), nullable=False),
        sa.Column("made", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("tried", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("centre", "learner", "lesson"),
    )
    op.create_table(
        "enquiry",
        sa.Column("centre", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("enquiry", sa.Text(), nullable=False),
        sa.Column("made", sa.BigInteger(), server_default="0", nullable=False),
        *(sa.Column(name, sa.Text(), server_default="", nullable=False)
          for name in ("topic", "phone", "outcome", "lesson", "staff")),
        sa.Column("minutes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("voided", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("centre", "enquiry"),
    )  # fmt: skip
    op.create_index("enquiry_made", "enquiry", ["centre", "made"])
