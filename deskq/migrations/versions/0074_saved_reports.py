"""Saved reports, who gets links to them, and the outbox of e-mail."""

import sqlalchemy as sa
from alembic import op

revision = "0074"
down_revision = "0073"
branch_labels = None
depends_on = None

STATES = "state IN ('waiting', 'sending', 'sent', 'refused', 'dropped', 'unsure')"


def upgrade() -> None:
    op.create_table(
        "saved_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("name_key", sa.String(80), nullable=False),
        sa.Column("subject", sa.String(12), nullable=False),
        sa.Column("by", sa.String(20), server_default="", nullable=False),
        sa.Column("period", sa.String(6), nullable=False),
        sa.Column("running", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("first", sa.Date(), nullable=True),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("services", sa.Text(), server_default="", nullable=False),
        sa.Column("sends", sa.String(6), server_default="", nullable=False),
        sa.Column("sent_for", sa.Integer(), server_default="0", nullable=False),
        sa.Column("removed_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("subject IN ('visits', 'messages', 'applications')", name=op.f("ck_saved_report_subject")),
        sa.CheckConstraint(
            "period IN ('day', 'week', 'month', 'half', 'year', 'range')", name=op.f("ck_saved_report_period")
        ),
        sa.CheckConstraint("sends IN ('', 'week', 'month')", name=op.f("ck_saved_report_sends")),
        sa.CheckConstraint(
            "(period = 'range') = (first IS NOT NULL AND last IS NOT NULL)", name=op.f("ck_saved_report_days")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_saved_report_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_report")),
    )
    op.create_index(
        "uq_saved_report_name",
        "saved_report",
        ["office_id", "name_key"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.create_table(
        "report_recipient",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(4), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("address_index", sa.String(64), nullable=False),
        sa.CheckConstraint("way IN ('mail', 'sms')", name=op.f("ck_report_recipient_way")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_report_recipient_office_id_office")),
        sa.ForeignKeyConstraint(
            ["report_id"], ["saved_report.id"], name=op.f("fk_report_recipient_report_id_saved_report")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_report_recipient_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_recipient")),
        sa.UniqueConstraint("report_id", "address_index", name=op.f("uq_report_recipient_report_id_address_index")),
    )
    _mail()


def _mail() -> None:
    op.create_table(
        "mail",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(60), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("next_at", sa.BigInteger(), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.Column("problem", sa.String(20), nullable=True),
        sa.Column("reference", sa.String(40), nullable=True),
        sa.CheckConstraint(STATES, name=op.f("ck_mail_state")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_mail_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail")),
        sa.UniqueConstraint("office_id", "about", name=op.f("uq_mail_office_id_about")),
    )
    open_rows = sa.text("state IN ('waiting', 'sending')")
    op.create_index(
        "ix_mail_open", "mail", ["office_id", "next_at"], sqlite_where=open_rows, postgresql_where=open_rows
    )
    op.create_index("ix_mail_done", "mail", ["office_id", "done_at"])


def downgrade() -> None:
    op.drop_table("mail")
    op.drop_table("report_recipient")
    op.drop_table("saved_report")
