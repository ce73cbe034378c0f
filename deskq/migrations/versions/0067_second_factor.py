"""Two-step sign-in of staff: secrets, recovery codes, and the roles that need it."""

import sqlalchemy as sa
from alembic import op

from deskq.core.db.engine import UtcMicroseconds

revision = "0067"
down_revision = "0066"
branch_labels = None
depends_on = None

ROLES = "('clerk', 'host', 'expert', 'operator', 'supervisor', 'inspectorate', 'executive', 'admin')"


def upgrade() -> None:
    op.create_table(
        "second_factor",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("set_at", UtcMicroseconds(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_second_factor_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_second_factor")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_recovery_code_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "code_hash", name=op.f("pk_recovery_code")),
    )
    op.create_table(
        "second_factor_role",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.CheckConstraint(f"role IN {ROLES}", name=op.f("ck_second_factor_role_role")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_second_factor_role_office_id_office")),
        sa.PrimaryKeyConstraint("office_id", "role", name=op.f("pk_second_factor_role")),
    )


def downgrade() -> None:
    for table in ("second_factor_role", "recovery_code", "second_factor"):
        op.drop_table(table)
