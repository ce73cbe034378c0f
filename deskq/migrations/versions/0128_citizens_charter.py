"""The citizen's charter: promises, "it was not so", who reads it, and days of reports."""

import sqlalchemy as sa
from alembic import op

from deskq.core.db.engine import UtcMicroseconds

revision = "0128"
down_revision = "0112"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "charter_promise",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("text_fa", sa.String(200), nullable=False),
        sa.Column("text_en", sa.String(200), server_default="", nullable=False),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("offered", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.CheckConstraint("target BETWEEN 1 AND 100", name=op.f("ck_charter_promise_target")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_charter_promise_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_promise")),
        sa.UniqueConstraint("office_id", "code", name=op.f("uq_charter_promise_office_id_code")),
    )
    op.create_table(
        "charter_objection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("promise_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(40), nullable=False),
        sa.Column("at", UtcMicroseconds(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("seen_at", UtcMicroseconds(), nullable=True),
        sa.Column("seen_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_charter_objection_office_id_office")),
        sa.ForeignKeyConstraint(
            ["promise_id"], ["charter_promise.id"], name=op.f("fk_charter_objection_promise_id_charter_promise")
        ),
        sa.ForeignKeyConstraint(["seen_by_id"], ["person.id"], name=op.f("fk_charter_objection_seen_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_objection")),
        sa.UniqueConstraint("promise_id", "subject", name=op.f("uq_charter_objection_promise_id_subject")),
    )
    op.create_index("ix_charter_objection_day", "charter_objection", ["office_id", "day"])
    op.create_table(
        "charter_setting",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_charter_setting_office_id_office")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_charter_setting_unit_id_unit")),
        sa.PrimaryKeyConstraint("office_id", name=op.f("pk_charter_setting")),
    )
    op.create_table(
        "charter_report_day",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("half", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_charter_report_day_office_id_office")),
        sa.PrimaryKeyConstraint("office_id", "half", name=op.f("pk_charter_report_day")),
    )


def downgrade() -> None:
    for table in ("charter_report_day", "charter_setting", "charter_objection", "charter_promise"):
        op.drop_table(table)
