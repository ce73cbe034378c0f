"""Saved reports may be mailed as files, where an office allows it."""

import sqlalchemy as sa
from alembic import op

revision = "0125"
down_revision = "0101"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("saved_report", sa.Column("with_file", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "report_mail_setting",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("files", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_report_mail_setting_office_id_office")),
        sa.PrimaryKeyConstraint("office_id", name=op.f("pk_report_mail_setting")),
    )


def downgrade() -> None:
    op.drop_table("report_mail_setting")
    op.drop_column("saved_report", "with_file")
