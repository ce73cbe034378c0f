"""Alerts of a new kind: a nightly backup, or the weekly trial of restoring one, that does not work."""

import sqlalchemy as sa
from alembic import op

revision = "0091"
down_revision = "0090"
branch_labels = None
depends_on = None

BEFORE = "('referred', 'amber', 'red', 'late', 'wait', 'people', 'idle', 'printer', 'silent')"
KINDS = f"{BEFORE[:-1]}, 'backup')"


def upgrade() -> None:
    allow(KINDS)


def downgrade() -> None:
    for table in ("alert", "alert_setting"):
        of = sa.table(table, sa.column("kind"))
        op.execute(of.delete().where(of.c.kind == "backup"))
    allow(BEFORE)


def allow(kinds: str) -> None:
    for name in ("alert", "alert_setting"):
        with op.batch_alter_table(name) as table:
            table.drop_constraint(table.f(f"ck_{name}_kind"), type_="check")
            table.create_check_constraint(table.f(f"ck_{name}_kind"), f"kind IN {kinds}")
