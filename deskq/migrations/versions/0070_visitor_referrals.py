"""Visitors whom the desk sent on to a unit or an outside body."""

import sqlalchemy as sa
from alembic import op

from deskq.core.db.engine import UtcMicroseconds

revision = "0070"
down_revision = "0069"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLE = "visitor_referral"
KEYS = {
    "office_id": "office",
    "person_id": "person",
    "ticket_id": "ticket",
    "application_id": "application",
    "unit_id": "unit",
}
INDEXES = {
    "day": ["office_id", "day"],
    "phone": ["phone_index"],
    "national": ["national_index"],
    "application": ["application_id"],
}


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("request_key", sa.String(length=64), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("at", UtcMicroseconds(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", BIG, nullable=True),
        sa.Column("application_id", BIG, nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("body", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("agreed_with", sa.String(length=80), nullable=False),
        sa.Column("phone_index", sa.String(length=64), nullable=True),
        sa.Column("national_index", sa.String(length=64), nullable=True),
        sa.Column("erased_at", UtcMicroseconds(), nullable=True),
        sa.CheckConstraint("(unit_id IS NULL) = (body <> '')", name=op.f("ck_visitor_referral_place")),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_visitor_referral_{column}_{table}"))
            for column, table in KEYS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visitor_referral")),
        sa.UniqueConstraint("office_id", "request_key", name=op.f("uq_visitor_referral_office_id_request_key")),
    )
    for name, columns in INDEXES.items():
        op.create_index(f"ix_visitor_referral_{name}", TABLE, columns)


def downgrade() -> None:
    op.drop_table(TABLE)
