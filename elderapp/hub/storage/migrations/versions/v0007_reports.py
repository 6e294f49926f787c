"""Reports: first completions, who may count whom, member cards, confidence, funders' workbooks, certificates."""

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def _centre() -> sa.Column[int]:
    return sa.Column("centre", sa.Integer(), autoincrement=False, nullable=False)


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _number_key(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), autoincrement=False, nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _time(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), server_default="0", nullable=False)


def upgrade() -> None:
    op.add_column("enquiry", sa.Column("again", sa.Integer(), server_default="0", nullable=False))
    op.create_table(
        "completion", _centre(), _key("learner"), _key("lesson"), _text("day"),
        sa.PrimaryKeyConstraint("centre", "learner", "lesson"),
    )  # fmt: skip
    op.create_index("completion_day", "completion", ["centre", "day"])
    op.create_table(
        "figures_shared", _centre(), _number_key("other"), _time("since"), sa.PrimaryKeyConstraint("centre", "other")
    )
    op.create_table(
        "learner_card", _centre(), _key("learner"), _text("card"), sa.PrimaryKeyConstraint("centre", "learner")
    )
    op.create_index("learner_card_card", "learner_card", ["centre", "card"])
    op.create_table(
        "confidence", _centre(), _key("cohort"), _key("learner"), _number_key("moment"),
        sa.Column("answer", sa.SmallInteger(), nullable=False), _time("made"), _text("staff"),
        sa.PrimaryKeyConstraint("centre", "cohort", "learner", "moment"),
    )  # fmt: skip
    op.create_table(
        "template", _centre(), _key("template"), _text("title"),
        sa.Column("body", sa.LargeBinary(), nullable=False), _time("made"), _text("staff"),
        sa.PrimaryKeyConstraint("centre", "template"),
    )  # fmt: skip
    op.create_table(
        "certificate", _centre(), _key("code"),
        *(_text(name) for name in ("learner", "kind", "about", "title", "title_en", "shown")),
        _time("made"), _text("staff"), _time("revoked"), sa.PrimaryKeyConstraint("centre", "code"),
    )  # fmt: skip
    op.create_index("certificate_learner", "certificate", ["centre", "learner"])
    op.create_index("certificate_about", "certificate", ["centre", "about"])
    for table, column in (
        ("learner", "merged"), ("enrolment", "learner"), ("session", "cohort"), ("attendance", "learner"),
    ):  # fmt: skip
        op.create_index(f"{table}_{column}", table, ["centre", column])
    _fill_completions()


def _fill_completions() -> None:
    """What was finished until now."""
    connection = op.get_bind()
    progress = sa.table("progress", *(sa.column(name) for name in ("centre", "learner", "lesson", "state")))
    completion = sa.table("completion", *(sa.column(name) for name in ("centre", "learner", "lesson", "day")))
    rows = []
    for row in connection.execute(sa.select(progress).where(progress.c.state.is_not(None))).all():
        if finished := msgspec.json.decode(row.state).get("finished"):
            rows.append({"centre": row.centre, "learner": row.learner, "lesson": row.lesson, "day": min(finished)})
    if rows:
        connection.execute(sa.insert(completion), rows)
