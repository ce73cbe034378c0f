"""Inspections: the place of an application, tours with their stops, results with their photos."""

import sqlalchemy as sa
from alembic import op

from deskq.core.db.engine import UtcMicroseconds

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLES = ("inspection_photo", "inspection_result", "inspection_stop", "inspection_tour", "inspection_place")


def upgrade() -> None:
    _create_place_and_tour()
    _create_stop()
    _create_result()
    _create_photo()


def downgrade() -> None:
    for name in TABLES:
        op.drop_table(name)


def _create_place_and_tour() -> None:
    op.create_table('inspection_place',
    sa.Column('application_id', BIG, autoincrement=False, nullable=False),
    sa.Column('address', sa.Text(), nullable=False),
    sa.Column('district_id', sa.Integer(), nullable=True),
    sa.Column('lat', sa.Integer(), nullable=True),
    sa.Column('lon', sa.Integer(), nullable=True),
    sa.Column('turn', sa.Integer(), nullable=False),
    sa.Column('erased_at', UtcMicroseconds(), nullable=True),
    sa.CheckConstraint('(lat IS NULL) = (lon IS NULL)', name=op.f('ck_inspection_place_whole_point')),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_inspection_place_application_id_application')),
    sa.ForeignKeyConstraint(['district_id'], ['district.id'], name=op.f('fk_inspection_place_district_id_district')),
    sa.PrimaryKeyConstraint('application_id', name=op.f('pk_inspection_place'))
    )
    op.create_table('inspection_tour',
    sa.Column('id', BIG, nullable=False),
    sa.Column('office_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('by', sa.String(length=40), nullable=False),
    sa.Column('made_at', UtcMicroseconds(), nullable=False),
    sa.Column('turn', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['office_id'], ['office.id'], name=op.f('fk_inspection_tour_office_id_office')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_inspection_tour_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inspection_tour')),
    sa.UniqueConstraint('office_id', 'day', 'person_id', name=op.f('uq_inspection_tour_office_id_day_person_id'))
    )


def _create_stop() -> None:
    op.create_table('inspection_stop',
    sa.Column('id', BIG, nullable=False),
    sa.Column('tour_id', BIG, nullable=False),
    sa.Column('application_id', BIG, nullable=False),
    sa.Column('stage', sa.String(length=40), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_inspection_stop_application_id_application')),
    sa.ForeignKeyConstraint(['tour_id'], ['inspection_tour.id'], name=op.f('fk_inspection_stop_tour_id_inspection_tour')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inspection_stop')),
    sa.UniqueConstraint('tour_id', 'application_id', 'stage', name=op.f('uq_inspection_stop_tour_id_application_id_stage'))
    )
    op.create_index('ix_inspection_stop_of', 'inspection_stop', ['application_id'])


def _create_result() -> None:
    op.create_table('inspection_result',
    sa.Column('id', BIG, nullable=False),
    sa.Column('office_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('application_id', BIG, nullable=False),
    sa.Column('stage', sa.String(length=40), nullable=False),
    sa.Column('tour_id', BIG, nullable=True),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('outcome', sa.String(length=16), nullable=False),
    sa.Column('standing', sa.String(length=8), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('checks', sa.String(length=200), nullable=False),
    sa.Column('noted_at', UtcMicroseconds(), nullable=False),
    sa.Column('arrived_at', UtcMicroseconds(), nullable=False),
    sa.Column('erased_at', UtcMicroseconds(), nullable=True),
    sa.CheckConstraint("outcome IN ('fits', 'does_not_fit', 'not_possible')", name=op.f('ck_inspection_result_outcome')),
    sa.CheckConstraint("standing IN ('counted', 'remark')", name=op.f('ck_inspection_result_standing')),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_inspection_result_application_id_application')),
    sa.ForeignKeyConstraint(['office_id'], ['office.id'], name=op.f('fk_inspection_result_office_id_office')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_inspection_result_person_id_person')),
    sa.ForeignKeyConstraint(['tour_id'], ['inspection_tour.id'], name=op.f('fk_inspection_result_tour_id_inspection_tour')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inspection_result')),
    sa.UniqueConstraint('office_id', 'key', name=op.f('uq_inspection_result_office_id_key'))
    )
    op.create_index('ix_inspection_result_of', 'inspection_result', ['application_id', 'stage'])
    op.create_index('ix_inspection_result_tour', 'inspection_result', ['tour_id'])


def _create_photo() -> None:
    op.create_table('inspection_photo',
    sa.Column('id', BIG, nullable=False),
    sa.Column('result_id', BIG, nullable=False),
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('file', sa.String(length=60), nullable=False),
    sa.Column('at', UtcMicroseconds(), nullable=False),
    sa.ForeignKeyConstraint(['result_id'], ['inspection_result.id'], name=op.f('fk_inspection_photo_result_id_inspection_result')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inspection_photo')),
    sa.UniqueConstraint('result_id', 'key', name=op.f('uq_inspection_photo_result_id_key'))
    )
    op.create_index('ix_inspection_photo_file', 'inspection_photo', ['file'])
