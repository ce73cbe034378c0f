"""Corrective actions get a person and steps with photos."""

import sqlalchemy as sa
from alembic import op

from deskq.core.db.engine import UtcMicroseconds

revision = "0123"
down_revision = "0117"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("corrective_action", sa.Column("person_id", sa.Integer(), nullable=True))
    op.create_table(
        "corrective_action_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcMicroseconds(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("photo", sa.String(length=80), server_default="", nullable=False),
        sa.Column("done", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["corrective_action.id"], name="fk_corrective_action_step_action_id_corrective_action"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_corrective_action_step_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_corrective_action_step"),
    )
    op.create_index("ix_corrective_action_step_action", "corrective_action_step", ["action_id"])


def downgrade() -> None:
    op.drop_table("corrective_action_step")
    op.drop_column("corrective_action", "person_id")
