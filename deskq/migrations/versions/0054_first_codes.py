"""The code of an item at the time of its second reading."""

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None


def upgrade() -> None:
    name = op.f("fk_coding_first_category_id_message_category")
    with op.batch_alter_table("coding") as batch:
        batch.add_column(sa.Column("first_category_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("first_cause", sa.String(length=40), nullable=True))
        batch.create_foreign_key(name, "message_category", ["first_category_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("coding") as batch:
        batch.drop_constraint(op.f("fk_coding_first_category_id_message_category"), type_="foreignkey")
        batch.drop_column("first_category_id")
        batch.drop_column("first_cause")
