"""Walk-ins waited for nothing: their calls leave the figures of waits, and are counted."""

import sqlalchemy as sa
from alembic import op

revision = "0112"
down_revision = "0123"
branch_labels = None
depends_on = None

WALKED_IN = sa.text("outcome = 'walk_in'")
#: Written by the press "Serve without a ticket", and by nothing else.
HERE = '%"here":true%'
#: The interval that such a call ended.
MARK = sa.text(
    "UPDATE visit_interval SET outcome = 'walk_in' WHERE state = 'waiting' AND verb = 'call' AND EXISTS ("
    "SELECT 1 FROM journal WHERE journal.office_id = visit_interval.office_id "
    "AND journal.sequence = visit_interval.sequence AND journal.body LIKE :here)"
).bindparams(here=HERE)
#: Such a ticket has no wait before its first call, unless it was called again out of a line: then the one until that call.
UNWAITED = sa.text(
    "UPDATE ticket SET first_wait = CASE WHEN id IN ("
    "SELECT ticket_id FROM visit_interval WHERE state = 'waiting' AND verb = 'call' GROUP BY ticket_id HAVING count(*) > 1"
    ") THEN (SELECT sum(part.ended_at - part.began_at) FROM visit_interval AS part "
    "WHERE part.ticket_id = ticket.id AND part.state = 'waiting' AND part.verb <> 'expire' AND part.sequence <= ("
    "SELECT min(later.sequence) FROM visit_interval AS later WHERE later.ticket_id = ticket.id "
    "AND later.state = 'waiting' AND later.verb = 'call' AND later.outcome IS NULL)) END "
    "WHERE first_wait = 0 AND id IN (SELECT ticket_id FROM visit_interval WHERE outcome = 'walk_in')"
)
#: The job of reports computes the days again.
FORGET = sa.text("DELETE FROM day_figures WHERE EXISTS (SELECT 1 FROM visit_interval WHERE outcome = 'walk_in')")
UNMARK = sa.text("UPDATE visit_interval SET outcome = NULL WHERE outcome = 'walk_in'")
WAITED = sa.text(
    "UPDATE ticket SET first_wait = 0 WHERE id IN (SELECT ticket_id FROM visit_interval WHERE outcome = 'walk_in')"
)


def upgrade() -> None:
    for statement in (MARK, UNWAITED, FORGET):
        op.execute(statement)
    op.create_index(
        "ix_visit_interval_walk_in", "visit_interval", ["office_id", "day"],
        sqlite_where=WALKED_IN, postgresql_where=WALKED_IN,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_index("ix_visit_interval_walk_in", table_name="visit_interval")
    for statement in (FORGET, WAITED, UNMARK):
        op.execute(statement)
