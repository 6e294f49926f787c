"""How steps of lessons go, scam alerts, packs that were published."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    tallied = ("done", "hinted", "shown", "again", "stuck", *(f"t{n}" for n in range(8)))
    _make("step_tally", ("lesson", "place", "month"), numbers=tallied)
    _make("wrong_tally", ("lesson", "place", "month", "picked"), numbers=("n",))
    _make("step_open", ("device",), texts=("attempt", "place"), times=("since",))
    _make("changed_report", ("report",), texts=("lesson", "place", "staff", "settler"), times=("made", "settled"))
    op.create_index("changed_report_lesson", "changed_report", ["centre", "lesson"])
    _make(
        "alert", ("alert",),
        texts=("state", "title", "words", "writer", "approver", "expires", "clip", "digest"),
        times=("made", "approved", "withdrawn"), files=("voice", "pack"),
    )  # fmt: skip
    op.create_index("alert_made", "alert", ["centre", "made"])
    _make("release", ("release",), texts=("pack", "version", "digest", "tablets", "staff", "kind"), times=("made",))
    op.create_index("release_pack", "release", ["centre", "pack"])
    _make("fetched", ("device", "pack"), texts=("version", "digest"), times=("made",))


def _make(
    name: str,
    keys: tuple[str, ...],
    *,
    texts: tuple[str, ...] = (),
    times: tuple[str, ...] = (),
    numbers: tuple[str, ...] = (),
    files: tuple[str, ...] = (),
) -> None:
    """A table whose key begins with the centre."""
    op.create_table(
        name,
        sa.Column("centre", sa.Integer(), autoincrement=False, nullable=False),
        *(sa.Column(key, sa.Text(), autoincrement=False, nullable=False) for key in keys),
        *(sa.Column(text, sa.Text(), server_default="", nullable=False) for text in texts),
        *(sa.Column(time, sa.BigInteger(), server_default="0", nullable=False) for time in times),
        *(sa.Column(number, sa.Integer(), server_default="0", nullable=False) for number in numbers),
        *(sa.Column(file, sa.LargeBinary(), nullable=True) for file in files),
        sa.PrimaryKeyConstraint("centre", *keys),
    )
