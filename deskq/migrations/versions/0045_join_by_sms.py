"""Meanings of inbound SMS that ask for a ticket of today's queue."""

from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

BEFORE = "'asks', 'wrong', 'rates', 'says'"
#: In the order of sms_inbound/sms_parse.py.
AFTER = f"{BEFORE}, 'joins', 'join_which', 'join_not'"


def upgrade() -> None:
    _meanings(AFTER)


def downgrade() -> None:
    op.execute("UPDATE incoming_text SET meaning = 'says' WHERE meaning IN ('joins', 'join_which', 'join_not')")
    _meanings(BEFORE)


def _meanings(meanings: str) -> None:
    with op.batch_alter_table("incoming_text") as table:
        table.drop_constraint(table.f("ck_incoming_text_meaning"), type_="check")
        table.create_check_constraint(table.f("ck_incoming_text_meaning"), f"meaning IN ({meanings})")
