"""Sessions of commissions with their agenda."""

import sqlalchemy as sa
from alembic import op

from deskq.core.db.engine import UtcMicroseconds

revision = "0063"
down_revision = "0062"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table('commission_session',
    sa.Column('id', BIG, nullable=False),
    sa.Column('office_id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('commission', sa.String(length=8), nullable=False),
    sa.Column('starts_at', UtcMicroseconds(), nullable=False),
    sa.Column('place', sa.String(length=160), nullable=False),
    sa.Column('members', sa.Text(), nullable=False),
    sa.Column('by', sa.String(length=40), nullable=False),
    sa.CheckConstraint("commission IN ('art100', 'art77', 'art5')", name=op.f('ck_commission_session_commission')),
    sa.ForeignKeyConstraint(['office_id'], ['office.id'], name=op.f('fk_commission_session_office_id_office')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_commission_session_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_commission_session')),
    sa.UniqueConstraint('unit_id', 'commission', 'starts_at', name=op.f('uq_commission_session_unit_id_commission_starts_at'))
    )
    op.create_index('ix_commission_session_starts', 'commission_session', ['office_id', 'starts_at'])
    _create_item()


def downgrade() -> None:
    op.drop_table('commission_item')
    op.drop_table('commission_session')


def _create_item() -> None:
    op.create_table('commission_item',
    sa.Column('id', BIG, nullable=False),
    sa.Column('session_id', BIG, nullable=False),
    sa.Column('application_id', BIG, nullable=False),
    sa.Column('stage', sa.String(length=40), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('notice_way', sa.String(length=12), nullable=False),
    sa.Column('notice_day', sa.Date(), nullable=True),
    sa.Column('defence_until', sa.Date(), nullable=True),
    sa.Column('defence', sa.Text(), nullable=False),
    sa.Column('defence_at', UtcMicroseconds(), nullable=True),
    sa.Column('verdict', sa.String(length=16), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=True),
    sa.Column('verdict_at', UtcMicroseconds(), nullable=True),
    sa.Column('served_way', sa.String(length=12), nullable=False),
    sa.Column('served_day', sa.Date(), nullable=True),
    sa.Column('appeal_until', sa.Date(), nullable=True),
    sa.Column('turn', sa.Integer(), nullable=False),
    sa.Column('erased_at', UtcMicroseconds(), nullable=True),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_commission_item_application_id_application')),
    sa.ForeignKeyConstraint(['session_id'], ['commission_session.id'], name=op.f('fk_commission_item_session_id_commission_session')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_commission_item')),
    sa.UniqueConstraint('session_id', 'application_id', name=op.f('uq_commission_item_session_id_application_id'))
    )
    op.create_index('ix_commission_item_of', 'commission_item', ['application_id'])
