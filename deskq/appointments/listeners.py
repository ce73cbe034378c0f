"""SMS about appointments enter the outbox in the same commit as their cause."""

from datetime import timedelta

from flask import has_app_context

from deskq.appointments import queries, sms_templates
from deskq.appointments.events import AppointmentEnded, AppointmentReminded
from deskq.core.transactions import Transaction, in_transaction
from deskq.sms import outbox
from deskq.sms import service as notify_service

#: How long sending is tried; never beyond the time of the appointment.
REMINDER_WORTH = timedelta(hours=3)
WITHDRAWAL_WORTH = timedelta(hours=24)


@in_transaction(AppointmentReminded)
def put_reminder(tx: Transaction, event: AppointmentReminded) -> None:
    _put(tx, sms_templates.REMINDER, event.appointment, REMINDER_WORTH)


@in_transaction(AppointmentEnded)
def put_withdrawal(tx: Transaction, event: AppointmentEnded) -> None:
    if event.state == sms_templates.STILL[sms_templates.WITHDRAWN]:
        _put(tx, sms_templates.WITHDRAWN, event.appointment, WITHDRAWAL_WORTH)


def _put(tx: Transaction, kind: str, appointment_id: int, worth: timedelta) -> None:
    found = queries.by_id(tx.session, tx.office_id, appointment_id)
    if found is None or found.phone is None or found.starts_at <= tx.at:
        return
    if has_app_context() and outbox.is_on():
        notify_service.add_notice(tx, sms_templates.about(kind, found), min(found.starts_at, tx.at + worth))
