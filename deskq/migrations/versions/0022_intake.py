"""Slips of a box one by one, text messages that came in, and messages found by their category."""

import sqlalchemy as sa
from alembic import op

import deskq.core.db.engine

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_message_category", "message", ["office_id", "category_id", "registered_at"])
    with op.batch_alter_table("box_opening") as table:
        table.add_column(sa.Column("difference", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("request_key", sa.String(length=64), nullable=True))
        table.add_column(sa.Column("closed_by_id", sa.Integer(), nullable=True))
    op.execute("UPDATE box_opening SET request_key = 'before ' || id")
    with op.batch_alter_table("box_opening") as table:
        table.alter_column("difference", existing_type=sa.Text(), existing_nullable=False, server_default=None)
        table.alter_column("request_key", existing_type=sa.String(length=64), nullable=False)
        table.create_foreign_key(op.f("fk_box_opening_closed_by_id_person"), "person", ["closed_by_id"], ["id"])
        table.create_unique_constraint(op.f("uq_box_opening_office_id_request_key"), ["office_id", "request_key"])
        table.create_index("ix_box_opening_box", ["box_id"])
    op.create_table(
        "box_slip",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opening_id", sa.Integer(), nullable=False),
        sa.Column("request_key", sa.String(length=64), nullable=False),
        sa.Column("message_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", deskq.core.db.engine.UtcMicroseconds(), nullable=False),
        sa.Column("undone_at", deskq.core.db.engine.UtcMicroseconds(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_box_slip_by_id_person")),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_box_slip_message_id_message")),
        sa.ForeignKeyConstraint(["opening_id"], ["box_opening.id"], name=op.f("fk_box_slip_opening_id_box_opening")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_box_slip")),
        sa.UniqueConstraint("opening_id", "request_key", name=op.f("uq_box_slip_opening_id_request_key")),
    )
    op.create_index("ix_box_slip_message", "box_slip", ["message_id"])
    op.create_table(
        "incoming_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("at", deskq.core.db.engine.UtcMicroseconds(), nullable=False),
        sa.Column("meaning", sa.String(length=10), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("phone_index", sa.String(length=64), nullable=True),
        sa.Column("message_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint("meaning IN ('asks', 'wrong', 'rates', 'says')", name=op.f("ck_incoming_text_meaning")),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_incoming_text_message_id_message")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_incoming_text_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming_text")),
        sa.UniqueConstraint("office_id", "key", name=op.f("uq_incoming_text_office_id_key")),
    )
    op.create_index("ix_incoming_text_phone", "incoming_text", ["phone_index", "at"])
    op.create_index("ix_incoming_text_at", "incoming_text", ["office_id", "at"])


def downgrade() -> None:
    op.drop_table("incoming_text")
    op.drop_table("box_slip")
    with op.batch_alter_table("box_opening") as table:
        table.drop_index("ix_box_opening_box")
        table.drop_constraint(op.f("uq_box_opening_office_id_request_key"), type_="unique")
        table.drop_constraint(op.f("fk_box_opening_closed_by_id_person"), type_="foreignkey")
        for column in ("closed_by_id", "request_key", "difference"):
            table.drop_column(column)
    op.drop_index("ix_message_category", "message")
