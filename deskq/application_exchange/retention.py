"""Retention of imports: the uploaded tables carry personal data, and go a week after they came."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from deskq.application_exchange.models import ApplicationImport
from deskq.application_exchange.staging import Files
from deskq.core import actors
from deskq.core.retention_rules import BATCH, Rule, length
from deskq.core.transactions import transaction

KEPT = timedelta(days=7)


def _old(office_id: int, now: datetime) -> list[ColumnElement[bool]]:
    return [ApplicationImport.office_id == office_id, ApplicationImport.made_at < now - KEPT]


def _due(session: Session, office_id: int, now: datetime) -> int:
    return session.scalar(select(func.count()).select_from(ApplicationImport).where(*_old(office_id, now))) or 0


def _remove(office_id: int, now: datetime) -> int:
    with transaction(office_id, actors.SYSTEM) as tx:
        old = select(ApplicationImport.id, ApplicationImport.token).where(*_old(office_id, now)).limit(BATCH)
        found = tx.session.execute(old).all()
        tx.session.execute(delete(ApplicationImport).where(ApplicationImport.id.in_([row.id for row in found])))
    for row in found:
        Files(row.token).remove()
    return len(found)


RULES = (Rule("imports of applications, with the uploaded tables", length(KEPT), _due, _remove),)
