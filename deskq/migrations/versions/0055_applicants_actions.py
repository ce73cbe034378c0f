"""What applicants send by the tracking page: files, a wish to be called back, tries of their four digits; amounts of bills."""

import sqlalchemy as sa
from alembic import op

from deskq.core.db.engine import UtcMicroseconds

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ARRIVED = sa.text("arrived_at IS NOT NULL")


def upgrade() -> None:
    op.add_column('application', sa.Column('arrived_at', UtcMicroseconds(), nullable=True))
    op.add_column('application', sa.Column('call_asked_at', UtcMicroseconds(), nullable=True))
    op.create_index('ix_application_arrived', 'application', ['office_id', 'arrived_at'], sqlite_where=ARRIVED, postgresql_where=ARRIVED)
    op.add_column('application_stage', sa.Column('amount', sa.BigInteger(), nullable=True))
    op.create_table('application_file',
    sa.Column('id', BIG, nullable=False),
    sa.Column('application_id', BIG, nullable=False),
    sa.Column('document', sa.String(length=40), nullable=False),
    sa.Column('file', sa.String(length=48), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('at', UtcMicroseconds(), nullable=False),
    sa.CheckConstraint("state IN ('sent', 'accepted', 'returned')", name=op.f('ck_application_file_state')),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_application_file_application_id_application')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_application_file')),
    sa.UniqueConstraint('application_id', 'document', 'file', name=op.f('uq_application_file_application_id_document_file'))
    )
    op.create_index('ix_application_file_file', 'application_file', ['file'])
    op.create_table('application_check',
    sa.Column('application_id', BIG, autoincrement=False, nullable=False),
    sa.Column('wrong', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_application_check_application_id_application')),
    sa.PrimaryKeyConstraint('application_id', name=op.f('pk_application_check'))
    )
    op.create_table('application_browser',
    sa.Column('application_id', BIG, autoincrement=False, nullable=False),
    sa.Column('browser', sa.String(length=64), nullable=False),
    sa.Column('wrong', sa.Integer(), nullable=False),
    sa.Column('proved_at', UtcMicroseconds(), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_application_browser_application_id_application')),
    sa.PrimaryKeyConstraint('application_id', 'browser', name=op.f('pk_application_browser'))
    )


def downgrade() -> None:
    for name in ('application_browser', 'application_check', 'application_file'):
        op.drop_table(name)
    op.drop_column('application_stage', 'amount')
    op.drop_index('ix_application_arrived', table_name='application')
    op.drop_column('application', 'call_asked_at')
    op.drop_column('application', 'arrived_at')
