"""How learners want things, and the numbers that open the trainer's corner of a tablet."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("learner", sa.Column("wishes", sa.Text(), server_default="", nullable=False))
    op.add_column("staff", sa.Column("pin", sa.Text(), server_default="", nullable=False))
    op.add_column("centre", sa.Column("asks", sa.Text(), server_default="", nullable=False))
