"""Counts open appointments of a number and of a network address, and finds reservations that have expired."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskq.appointments.models import OPEN, Appointment
from deskq.sms.one_time_code import queries as code_queries
from deskq.sms.one_time_code.rules import SentCodes

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
) -> list[SentCodes]:
    """The codes sent to a number (its keyed hash) for appointments that were booked after ``since``. Staff have no
    address, so none are from there."""
    query = select(Appointment.booked_at, Appointment.codes, Appointment.address_index).where(
        Appointment.office_id == office_id, Appointment.phone_index == number, Appointment.booked_at > since
    )
    return [
        SentCodes(at, codes, address is not None and booked_from == address)
        for at, codes, booked_from in session.execute(query)
    ]


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
