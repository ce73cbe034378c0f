"""Screens that show the hall in the supervisor's room are paired like other devices."""

from alembic import op

revision = "0068"
down_revision = "0067"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _kinds("kind IN ('kiosk', 'lobby', 'tablet', 'hall')")


def downgrade() -> None:
    op.execute("DELETE FROM device WHERE kind = 'hall'")
    _kinds("kind IN ('kiosk', 'lobby', 'tablet')")


def _kinds(check: str) -> None:
    with op.batch_alter_table("device") as table:
        table.drop_constraint(table.f("ck_device_kind"), type_="check")
        table.create_check_constraint(table.f("ck_device_kind"), check)
