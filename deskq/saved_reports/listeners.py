"""Puts the SMS and e-mails of a report that is sent into their outboxes, in the same commit."""

from flask import has_app_context

from deskq.core.transactions import Transaction, in_transaction
from deskq.office import directory
from deskq.saved_reports import queries, rules
from deskq.saved_reports.events import ReportSent, ReportSentNow
from deskq.saved_reports.mail.models import Mail
from deskq.saved_reports.service import sending
from deskq.sms import service as sms_service


@in_transaction(ReportSent)
def queue_links(tx: Transaction, event: ReportSent) -> None:
    """One for each recipient, report and period: the key is unique."""
    _queue(tx, event.report, str(event.begins))


@in_transaction(ReportSentNow)
def queue_links_now(tx: Transaction, event: ReportSentNow) -> None:
    _queue(tx, event.report, f"{event.on} {event.mark}")


def _queue(tx: Transaction, report_id: int, when: str) -> None:
    report = queries.by_id(tx.session, tx.office_id, report_id)
    if report is None or not has_app_context() or directory.is_practice(tx.session, tx.office_id):
        return
    until = tx.at + rules.SEND_WITHIN
    for row in sending.reachable(tx.session, report):
        about = f"{queries.ABOUT} {row.id} {when}"
        if row.way == "sms":
            sms_service.add_notice(tx, about, until)
        else:
            tx.session.add(
                Mail(office_id=tx.office_id, about=about, until=until, made_at=tx.at, next_at=tx.at, attempts=0)
            )
