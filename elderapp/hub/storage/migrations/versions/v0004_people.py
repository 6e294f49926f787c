"""What a centre keeps of people and courses, one-time links for staff, and who changed what."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("band", "district", "living", "merged"):
        op.add_column("learner", sa.Column(name, sa.Text(), server_default="", nullable=False))
    op.add_column("learner", sa.Column("gone", sa.BigInteger(), server_default="0", nullable=False))
    for name in ("since", "ended"):
        op.add_column("enrolment", sa.Column(name, sa.BigInteger(), server_default="0", nullable=False))
    for name in ("venue", "trainer"):
        op.add_column("cohort", sa.Column(name, sa.Text(), server_default="", nullable=False))
    op.add_column("cohort", sa.Column("ended", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("session", sa.Column("cancelled", sa.BigInteger(), server_default="0", nullable=False))
    op.create_table(
        "invite",
        sa.Column("centre", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("staff", sa.Text(), server_default="", nullable=False),
        sa.Column("created", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("expires", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("used", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("centre", "digest"),
    )
    op.create_table(
        "audit",
        sa.Column("centre", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("audit", sa.Text(), nullable=False),
        sa.Column("made", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("staff", sa.Text(), server_default="", nullable=False),
        sa.Column("what", sa.Text(), server_default="", nullable=False),
        sa.Column("about", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("centre", "audit"),
    )
    op.create_index("audit_made", "audit", ["centre", "made"])
