"""Services of the background job: mark no-shows, mark reminders, erase past days."""

from datetime import date, datetime, timedelta

from sqlalchemy import delete

from deskq.appointments import events, queries
from deskq.appointments.models import Appointment, SlotPlan, WithdrawnDay
from deskq.core import actors, clock
from deskq.core.text import jalali
from deskq.core.transactions import transaction
from deskq.office import config_cache


def mark_missed(office_id: int, now: datetime) -> int:
    """Appointments past their tolerance that were not checked in. Where the office was closed at that time after all,
    nobody counts as absent. Returns how many."""
    with transaction(office_id, actors.SYSTEM) as tx:
        late = timedelta(minutes=queries.policy(tx.session, office_id).late_minutes)
        found = queries.booked_before(tx.session, office_id, now - late)
        config = config_cache.at(office_id, tx.config_version, tx.connection)
        for appointment in found:
            appointment.state = "missed" if config.hours(appointment.starts_at).open else "withdrawn"
            tx.record(events.AppointmentEnded(appointment.id, appointment.state))
        return len(found)


def mark_reminded(office_id: int, now: datetime) -> list[Appointment]:
    """Appointments due for a reminder; each is returned once. The SMS enters the outbox in the same commit and is
    retried only if certainly not accepted: nobody is reminded twice."""
    with transaction(office_id, actors.SYSTEM) as tx:
        before = timedelta(hours=queries.policy(tx.session, office_id).remind_hours)
        found = queries.to_remind(tx.session, office_id, now, now + before)
        for appointment in found:
            appointment.reminded_at = tx.at
            tx.record(events.AppointmentReminded(appointment.id))
        return found


def erase_past(office_id: int, now: datetime) -> int:
    """Erase personal data of appointments of past days, and of those never confirmed. Returns how many."""
    with transaction(office_id, actors.SYSTEM) as tx:
        found = queries.to_erase(tx.session, office_id, jalali.day_at(now, clock.zone()), now)
        for appointment in found:
            appointment.phone = appointment.phone_index = appointment.id_hash = appointment.address_index = None
        if found:
            tx.record(events.AppointmentsErased(len(found)))
        return len(found)


def forget_old(office_id: int, before: date) -> int:
    """Delete appointments, plans and withdrawn days from before this day; the journal keeps the events, without
    persons. Returns how many."""
    with transaction(office_id, actors.SYSTEM) as tx:
        old = (
            delete(Appointment).where(Appointment.office_id == office_id, Appointment.day < jalali.day_number(before)),
            delete(SlotPlan).where(SlotPlan.office_id == office_id, SlotPlan.last_day < before),
            delete(WithdrawnDay).where(WithdrawnDay.office_id == office_id, WithdrawnDay.day < before),
        )
        count = sum(int(tx.connection.execute(rows).rowcount) for rows in old)
        tx.record(events.AppointmentsForgotten(count))
        return count
