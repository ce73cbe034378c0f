"""The inbox of a unit: its indexes, and to whom a message was assigned."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

PAST = sa.text("state IN ('answered', 'closed', 'withdrawn')")
NEW = sa.text("state = 'registered'")
OPEN = sa.text("state IN ('registered', 'referred', 'accepted')")
LEFT = sa.text("from_unit_id IS NOT NULL")
#: name, table, columns, condition
INDEXES = (
    ("ix_message_open", "message", ["office_id", "due_at"], OPEN),
    ("ix_message_new", "message", ["office_id", "due_at"], NEW),
    ("ix_message_person", "message", ["person_id", "due_at"], OPEN),
    ("ix_message_past", "message", ["unit_id", "id", "state"], PAST),
    ("ix_message_office_past", "message", ["office_id", "id", "state"], PAST),
    ("ix_message_taken", "message", ["taken_by_id", "id"], None),
    ("ix_message_step_left", "message_step", ["from_unit_id", "message_id"], LEFT),
    ("ix_message_photo_file", "message_photo", ["file"], None),
)


def upgrade() -> None:
    with op.batch_alter_table("message_step") as table:
        table.add_column(sa.Column("to_person_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f("fk_message_step_to_person_id_person"), "person", ["to_person_id"], ["id"])
    for name, table_name, columns, where in INDEXES:
        found = {} if where is None else {"sqlite_where": where, "postgresql_where": where}
        op.create_index(name, table_name, columns, unique=False, **found)


def downgrade() -> None:
    for name, table_name, _, _ in reversed(INDEXES):
        op.drop_index(name, table_name=table_name)
    with op.batch_alter_table("message_step") as table:
        table.drop_constraint(op.f("fk_message_step_to_person_id_person"), type_="foreignkey")
        table.drop_column("to_person_id")
