"""Counts open appointments of a number and of a network address, and finds reservations that have expired."""

from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from deskq.appointments.models import OPEN, Appointment
from deskq.sms.one_time_code import queries as code_queries

#: First word of the subject of an SMS with a code.
CONFIRM = "confirm"


def subject(appointment_id: int, number: int) -> str:
    """Subject of the SMS with this code of an appointment, in the outbox."""
    return f"{CONFIRM} {appointment_id} {number}"


def open_from(session: Session, office_id: int, address: str, now: datetime) -> int:
    """Number of appointments booked from a network address that are not over. Appointments confirmed by a code have no
    address."""
    query = (
        select(func.count())
        .select_from(Appointment)
        .where(
            Appointment.office_id == office_id,
            Appointment.address_index == address,
            OPEN,
            Appointment.starts_at > now,
        )
    )
    return session.scalar(query) or 0


def codes_to(
    session: Session, office_id: int, number: str | None, since: datetime, address: str | None
) -> tuple[int, int]:
    """Codes sent to a number (its keyed hash) for appointments that were booked after ``since``: of all, and of those
    that this network address booked (none for staff, who have no address)."""
    here = case((Appointment.address_index == (address or ""), Appointment.codes), else_=0)
    query = select(func.coalesce(func.sum(Appointment.codes), 0), func.coalesce(func.sum(here), 0)).where(
        Appointment.office_id == office_id, Appointment.phone_index == number, Appointment.booked_at > since
    )
    every, of_address = session.execute(query).one()
    return every, of_address


def pending_of(
    session: Session, office_id: int, service_id: int, number: str | None, address: str | None
) -> list[Appointment]:
    """The unconfirmed appointment for the same service and number from the same address."""
    if address is None:
        return []
    query = select(Appointment).where(
        Appointment.office_id == office_id,
        Appointment.phone_index == number,
        Appointment.service_id == service_id,
        Appointment.address_index == address,
        Appointment.state == "pending",
    )
    return list(session.scalars(query))


def overdue(session: Session, office_id: int, now: datetime) -> list[Appointment]:
    """Appointments that were not confirmed in time, whose places become free."""
    query = select(Appointment).where(
        Appointment.office_id == office_id, Appointment.state == "pending", Appointment.code_until <= now
    )
    return list(session.scalars(query.order_by(Appointment.id)))


def code_sent_at(session: Session, found: Appointment) -> datetime | None:
    """Time at which the last code of the appointment was asked for."""
    return code_queries.sent_at(session, found.office_id, subject(found.id, found.codes))
