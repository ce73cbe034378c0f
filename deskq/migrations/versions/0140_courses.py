"""Courses: classes of trainees whose accounts are made in one form, and until which day they can sign in."""

import sqlalchemy as sa
from alembic import op

from deskq.core.db.engine import UtcMicroseconds

revision = "0140"
down_revision = "0134"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "course",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("registered_at", UtcMicroseconds(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_course_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course")),
    )
    op.create_index("ix_course_office_id", "course", ["office_id"])
    op.create_table(
        "course_member",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_course_member_course_id_course")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_course_member_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_course_member")),
    )
    op.create_index("ix_course_member_course_id", "course_member", ["course_id"])


def downgrade() -> None:
    op.drop_index("ix_course_member_course_id", "course_member")
    op.drop_table("course_member")
    op.drop_index("ix_course_office_id", "course")
    op.drop_table("course")
