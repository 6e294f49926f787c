"""Who was erased, how long names are kept, second factors of managers, tokens of programs."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def _key(name: str, kind: type[sa.Text] | type[sa.Integer] = sa.Text) -> sa.Column[Any]:
    return sa.Column(name, kind(), autoincrement=False, nullable=False)


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _time(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), server_default="0", nullable=False)


def upgrade() -> None:
    op.create_table(
        "erased", _key("centre", sa.Integer), _key("learner"), _time("made"), _text("band"), _text("living"),
        _text("merged"), sa.PrimaryKeyConstraint("centre", "learner"),
    )  # fmt: skip
    op.create_table(
        "retention", _key("centre", sa.Integer), sa.Column("months", sa.Integer(), server_default="0", nullable=False),
        _time("since"), _time("ran"), sa.PrimaryKeyConstraint("centre"),
    )  # fmt: skip
    op.create_table(
        "second_factor", _key("centre", sa.Integer), _key("staff"), _text("secret"), _time("confirmed"), _time("step"),
        sa.PrimaryKeyConstraint("centre", "staff"),
    )  # fmt: skip
    op.create_table(
        "recovery", _key("centre", sa.Integer), _key("staff"), _key("digest"), _time("used"),
        sa.PrimaryKeyConstraint("centre", "staff", "digest"),
    )  # fmt: skip
    op.create_table(
        "api_token", _key("centre", sa.Integer), _key("digest"), _text("token"), _text("title"), _text("staff"),
        _time("created"), _time("ended"), _time("seen"), sa.PrimaryKeyConstraint("centre", "digest"),
    )  # fmt: skip
    op.create_index("api_token_token", "api_token", ["centre", "token"])
