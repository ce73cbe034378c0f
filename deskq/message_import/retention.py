"""Retention of imports of messages: the tables carry what citizens wrote, and go a month after they came."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from deskq.core import actors
from deskq.core.retention_rules import BATCH, Rule, length
from deskq.core.transactions import transaction
from deskq.message_import.models import WORKING, MessageImport

KEPT = timedelta(days=30)


def _old(office_id: int, now: datetime) -> list[ColumnElement[bool]]:
    is_over = MessageImport.state.not_in(WORKING)
    return [MessageImport.office_id == office_id, MessageImport.made_at < now - KEPT, is_over]


def _due(session: Session, office_id: int, now: datetime) -> int:
    return session.scalar(select(func.count()).select_from(MessageImport).where(*_old(office_id, now))) or 0


def _remove(office_id: int, now: datetime) -> int:
    with transaction(office_id, actors.SYSTEM) as tx:
        old = list(tx.session.scalars(select(MessageImport.id).where(*_old(office_id, now)).limit(BATCH)))
        tx.session.execute(delete(MessageImport).where(MessageImport.id.in_(old)))
    return len(old)


RULES = (Rule("imports of messages, with the uploaded tables", length(KEPT), _due, _remove),)
