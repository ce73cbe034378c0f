"""The training register of staff."""

import sqlalchemy as sa
from alembic import op

revision = "0073"
down_revision = "0072"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "training",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("subject_key", sa.String(length=120), nullable=False),
        sa.Column("trained_on", sa.Date(), nullable=False),
        sa.Column("trainer", sa.String(length=120), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.CheckConstraint("valid_until IS NULL OR valid_until >= trained_on", name=op.f("ck_training_days")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_training_office_id_office")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_training_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training")),
        sa.UniqueConstraint(
            "person_id", "subject_key", "trained_on", name=op.f("uq_training_person_id_subject_key_trained_on")
        ),
    )
    op.create_index(op.f("ix_training_office_id"), "training", ["office_id"])


def downgrade() -> None:
    op.drop_table("training")
