"""Alerts of staff, their settings, the duty list; indexes of the moments at which messages come to an age."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

KINDS = "('referred', 'amber', 'red', 'late', 'wait', 'people', 'idle', 'printer', 'silent')"
STANDING = sa.text("ended_at IS NULL")
OPEN = sa.text("state IN ('registered', 'referred', 'accepted')")
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "alert_setting",
        sa.Column("office_id", sa.Integer(), sa.ForeignKey("office.id"), primary_key=True),
        sa.Column("kind", sa.String(10), primary_key=True),
        sa.Column("screens", sa.Boolean(), nullable=False),
        sa.Column("texts", sa.Boolean(), nullable=False),
        sa.Column("limit", sa.Integer()),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("repeat", "quiet_from", "quiet_until")),
        sa.CheckConstraint(f"kind IN {KINDS}", name="kind"),
    )
    op.create_table(
        "alert_mark",
        sa.Column("office_id", sa.Integer(), sa.ForeignKey("office.id"), primary_key=True),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "alert",
        sa.Column("id", BIG, primary_key=True),
        sa.Column("office_id", sa.Integer(), sa.ForeignKey("office.id"), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("subject", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("figure", sa.Integer(), nullable=False),
        sa.Column("report", sa.Boolean(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.BigInteger()) for name in ("shown_at", "texted_at", "texting", "ended_at")),
        sa.CheckConstraint(f"kind IN {KINDS}", name="kind"),
        sa.UniqueConstraint("office_id", "kind", "subject", "name", "since"),
    )
    op.create_index(
        "ix_alert_standing", "alert", ["office_id", "kind"], sqlite_where=STANDING, postgresql_where=STANDING
    )
    op.create_index("ix_alert_ended", "alert", ["office_id", "ended_at"])
    op.create_table(
        "duty_person",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("office_id", sa.Integer(), sa.ForeignKey("office.id"), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("phone_index", sa.String(64), nullable=False),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("on_duty", "of_messages", "of_hall")),
        sa.UniqueConstraint("office_id", "phone_index"),
    )
    for age in ("amber", "red"):
        op.create_index(
            f"ix_message_{age}", "message", ["office_id", f"{age}_at"], sqlite_where=OPEN, postgresql_where=OPEN
        )


def downgrade() -> None:
    for age in ("amber", "red"):
        op.drop_index(f"ix_message_{age}", "message")
    for table in ("duty_person", "alert", "alert_mark", "alert_setting"):
        op.drop_table(table)
