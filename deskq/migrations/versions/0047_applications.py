"""Service sheets in versions, and applications with stages, documents, applicant and history."""

import sqlalchemy as sa
from alembic import op

from deskq.core.db.engine import UtcMicroseconds

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OPEN = sa.text("state IN ('open', 'incomplete', 'payment', 'applicant', 'outside', 'objected')")
PRESENT = sa.text("state NOT IN ('to_come', 'done', 'skipped')")
KEPT = sa.text("erased_at IS NULL")
TABLES = (
    "application_step",
    "application_document",
    "application_stage",
    "application_applicant",
    "application",
    "service_sheet_version",
    "service_sheet",
)


def upgrade() -> None:
    _create_sheets()
    _create_application()
    _create_applicant()
    _create_stages()
    _create_documents_and_steps()


def downgrade() -> None:
    for name in TABLES:
        op.drop_table(name)


def _create_sheets() -> None:
    op.create_table('service_sheet',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('office_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('offered', sa.Boolean(), server_default=sa.true(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['office_id'], ['office.id'], name=op.f('fk_service_sheet_office_id_office')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_service_sheet')),
    sa.UniqueConstraint('office_id', 'code', name=op.f('uq_service_sheet_office_id_code'))
    )
    op.create_table('service_sheet_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sheet_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('by', sa.String(length=40), nullable=False),
    sa.Column('saved_at', UtcMicroseconds(), nullable=False),
    sa.ForeignKeyConstraint(['sheet_id'], ['service_sheet.id'], name=op.f('fk_service_sheet_version_sheet_id_service_sheet')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_service_sheet_version')),
    sa.UniqueConstraint('sheet_id', 'number', name=op.f('uq_service_sheet_version_sheet_id_number'))
    )


def _create_application() -> None:
    op.create_table('application',
    sa.Column('id', BIG, nullable=False),
    sa.Column('office_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=12), nullable=False),
    sa.Column('request_key', sa.String(length=64), nullable=False),
    sa.Column('sheet_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('objected', sa.Boolean(), nullable=False),
    sa.Column('ticket_id', BIG, nullable=True),
    sa.Column('taken_by_id', sa.Integer(), nullable=True),
    sa.Column('file_number', sa.String(length=40), nullable=False),
    sa.Column('parcel_code', sa.String(length=40), nullable=False),
    sa.Column('day', sa.Integer(), nullable=False),
    sa.Column('opened_at', UtcMicroseconds(), nullable=False),
    sa.Column('first_due_at', UtcMicroseconds(), nullable=False),
    sa.Column('amber_at', UtcMicroseconds(), nullable=False),
    sa.Column('red_at', UtcMicroseconds(), nullable=False),
    sa.Column('due_at', UtcMicroseconds(), nullable=False),
    sa.Column('paused_at', UtcMicroseconds(), nullable=True),
    sa.Column('ended_at', UtcMicroseconds(), nullable=True),
    sa.Column('erased_at', UtcMicroseconds(), nullable=True),
    sa.Column('turn', sa.Integer(), nullable=False),
    sa.CheckConstraint("state IN ('open', 'incomplete', 'payment', 'applicant', 'outside', 'objected', 'finished', 'refused', 'withdrawn')", name=op.f('ck_application_state')),
    sa.ForeignKeyConstraint(['office_id'], ['office.id'], name=op.f('fk_application_office_id_office')),
    sa.ForeignKeyConstraint(['sheet_id'], ['service_sheet.id'], name=op.f('fk_application_sheet_id_service_sheet')),
    sa.ForeignKeyConstraint(['taken_by_id'], ['person.id'], name=op.f('fk_application_taken_by_id_person')),
    sa.ForeignKeyConstraint(['ticket_id'], ['ticket.id'], name=op.f('fk_application_ticket_id_ticket')),
    sa.ForeignKeyConstraint(['version_id'], ['service_sheet_version.id'], name=op.f('fk_application_version_id_service_sheet_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_application')),
    sa.UniqueConstraint('office_id', 'code', name=op.f('uq_application_office_id_code')),
    sa.UniqueConstraint('office_id', 'request_key', name=op.f('uq_application_office_id_request_key'))
    )
    op.create_index('ix_application_day', 'application', ['office_id', 'day'])
    op.create_index('ix_application_ended', 'application', ['office_id', 'ended_at'], sqlite_where=KEPT, postgresql_where=KEPT)
    op.create_index('ix_application_open', 'application', ['office_id', 'due_at'], sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_index('ix_application_parcel', 'application', ['office_id', 'parcel_code', 'sheet_id'])
    op.create_index('ix_application_taken', 'application', ['taken_by_id', 'id'])
    op.create_index('ix_application_ticket', 'application', ['ticket_id'])


def _create_applicant() -> None:
    op.create_table('application_applicant',
    sa.Column('application_id', BIG, autoincrement=False, nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('phone', sa.Text(), nullable=False),
    sa.Column('national_id', sa.Text(), nullable=False),
    sa.Column('deed', sa.Text(), nullable=False),
    sa.Column('phone_index', sa.String(length=64), nullable=True),
    sa.Column('national_index', sa.String(length=64), nullable=True),
    sa.Column('texts', sa.Boolean(), nullable=False),
    sa.Column('erased_at', UtcMicroseconds(), nullable=True),
    sa.CheckConstraint("kind IN ('owner', 'proxy', 'heirs')", name=op.f('ck_application_applicant_kind')),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_application_applicant_application_id_application')),
    sa.PrimaryKeyConstraint('application_id', name=op.f('pk_application_applicant'))
    )
    op.create_index('ix_application_applicant_national', 'application_applicant', ['national_index'])
    op.create_index('ix_application_applicant_phone', 'application_applicant', ['phone_index'])


def _create_stages() -> None:
    op.create_table('application_stage',
    sa.Column('id', BIG, nullable=False),
    sa.Column('application_id', BIG, nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('begun_at', UtcMicroseconds(), nullable=True),
    sa.Column('amber_at', UtcMicroseconds(), nullable=True),
    sa.Column('red_at', UtcMicroseconds(), nullable=True),
    sa.Column('due_at', UtcMicroseconds(), nullable=True),
    sa.Column('waits_since', UtcMicroseconds(), nullable=True),
    sa.Column('ended_at', UtcMicroseconds(), nullable=True),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('bill_number', sa.String(length=40), nullable=False),
    sa.Column('payment_id', sa.String(length=40), nullable=False),
    sa.Column('reference', sa.String(length=40), nullable=False),
    sa.CheckConstraint("state IN ('to_come', 'here', 'documents', 'payment', 'applicant', 'outside', 'done', 'skipped')", name=op.f('ck_application_stage_state')),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_application_stage_application_id_application')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_application_stage_person_id_person')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_application_stage_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_application_stage')),
    sa.UniqueConstraint('application_id', 'code', name=op.f('uq_application_stage_application_id_code'))
    )
    op.create_index('ix_application_stage_present', 'application_stage', ['unit_id', 'due_at', 'application_id'], sqlite_where=PRESENT, postgresql_where=PRESENT)
    op.create_index('ix_application_stage_unit', 'application_stage', ['unit_id', 'application_id'])


def _create_documents_and_steps() -> None:
    op.create_table('application_document',
    sa.Column('id', BIG, nullable=False),
    sa.Column('application_id', BIG, nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('name_fa', sa.String(length=160), nullable=False),
    sa.Column('name_en', sa.String(length=160), nullable=False),
    sa.Column('received_at', UtcMicroseconds(), nullable=True),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_application_document_application_id_application')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_application_document')),
    sa.UniqueConstraint('application_id', 'code', name=op.f('uq_application_document_application_id_code'))
    )
    op.create_table('application_step',
    sa.Column('id', BIG, nullable=False),
    sa.Column('application_id', BIG, nullable=False),
    sa.Column('at', UtcMicroseconds(), nullable=False),
    sa.Column('verb', sa.String(length=20), nullable=False),
    sa.Column('stage', sa.String(length=40), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('by', sa.String(length=40), nullable=False),
    sa.Column('due_at', UtcMicroseconds(), nullable=True),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_application_step_application_id_application')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_application_step_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_application_step'))
    )
    op.create_index('ix_application_step_of', 'application_step', ['application_id', 'id'])
