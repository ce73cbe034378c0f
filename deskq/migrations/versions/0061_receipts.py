"""The printer of tickets prints receipts of applications."""

from alembic import op

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _kinds("kind IN ('token', 'reprint', 'slip', 'receipt')")


def downgrade() -> None:
    op.execute("DELETE FROM print_job WHERE kind = 'receipt'")
    _kinds("kind IN ('token', 'reprint', 'slip')")


def _kinds(check: str) -> None:
    with op.batch_alter_table("print_job") as table:
        table.drop_constraint(table.f("ck_print_job_kind"), type_="check")
        table.create_check_constraint(table.f("ck_print_job_kind"), check)
