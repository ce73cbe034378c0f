"""Background job of appointments: releases unconfirmed places, marks no-shows, sends reminders, erases personal data of
past days."""

from datetime import timedelta

from deskq.appointments import queries
from deskq.appointments.confirmation import queries as confirmation_queries
from deskq.appointments.confirmation import service as confirmation
from deskq.appointments.service import maintenance
from deskq.core import clock
from deskq.core.errors import N_
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.jobs.each_office import each_office
from deskq.jobs.table import Job
from deskq.office import queries as office_queries
from deskq.sms import outbox

PERIOD = 15.0


def jobs() -> tuple[Job, ...]:
    title = N_("Release unconfirmed appointments, send reminders and record no-shows")
    return (Job("appointments", title, PERIOD, lambda: run_once(), alone=True),)


def run_once() -> None:
    """One round. Reads first, and opens a transaction only when there is something to do."""
    each_office(office_queries.offices(db.session()), _of_office)


def _of_office(office_id: int) -> None:
    session, now = db.session(), clock.now()
    today = clock.local(now).date()
    policy = queries.policy(session, office_id)
    late = now - timedelta(minutes=policy.late_minutes)
    if confirmation_queries.overdue(session, office_id, now):
        confirmation.release_overdue(office_id, now)
    if queries.booked_before(session, office_id, late):
        maintenance.mark_missed(office_id, now)
    if queries.to_erase(session, office_id, jalali.day_number(today), now):
        maintenance.erase_past(office_id, now)
    until = now + timedelta(hours=policy.remind_hours)
    if outbox.is_on() and policy.remind_hours and queries.to_remind(session, office_id, now, until):
        maintenance.mark_reminded(office_id, now)
