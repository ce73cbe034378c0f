"""How long deleted reports and the list of e-mails are kept."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from deskq.core.retention_rules import Rule, in_batches, length, old_rows
from deskq.core.transactions import Transaction
from deskq.saved_reports.mail.models import Mail
from deskq.saved_reports.models import ReportRecipient, SavedReport
from deskq.saved_reports.rules import KEPT


def _due(session: Session, office_id: int, now: datetime) -> int:
    mine = (SavedReport.office_id == office_id, SavedReport.removed_at < now - KEPT)
    return session.scalar(select(func.count()).select_from(SavedReport).where(*mine)) or 0


def _remove(office_id: int, now: datetime) -> int:
    old = select(SavedReport.id).where(SavedReport.office_id == office_id, SavedReport.removed_at < now - KEPT)

    def batch(tx: Transaction) -> int:
        tx.connection.execute(delete(ReportRecipient).where(ReportRecipient.report_id.in_(old)))
        return int(tx.connection.execute(delete(SavedReport).where(SavedReport.id.in_(old))).rowcount)

    return in_batches(office_id, batch)


RULES = (
    Rule("deleted saved reports, with the addresses of their recipients", length(KEPT), _due, _remove),
    old_rows("e-mail: time sent, without address or text", Mail, Mail.done_at, timedelta(days=30)),
)
