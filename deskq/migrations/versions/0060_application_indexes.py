"""Indexes for reports of applications and for the list of those that ended."""

from alembic import op

revision = "0060"
down_revision = "0059"
branch_labels = None
depends_on = None

STAGES = "application_stage_time"
DAYS = ["town", "applicant", "outside"]


def upgrade() -> None:
    op.drop_index("ix_application_stage_time_day", STAGES)
    op.drop_index("ix_application_stage_time_sheet", STAGES)
    columns = ["sheet_id", "code", "how", "unit_id", *DAYS, "came_from", "day"]
    op.create_index("ix_application_stage_time_figures", STAGES, columns)
    op.create_index("ix_application_ended_at", "application", ["office_id", "ended_at"])


def downgrade() -> None:
    op.drop_index("ix_application_ended_at", "application")
    op.drop_index("ix_application_stage_time_figures", STAGES)
    columns = ["office_id", "day", "how", "sheet_id", "code", "unit_id", *DAYS, "came_from"]
    op.create_index("ix_application_stage_time_day", STAGES, columns)
    op.create_index("ix_application_stage_time_sheet", STAGES, ["sheet_id", "code", "how", "day", *DAYS, "came_from"])
