"""Figures of applications, kept as stages and applications end."""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DAYS = ("town", "applicant", "outside")


def _table(name: str, *columns: sa.Column[object], numbers: tuple[str, ...]) -> None:
    op.create_table(
        name,
        sa.Column("id", BIG, nullable=False),
        sa.Column("application_id", BIG, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("how", sa.String(length=12), nullable=False),
        *columns,
        *(sa.Column(one, sa.Integer(), nullable=False) for one in (*numbers, *DAYS)),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f(f"fk_{name}_application_id_application")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f(f"fk_{name}_office_id_office")),
        sa.ForeignKeyConstraint(["sheet_id"], ["service_sheet.id"], name=op.f(f"fk_{name}_sheet_id_service_sheet")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )


def upgrade() -> None:
    _table(
        "application_stage_time",
        sa.Column(
            "unit_id",
            sa.Integer(),
            sa.ForeignKey("unit.id", name=op.f("fk_application_stage_time_unit_id_unit")),
            nullable=False,
        ),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("came_from", sa.String(length=1000), nullable=False),
        sa.CheckConstraint(
            "how IN ('done', 'skipped', 'refused', 'withdrawn')", name=op.f("ck_application_stage_time_how")
        ),
        numbers=(),
    )
    _table(
        "application_ending",
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("missing", "in_first", "in_latest")),
        sa.CheckConstraint("how IN ('finished', 'refused', 'withdrawn')", name=op.f("ck_application_ending_how")),
        numbers=("extensions", "visits", "units", "whole"),
    )
    for table, name, columns in (
        ("application_stage_time", "of", ["application_id"]),
        (
            "application_stage_time",
            "day",
            ["office_id", "day", "how", "sheet_id", "code", "unit_id", *DAYS, "came_from"],
        ),
        ("application_stage_time", "sheet", ["sheet_id", "code", "how", "day", *DAYS, "came_from"]),
        ("application_ending", "of", ["application_id"]),
        ("application_ending", "day", ["office_id", "day"]),
        ("application_ending", "like", ["sheet_id", "missing", "day", "how", "town"]),
    ):
        op.create_index(f"ix_{table}_{name}", table, columns)


def downgrade() -> None:
    op.drop_table("application_ending")
    op.drop_table("application_stage_time")
