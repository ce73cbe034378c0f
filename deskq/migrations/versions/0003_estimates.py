"""what was said of each wait, and how long a visit usually takes

Revision ID: 0003
Revises: 0001
"""

from alembic import op
import sqlalchemy as sa

import deskq.core.db.engine

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "prediction",
        sa.Column(
            "ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("made_at", deskq.core.db.engine.UtcMicroseconds(), nullable=False),
        sa.Column("p10", sa.Integer(), nullable=False),
        sa.Column("p50", sa.Integer(), nullable=False),
        sa.Column("p90", sa.Integer(), nullable=False),
        sa.Column("raw_p10", sa.Integer(), nullable=False),
        sa.Column("raw_p50", sa.Integer(), nullable=False),
        sa.Column("raw_p90", sa.Integer(), nullable=False),
        sa.Column("waited", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_prediction_office_id_office")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_prediction_service_id_service")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_prediction_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_prediction")),
    )
    with op.batch_alter_table("prediction", schema=None) as batch_op:
        batch_op.create_index(
            "ix_prediction_outcome",
            ["office_id", "made_at"],
            unique=False,
            sqlite_where=sa.text("waited IS NOT NULL"),
            postgresql_where=sa.text("waited IS NOT NULL"),
        )

    with op.batch_alter_table("service", schema=None) as batch_op:
        batch_op.add_column(sa.Column("usual_minutes", sa.Integer(), nullable=True))


def downgrade():
    with op.batch_alter_table("service", schema=None) as batch_op:
        batch_op.drop_column("usual_minutes")

    with op.batch_alter_table("prediction", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_prediction_outcome",
            sqlite_where=sa.text("waited IS NOT NULL"),
            postgresql_where=sa.text("waited IS NOT NULL"),
        )

    op.drop_table("prediction")
