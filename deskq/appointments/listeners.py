"""SMS about appointments enter the outbox in the same commit as their cause."""

from datetime import timedelta

from flask import has_app_context

from deskq.appointments import queries, sms_templates
from deskq.appointments.confirmation import queries as confirmation
from deskq.appointments.events import (
    AppointmentBooked,
    AppointmentCodeAsked,
    AppointmentEnded,
    AppointmentMoved,
    AppointmentReminded,
)
from deskq.core.transactions import Transaction, in_transaction
from deskq.sms import outbox
from deskq.sms import service as sms_service

#: How long sending is tried; never beyond the time of the appointment.
SEND_REMINDER_WITHIN = timedelta(hours=3)
SEND_WITHDRAWAL_WITHIN = timedelta(hours=24)
SEND_CONFIRMATION_WITHIN = timedelta(hours=24)


@in_transaction(AppointmentBooked)
def queue_confirmation(tx: Transaction, event: AppointmentBooked) -> None:
    _tell_time(tx, sms_templates.CONFIRMED, event.appointment)


@in_transaction(AppointmentMoved)
def queue_new_time(tx: Transaction, event: AppointmentMoved) -> None:
    _tell_time(tx, sms_templates.MOVED, event.appointment)


def _tell_time(tx: Transaction, kind: str, appointment_id: int) -> None:
    """Day, hour, place and code at once. When the reminder would be due by now, this SMS is the reminder too."""
    policy = queries.policy(tx.session, tx.office_id)
    found = queries.by_id(tx.session, tx.office_id, appointment_id)
    if not policy.tell_booked or found is None:
        return
    if _put(tx, kind, appointment_id, SEND_CONFIRMATION_WITHIN):
        reminded = found.starts_at - tx.at <= timedelta(hours=policy.remind_hours)
        found.reminded_at = tx.at if reminded else None


@in_transaction(AppointmentReminded)
def queue_reminder(tx: Transaction, event: AppointmentReminded) -> None:
    _put(tx, sms_templates.REMINDER, event.appointment, SEND_REMINDER_WITHIN)


@in_transaction(AppointmentEnded)
def queue_withdrawal(tx: Transaction, event: AppointmentEnded) -> None:
    if event.state == sms_templates.VALID_IN[sms_templates.WITHDRAWN]:
        _put(tx, sms_templates.WITHDRAWN, event.appointment, SEND_WITHDRAWAL_WITHIN)


@in_transaction(AppointmentCodeAsked)
def queue_code(tx: Transaction, event: AppointmentCodeAsked) -> None:
    found = queries.by_id(tx.session, tx.office_id, event.appointment)
    if found is not None and found.code_until is not None and has_app_context() and outbox.is_on():
        sms_service.add_notice(tx, confirmation.subject(event.appointment, event.number), found.code_until)


def _put(tx: Transaction, kind: str, appointment_id: int, within: timedelta) -> bool:
    """Whether it is in the outbox now."""
    found = queries.by_id(tx.session, tx.office_id, appointment_id)
    if found is None or found.phone is None or found.starts_at <= tx.at:
        return False
    if not (has_app_context() and outbox.is_on()):
        return False
    sms_service.add_notice(tx, sms_templates.about(kind, found), min(found.starts_at, tx.at + within))
    return True
