"""Several offices: the address of each, accounts of one person in several, and the role of a regional manager."""

import sqlalchemy as sa
from alembic import op

revision = "0085"
down_revision = "0076"
branch_labels = None
depends_on = None

BEFORE = "role IN ('clerk', 'host', 'expert', 'operator', 'supervisor', 'inspectorate', 'executive', 'admin')"
AFTER = "role IN ('clerk', 'host', 'expert', 'operator', 'supervisor', 'inspectorate', 'executive', 'regional', 'admin')"


def upgrade() -> None:
    for table in ("person", "second_factor_role"):
        _roles(table, BEFORE, AFTER)
    op.execute("ALTER TABLE office ADD COLUMN slug VARCHAR(40) NOT NULL DEFAULT 'main'")
    op.create_index("ix_office_slug", "office", ["slug"], unique=True)
    op.execute(
        "ALTER TABLE person ADD COLUMN principal_id INTEGER"
        " CONSTRAINT fk_person_principal_id_person REFERENCES person (id)"
    )
    op.create_index("ix_person_principal", "person", ["principal_id", "office_id"], unique=True)


def downgrade() -> None:
    if (op.get_bind().scalar(sa.text("SELECT count(*) FROM office")) or 0) > 1:
        raise RuntimeError(
            "There are several offices, and the version before migration 0085 knows only one. Its tables were not changed. "
            "To go back further, restore a backup of that version."
        )
    op.drop_index("ix_person_principal", "person")
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint("fk_person_principal_id_person", "person")
    op.execute("UPDATE person SET active = false WHERE principal_id IS NOT NULL")
    op.execute("ALTER TABLE person DROP COLUMN principal_id")
    op.drop_index("ix_office_slug", "office")
    op.execute("ALTER TABLE office DROP COLUMN slug")
    op.execute("UPDATE person SET role = 'clerk', active = false WHERE role = 'regional'")
    op.execute("DELETE FROM second_factor_role WHERE role = 'regional'")
    for table in ("person", "second_factor_role"):
        _roles(table, AFTER, BEFORE)


def _roles(table: str, before: str, after: str) -> None:
    """As in 0017: SQLite cannot change a check, so the text of the table is corrected and the schema read again."""
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(f"ck_{table}_role", table)
        op.create_check_constraint(op.f(f"ck_{table}_role"), table, after)
        return
    version = op.get_bind().exec_driver_sql("PRAGMA schema_version").scalar()
    op.execute("PRAGMA writable_schema=ON")
    change = sa.text(
        "UPDATE sqlite_master SET sql = replace(sql, :before, :after) WHERE type = 'table' AND name = :name"
    )
    op.get_bind().execute(change, {"before": before, "after": after, "name": table})
    op.execute(f"PRAGMA schema_version={version + 1}")
    op.execute("PRAGMA writable_schema=OFF")
