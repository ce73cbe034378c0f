"""Practice halls: offices beside the real ones, when their set-up was copied, and who practises in them."""

import sqlalchemy as sa
from alembic import op

from deskq.core.db.engine import UtcMicroseconds

revision = "0130"
down_revision = "0129"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "ALTER TABLE office ADD COLUMN practice_of INTEGER CONSTRAINT fk_office_practice_of_office REFERENCES office (id)"
    )
    op.create_index("ix_office_practice_of", "office", ["practice_of"], unique=True)
    op.create_table(
        "practice_hall",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("copied_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_practice_hall_office_id_office")),
        sa.PrimaryKeyConstraint("office_id", name=op.f("pk_practice_hall")),
    )
    op.create_table(
        "practice_run",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("began_after", sa.BigInteger(), nullable=False),
        sa.Column("began_at", UtcMicroseconds(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_practice_run_office_id_office")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_practice_run_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_practice_run")),
    )
    op.create_index("ix_practice_run_office_id", "practice_run", ["office_id"])


def downgrade() -> None:
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM office WHERE practice_of IS NOT NULL")):
        raise RuntimeError(
            "There are practice halls, which the version before migration 0130 would take for real offices. Its tables "
            "were not changed. To go back further, restore a backup of that version."
        )
    op.drop_index("ix_practice_run_office_id", "practice_run")
    op.drop_table("practice_run")
    op.drop_table("practice_hall")
    op.drop_index("ix_office_practice_of", "office")
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint("fk_office_practice_of_office", "office")
    op.execute("ALTER TABLE office DROP COLUMN practice_of")
