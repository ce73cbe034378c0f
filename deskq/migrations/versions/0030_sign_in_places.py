"""Failed sign-ins by name and place, browsers known by a sign-in, and checks of a message's sender."""

import sqlalchemy as sa
from alembic import op

import deskq.core.db.engine

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = deskq.core.db.engine.UtcMicroseconds


def upgrade() -> None:
    op.create_table(
        "sign_in_failure",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("place", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", MOMENT(), nullable=True),
        sa.Column("tried_at", MOMENT(), nullable=False),
        sa.PrimaryKeyConstraint("name", "place", name=op.f("pk_sign_in_failure")),
    )
    op.create_index(op.f("ix_sign_in_failure_tried_at"), "sign_in_failure", ["tried_at"])
    op.create_table(
        "known_browser",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("browser", sa.String(length=64), nullable=False),
        sa.Column("seen_at", MOMENT(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_known_browser_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "browser", name=op.f("pk_known_browser")),
    )
    op.create_index(op.f("ix_known_browser_browser"), "known_browser", ["browser"])
    op.create_index(op.f("ix_known_browser_seen_at"), "known_browser", ["seen_at"])
    op.create_table(
        "message_sender_check",
        sa.Column("message_id", BIG, autoincrement=False, nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("codes", sa.Integer(), nullable=False),
        sa.Column("code_seed", sa.String(length=40), nullable=True),
        sa.Column("code_until", MOMENT(), nullable=True),
        sa.Column("code_tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_message_sender_check_message_id_message")
        ),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_message_sender_check")),
    )
    op.create_table(
        "message_sender_browser",
        sa.Column("message_id", BIG, autoincrement=False, nullable=False),
        sa.Column("browser", sa.String(length=64), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("proved_at", MOMENT(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_message_sender_browser_message_id_message")
        ),
        sa.PrimaryKeyConstraint("message_id", "browser", name=op.f("pk_message_sender_browser")),
    )


def downgrade() -> None:
    op.drop_table("message_sender_browser")
    op.drop_table("message_sender_check")
    op.drop_table("known_browser")
    op.drop_table("sign_in_failure")
