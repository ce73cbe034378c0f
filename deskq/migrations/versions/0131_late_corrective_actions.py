"""Alerts about corrective actions that are due or late; an action that was not kept goes on in the next report."""

import sqlalchemy as sa
from alembic import op

revision = "0131"
down_revision = "0130"
branch_labels = None
depends_on = None

AGAIN_OF = "fk_corrective_action_again_of_id_corrective_action"
BEFORE = (
    "('referred', 'amber', 'red', 'late', 'wait', 'people', 'idle', 'printer', 'silent', 'backup', 'amenity', "
    "'unrepaired')"
)
KINDS = (
    "('referred', 'amber', 'red', 'late', 'act_due', 'act_late', 'wait', 'people', 'idle', 'printer', 'silent', "
    "'backup', 'amenity', 'unrepaired')"
)


def upgrade() -> None:
    allow(KINDS)
    op.execute(
        "ALTER TABLE corrective_action ADD COLUMN again_of_id INTEGER "
        f"CONSTRAINT {AGAIN_OF} REFERENCES corrective_action (id)"
    )
    op.create_index("uq_corrective_action_again_of_id", "corrective_action", ["again_of_id"], unique=True)


def downgrade() -> None:
    op.drop_index("uq_corrective_action_again_of_id", "corrective_action")
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(AGAIN_OF, "corrective_action")
    op.execute("ALTER TABLE corrective_action DROP COLUMN again_of_id")
    for table in ("alert", "alert_setting"):
        of = sa.table(table, sa.column("kind"))
        op.execute(of.delete().where(of.c.kind.in_(("act_due", "act_late"))))
    allow(BEFORE)


def allow(kinds: str) -> None:
    for name in ("alert", "alert_setting"):
        with op.batch_alter_table(name) as table:
            table.drop_constraint(table.f(f"ck_{name}_kind"), type_="check")
            table.create_check_constraint(table.f(f"ck_{name}_kind"), f"kind IN {kinds}")
