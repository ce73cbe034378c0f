"""Which unit read a message in place of its own, and messages that the inspectorate alone reads until it passes them on:
confidential reports, and complaints about staff that nobody has sent to a unit yet."""

import sqlalchemy as sa
from alembic import op

revision = "0106"
down_revision = "0105"
branch_labels = None
depends_on = None

#: Complaints about staff that are still where they began.
STILL_THERE = """
UPDATE message SET restricted = true
WHERE state IN ('registered', 'accepted')
  AND unit_id = (SELECT inspectorate_unit_id FROM message_policy WHERE message_policy.office_id = message.office_id)
  AND (
    (kind = 'complaint' AND ticket_id IS NOT NULL)
    OR (kind IN ('complaint', 'criticism', 'request') AND category_id IN
        (SELECT id FROM message_category WHERE code = 'conduct'))
  )
  AND NOT EXISTS (
    SELECT 1 FROM message_step
    WHERE message_step.message_id = message.id AND message_step.verb IN ('refer', 'pass_on')
  )
"""


def upgrade() -> None:
    op.add_column("message_step", sa.Column("covered_by_id", sa.Integer(), nullable=True))
    op.add_column("message_step", sa.Column("opened", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("message", sa.Column("restricted", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE message SET restricted = true WHERE kind = 'report'")
    op.execute(STILL_THERE)


def downgrade() -> None:
    op.drop_column("message", "restricted")
    op.drop_column("message_step", "opened")
    op.drop_column("message_step", "covered_by_id")
