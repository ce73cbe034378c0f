"""Queues the SMS about a moved session in the same transaction as the event."""

from datetime import timedelta

from deskq.commissions import queries, sms_templates
from deskq.commissions.events import SessionMoved
from deskq.core.transactions import Transaction, in_transaction
from deskq.sms import service as sms_service

#: An SMS about a new time is sent within a day, and not after the session.
SEND_WITHIN = timedelta(hours=24)


@in_transaction(SessionMoved)
def queue_new_time(tx: Transaction, event: SessionMoved) -> None:
    session = queries.session_row(tx.session, tx.office_id, event.session)
    if session is None:
        return
    until = min(tx.at + SEND_WITHIN, session.starts_at)
    for row in queries.agenda(tx.session, session.id):
        if sms_templates.is_told(tx.session, row.application.id):
            sms_service.add_notice(tx, sms_templates.about(row.item), until)
