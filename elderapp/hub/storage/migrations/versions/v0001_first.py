"""The first schema: places and people, tablets, statements and the read models kept from them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attendance",
        sa.Column("centre", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("session", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("learner", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("trainer_status", sa.Text(), server_default="", nullable=False),
        sa.Column("tablet_first", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("tablet_last", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("tablet_minutes", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("centre", "session", "learner"),
    )
    op.create_table(
        "batch",
        sa.Column("centre", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("dk", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("first", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("last", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("head", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("received", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("skew", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("centre", "dk", "first"),
    )
    op.create_table(
        "centre",
        sa.Column("centre", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("centre"),
    )
    op.create_table(
        "cohort",
        sa.Column("centre", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("cohort", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("centre", "cohort"),
    )
    op.create_table(
        "device",
        sa.Column("centre", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("device", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), server_default="0", nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("paired", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("seen", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("revoked", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("skew", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("centre", "device"),
    )
    op.create_index("device_public_key", "device", ["centre", "public_key"], unique=False)
    op.create_table(
        "enrolment",
        sa.Column("centre", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("cohort", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("learner", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("enrolment", sa.Text(), server_default="", nullable=False),
        sa.Column("number", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("centre", "cohort", "learner"),
    )
    op.create_table(
        "event",
        sa.Column("centre", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("dk", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("t", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("wall", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("verb", sa.SmallInteger(), nullable=False),
        sa.Column("learner", sa.Integer(), server_default="0", nullable=False),
        sa.Column("session", sa.Integer(), server_default="0", nullable=False),
        sa.Column("attempt", sa.Integer(), server_default="0", nullable=False),
        sa.Column("object", sa.Integer(), server_default="0", nullable=False),
        sa.Column("result", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("centre", "dk", "seq"),
        sqlite_with_rowid=False,
    )
    op.create_index("event_t", "event", ["centre", "t"], unique=False)
    op.create_table(
        "guest",
        sa.Column("centre", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("session", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("learner", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("added", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("centre", "session", "learner"),
    )
    op.create_table(
        "learner",
        sa.Column("centre", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("learner", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("picture", sa.Text(), server_default="", nullable=False),
        sa.Column("member", sa.Text(), server_default="", nullable=False),
        sa.Column("walk_in", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("added", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("centre", "learner"),
    )
    op.create_table(
        "live",
        sa.Column("centre", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("device", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("learner", sa.Text(), server_default="", nullable=False),
        sa.Column("session", sa.Text(), server_default="", nullable=False),
        sa.Column("lesson", sa.Text(), server_default="", nullable=False),
        sa.Column("stage", sa.Text(), server_default="", nullable=False),
        sa.Column("step", sa.Text(), server_default="", nullable=False),
        sa.Column("n", sa.Integer(), server_default="0", nullable=False),
        sa.Column("of", sa.Integer(), server_default="0", nullable=False),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.Column("since", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("hand", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("last", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("going", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("centre", "device"),
    )
    op.create_table(
        "log",
        sa.Column("centre", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("dk", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("device", sa.Text(), server_default="", nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("head", sa.LargeBinary(), nullable=False),
        sa.Column("safe_seq", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("centre", "dk"),
    )
    op.create_index("log_device", "log", ["centre", "device", "epoch"], unique=True)
    op.create_table(
        "login",
        sa.Column("centre", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("staff", sa.Text(), server_default="", nullable=False),
        sa.Column("created", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("expires", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("centre", "digest"),
    )
    op.create_table(
        "mark",
        sa.Column("centre", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("mark", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("session", sa.Text(), server_default="", nullable=False),
        sa.Column("learner", sa.Text(), server_default="", nullable=False),
        sa.Column("status", sa.Text(), server_default="", nullable=False),
        sa.Column("staff", sa.Text(), server_default="", nullable=False),
        sa.Column("made", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("centre", "mark"),
    )
    op.create_index("mark_session", "mark", ["centre", "session"], unique=False)
    op.create_table(
        "pairing",
        sa.Column("centre", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("created", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("expires", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("used", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("staff", sa.Text(), server_default="", nullable=False),
        sa.Column("device", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("centre", "digest"),
    )
    op.create_table(
        "progress",
        sa.Column("centre", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("learner", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("lesson", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("centre", "learner", "lesson"),
    )
    op.create_table(
        "quarantine",
        sa.Column("centre", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("dk", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), server_default="", nullable=False),
        sa.Column("row", sa.LargeBinary(), nullable=False),
        sa.Column("received", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("centre", "dk", "seq"),
    )
    op.create_table(
        "session",
        sa.Column("centre", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("session", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("cohort", sa.Text(), server_default="", nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("starts", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("ends", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("venue", sa.Text(), server_default="", nullable=False),
        sa.Column("lesson", sa.Text(), server_default="", nullable=False),
        sa.Column("trainer", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("centre", "session"),
    )
    op.create_index("session_starts", "session", ["centre", "starts"], unique=False)
    op.create_table(
        "staff",
        sa.Column("centre", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("staff", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("username", sa.Text(), server_default="", nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("role", sa.Text(), server_default="", nullable=False),
        sa.Column("password", sa.Text(), server_default="", nullable=False),
        sa.Column("created", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("ended", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("centre", "staff"),
    )
    op.create_index("staff_username", "staff", ["username"], unique=False)
    op.create_table(
        "word",
        sa.Column("centre", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("k", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "k"),
    )
    op.create_index("word_text", "word", ["centre", "text"], unique=True)
