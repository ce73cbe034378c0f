"""Imports of applications with their layouts, numbers of applications elsewhere, and property files."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from deskq.core.db.engine import UtcMicroseconds

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLES = ("property_file", "imported_application", "import_layout", "application_import")


def upgrade() -> None:
    _create_imports()
    _create_layouts()
    _create_known()


def downgrade() -> None:
    for name in TABLES:
        op.drop_table(name)


def _office(table: str) -> list[Any]:
    return [
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f(f"fk_{table}_office_id_office")),
    ]


def _create_imports() -> None:
    states = ("reading", "columns", "checking", "checked", "running", "done", "cancelled", "failed")
    kinds = ("applications", "stages", "files")
    counts = ("rows", "done", "total", "made", "changed", "same", "refused")
    op.create_table(
        "application_import",
        sa.Column("id", BIG, nullable=False),
        *_office("application_import"),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("token", sa.String(length=24), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("command", sa.Boolean(), nullable=False),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("layout", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in counts),
        sa.Column("problem", sa.String(length=300), nullable=False),
        sa.Column("made_at", UtcMicroseconds(), nullable=False),
        sa.Column("ended_at", UtcMicroseconds(), nullable=True),
        sa.CheckConstraint(f"state IN {states!r}", name=op.f("ck_application_import_state")),
        sa.CheckConstraint(f"kind IN {kinds!r}", name=op.f("ck_application_import_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_import")),
    )
    op.create_index("ix_application_import_office", "application_import", ["office_id", "id"])


def _create_layouts() -> None:
    op.create_table(
        "import_layout",
        sa.Column("id", sa.Integer(), nullable=False),
        *_office("import_layout"),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("headers", sa.String(length=64), nullable=False),
        sa.Column("layout", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_layout")),
        sa.UniqueConstraint("office_id", "kind", "headers", name=op.f("uq_import_layout_office_id_kind_headers")),
    )


def _create_known() -> None:
    op.create_table(
        "imported_application",
        sa.Column("application_id", BIG, nullable=False),
        *_office("imported_application"),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_imported_application_application_id_application")
        ),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_imported_application")),
        sa.UniqueConstraint("office_id", "key", name=op.f("uq_imported_application_office_id_key")),
    )
    op.create_table(
        "property_file",
        sa.Column("id", BIG, nullable=False),
        *_office("property_file"),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("parcel_code", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_property_file")),
        sa.UniqueConstraint("office_id", "number", name=op.f("uq_property_file_office_id_number")),
    )
