"""Classes of visitors with an icon each, services with a plain name."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

#: The usual classes get their icons; any other keeps the hand that was shown for all of them.
ICONS = {
    "ordinary": "ticket",
    "disability": "accessibility",
    "elderly": "cane",
    "pregnant": "baby",
    "veteran": "medal",
    "appointment": "calendar",
}


def upgrade() -> None:
    op.add_column("priority_class", sa.Column("icon", sa.String(40), nullable=False, server_default="heart-handshake"))
    classes = sa.table("priority_class", sa.column("code", sa.String), sa.column("icon", sa.String))
    for code, icon in ICONS.items():
        op.execute(classes.update().where(classes.c.code == code).values(icon=icon))
    for name in ("plain_fa", "plain_en"):
        op.add_column("service", sa.Column(name, sa.String(80), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("service") as table:
        table.drop_column("plain_en")
        table.drop_column("plain_fa")
    with op.batch_alter_table("priority_class") as table:
        table.drop_column("icon")
