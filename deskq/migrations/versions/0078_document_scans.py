"""Scans of documents by the desk: their source, drafts, pages for phones, papers of scanners."""

import sqlalchemy as sa
from alembic import op

from deskq.core.db.engine import UtcMicroseconds

revision = "0078"
down_revision = "0075"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SOURCES = "source IN ('applicant', 'upload', 'folder', 'phone')"


def upgrade() -> None:
    with op.batch_alter_table("application_file") as table:
        table.add_column(sa.Column("source", sa.String(length=12), nullable=False, server_default="applicant"))
        table.add_column(sa.Column("person_id", sa.Integer(), nullable=True))
        table.create_check_constraint(op.f("ck_application_file_source"), SOURCES)
        table.create_foreign_key(op.f("fk_application_file_person_id_person"), "person", ["person_id"], ["id"])
    op.create_table(
        "draft_scan",
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("draft", sa.String(length=64), nullable=False),
        sa.Column("document", sa.String(length=40), nullable=False),
        sa.Column("file", sa.String(length=48), nullable=False),
        sa.Column("source", sa.String(length=12), nullable=False),
        sa.Column("at", UtcMicroseconds(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_draft_scan_office_id_office")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_draft_scan_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_scan")),
        sa.UniqueConstraint("office_id", "draft", "document", "file", name=op.f("uq_draft_scan_office_id_draft_document_file")),
    )  # fmt: skip
    op.create_index("ix_draft_scan_at", "draft_scan", ["office_id", "at"])
    op.create_index("ix_draft_scan_file", "draft_scan", ["file"])
    op.create_table(
        "scan_link",
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("application_id", BIG, nullable=True),
        sa.Column("draft", sa.String(length=64), nullable=False),
        sa.Column("document", sa.String(length=40), nullable=False),
        sa.Column("name_fa", sa.String(length=160), nullable=False),
        sa.Column("name_en", sa.String(length=160), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", UtcMicroseconds(), nullable=False),
        sa.Column("expires_at", UtcMicroseconds(), nullable=False),
        sa.Column("used_at", UtcMicroseconds(), nullable=True),
        sa.Column("turn_before", sa.Integer(), nullable=True),
        sa.Column("turn_after", sa.Integer(), nullable=True),
        sa.CheckConstraint("(application_id IS NULL) = (draft <> '')", name=op.f("ck_scan_link_target")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_scan_link_office_id_office")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_scan_link_person_id_person")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_scan_link_application_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan_link")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_scan_link_secret_hash")),
    )
    op.create_index("ix_scan_link_made", "scan_link", ["office_id", "made_at"])
    op.create_index("ix_scan_link_application", "scan_link", ["application_id"])
    op.create_table(
        "scanner_take",
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("verb", sa.String(length=4), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(length=48), nullable=False),
        sa.Column("at", UtcMicroseconds(), nullable=False),
        sa.CheckConstraint("verb IN ('take', 'drop')", name=op.f("ck_scanner_take_verb")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_scanner_take_office_id_office")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_scanner_take_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scanner_take")),
        sa.UniqueConstraint("office_id", "token", name=op.f("uq_scanner_take_office_id_token")),
    )
    op.create_index("ix_scanner_take_at", "scanner_take", ["office_id", "at"])


def downgrade() -> None:
    for table in ("scanner_take", "scan_link", "draft_scan"):
        op.drop_table(table)
    with op.batch_alter_table("application_file") as table:
        table.drop_constraint(op.f("fk_application_file_person_id_person"), type_="foreignkey")
        table.drop_constraint(op.f("ck_application_file_source"), type_="check")
        table.drop_column("person_id")
        table.drop_column("source")
