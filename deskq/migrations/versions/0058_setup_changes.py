"""A list of the changes of the set-up beside the journal, with those that are in it already."""

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None

THERE = """INSERT INTO setup_change (office_id, sequence) SELECT office_id, sequence FROM journal
WHERE kind = 'office.changed' AND body NOT LIKE '%"changes": {}%' AND body NOT LIKE '%"changes":{}%'
AND body NOT LIKE '%clerk_loan%' AND body NOT LIKE '%service_closure%'"""


def upgrade() -> None:
    op.create_table(
        "setup_change",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("undone_by", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_setup_change_office_id_office")),
        sa.PrimaryKeyConstraint("office_id", "sequence", name=op.f("pk_setup_change")),
    )
    op.execute(sa.text(THERE.replace(":", "\\:")))


def downgrade() -> None:
    op.drop_table("setup_change")
