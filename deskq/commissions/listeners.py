"""Queues the SMS about a moved or cancelled session in the same transaction as the event."""

from datetime import timedelta

from deskq.commissions import queries, sms_templates
from deskq.commissions.events import SessionCancelled, SessionMoved
from deskq.core.transactions import Transaction, in_transaction
from deskq.sms import service as sms_service

#: An SMS about a new time, or that there is no session, is sent within a day, and not after the session.
SEND_WITHIN = timedelta(hours=24)


@in_transaction(SessionMoved)
def queue_new_time(tx: Transaction, event: SessionMoved) -> None:
    _queue(tx, event.session, sms_templates.MOVED)


@in_transaction(SessionCancelled)
def queue_cancellation(tx: Transaction, event: SessionCancelled) -> None:
    _queue(tx, event.session, sms_templates.CANCELLED)


def _queue(tx: Transaction, session_id: int, what: str) -> None:
    session = queries.session_row(tx.session, tx.office_id, session_id)
    if session is None or session.starts_at <= tx.at:
        return
    until = min(tx.at + SEND_WITHIN, session.starts_at)
    for row in queries.agenda(tx.session, session.id):
        if sms_templates.is_told(tx.session, row.application.id):
            sms_service.add_notice(tx, sms_templates.about(row.item, what), until)
