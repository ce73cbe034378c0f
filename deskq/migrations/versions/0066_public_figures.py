"""Published figures of months and seasons."""

import sqlalchemy as sa
from alembic import op

from deskq.core.db.engine import UtcMicroseconds

revision = "0066"
down_revision = "0064"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('public_figures',
    sa.Column('office_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('period', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('made_at', UtcMicroseconds(), nullable=False),
    sa.Column('content', sa.Text(), nullable=False),
    sa.CheckConstraint("kind IN ('answers', 'applications', 'satisfaction', 'waits')", name=op.f('ck_public_figures_kind')),
    sa.PrimaryKeyConstraint('office_id', 'kind', 'period', name=op.f('pk_public_figures'))
    )


def downgrade() -> None:
    op.drop_table('public_figures')
