"""The indexes of waiting tickets: the first of each service and class, and those transferred to one counter."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

WAITING = "state = 'waiting'"
ANYWHERE = f"{WAITING} AND counter_id IS NULL"
DIRECTED = f"{WAITING} AND counter_id IS NOT NULL"
NEXT = ["office_id", "service_id", "priority_id", "arrived_at", "id"]
LINE = ["office_id", "service_id", "priority_id", "counter_id", "arrived_at", "id"]


def upgrade() -> None:
    _replace("ix_ticket_sent", ["counter_id"], DIRECTED)
    _create("ix_ticket_next", NEXT, ANYWHERE)
    op.drop_index("ix_ticket_line", table_name="ticket")


def downgrade() -> None:
    _create("ix_ticket_line", LINE, WAITING)
    op.drop_index("ix_ticket_next", table_name="ticket")
    _replace("ix_ticket_sent", ["counter_id"], WAITING)


def _replace(name: str, columns: list[str], where: str) -> None:
    op.drop_index(name, table_name="ticket")
    _create(name, columns, where)


def _create(name: str, columns: list[str], where: str) -> None:
    op.create_index(name, "ticket", columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
