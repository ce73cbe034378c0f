"""What a visitor is told of an appointment goes into the outbox in the very commit of what happened."""

from datetime import timedelta

from flask import has_app_context

from deskq.appointments import queries, texts
from deskq.appointments.events import AppointmentEnded, AppointmentReminded
from deskq.notify import outbox
from deskq.notify import service as notify_service
from deskq.transactions import Transaction, beside

#: How long it is tried; never beyond the hour itself.
REMINDER_WORTH = timedelta(hours=3)
WITHDRAWAL_WORTH = timedelta(hours=24)


@beside(AppointmentReminded)
def put_reminder(tell: Transaction, event: AppointmentReminded) -> None:
    _put(tell, texts.REMINDER, event.appointment, REMINDER_WORTH)


@beside(AppointmentEnded)
def put_withdrawal(tell: Transaction, event: AppointmentEnded) -> None:
    if event.state == texts.STILL[texts.WITHDRAWN]:
        _put(tell, texts.WITHDRAWN, event.appointment, WITHDRAWAL_WORTH)


def _put(tell: Transaction, kind: str, appointment_id: int, worth: timedelta) -> None:
    found = queries.by_id(tell.session, tell.office_id, appointment_id)
    if found is None or found.phone is None or found.starts_at <= tell.at:
        return
    if has_app_context() and outbox.is_on():
        notify_service.add_notice(tell, texts.about(kind, found), min(found.starts_at, tell.at + worth))
