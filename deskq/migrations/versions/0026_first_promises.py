"""The date a message was promised first, and when its citizen was answered first."""

import sqlalchemy as sa
from alembic import op

import deskq.core.db.engine

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

NO_REPORT = sa.text("kind <> 'report'")
COLUMNS = ("first_due_at", "first_answered_at")
#: Out of the history, which says all of it. One that was linked to an answered matter was answered with that.
DUE = """
    UPDATE message SET first_due_at = COALESCE(
        (SELECT s.due_at FROM message_step s WHERE s.message_id = message.id AND s.due_at IS NOT NULL
         ORDER BY s.id LIMIT 1),
        due_at)
"""
ANSWERED = """
    UPDATE message SET first_answered_at =
        (SELECT MIN(s.at) FROM message_step s WHERE s.message_id = message.id AND s.verb IN ('answer', 'told'))
"""
LINKED = """
    UPDATE message SET first_answered_at =
        (SELECT MIN(s.at) FROM message_step s WHERE s.message_id = message.id AND s.verb = 'link')
    WHERE first_answered_at IS NULL AND duplicate_of_id IN (SELECT id FROM message WHERE answered_at IS NOT NULL)
"""


def upgrade() -> None:
    for name in COLUMNS:
        op.add_column("message", sa.Column(name, deskq.core.db.engine.UtcMicroseconds(), nullable=True))
    for fill in (DUE, ANSWERED, LINKED):
        op.execute(fill)
    columns = ["office_id", *COLUMNS, "state", "ended_at"]
    where = {"sqlite_where": NO_REPORT, "postgresql_where": NO_REPORT}
    op.create_index("ix_message_promise", "message", columns, unique=False, **where)


def downgrade() -> None:
    op.drop_index("ix_message_promise", table_name="message")
    for name in reversed(COLUMNS):
        op.drop_column("message", name)
