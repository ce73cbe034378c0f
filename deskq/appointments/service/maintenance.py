"""What happens to appointments without a press: nobody came, it is time to remind, the day is over."""

from datetime import date, datetime, timedelta

from sqlalchemy import delete

from deskq.appointments import events, queries
from deskq.appointments.models import Appointment, SlotPlan, WithdrawnDay
from deskq.core import clock
from deskq.core.text import jalali
from deskq.core.transactions import transaction
from deskq.office import config_cache

KEEPER = "keeper"


def mark_missed(office_id: int, now: datetime) -> int:
    """Appointments whose tolerance is over and whose code nobody gave. Where the doors were shut at the hour after all,
    nobody stayed away: the office did not keep its word. Returns how many."""
    with transaction(office_id, KEEPER) as tx:
        late = timedelta(minutes=queries.policy(tx.session, office_id).late_minutes)
        found = queries.booked_before(tx.session, office_id, now - late)
        about = config_cache.at(office_id, tx.catalogue, tx.connection)
        for appointment in found:
            appointment.state = "missed" if about.hours(appointment.starts_at).open else "withdrawn"
            tx.record(events.AppointmentEnded(appointment.id, appointment.state))
        return len(found)


def mark_reminded(office_id: int, now: datetime) -> list[Appointment]:
    """Appointments to be reminded of now; each is returned once. Its message goes into the outbox in the same commit,
    which tries again only what was certainly not taken: nobody is reminded twice."""
    with transaction(office_id, KEEPER) as tx:
        before = timedelta(hours=queries.policy(tx.session, office_id).remind_hours)
        found = queries.to_remind(tx.session, office_id, now, now + before)
        for appointment in found:
            appointment.reminded_at = tx.at
            tx.record(events.AppointmentReminded(appointment.id))
        return found


def erase_past(office_id: int, now: datetime) -> int:
    """Whose the appointments of earlier days were is forgotten. Returns how many."""
    with transaction(office_id, KEEPER) as tx:
        found = queries.to_erase(tx.session, office_id, jalali.day_at(now, clock.zone()))
        for appointment in found:
            appointment.phone = appointment.id_hash = None
        if found:
            tx.record(events.AppointmentsErased(len(found)))
        return len(found)


def forget_old(office_id: int, before: date) -> int:
    """Appointments, times and withdrawn days that were over before this day; the journal keeps what happened, without
    persons. Returns how many."""
    with transaction(office_id, KEEPER) as tx:
        old = (
            delete(Appointment).where(Appointment.office_id == office_id, Appointment.day < jalali.day_number(before)),
            delete(SlotPlan).where(SlotPlan.office_id == office_id, SlotPlan.last_day < before),
            delete(WithdrawnDay).where(WithdrawnDay.office_id == office_id, WithdrawnDay.day < before),
        )
        count = sum(int(tx.connection.execute(rows).rowcount) for rows in old)
        tx.record(events.AppointmentsForgotten(count))
        return count
