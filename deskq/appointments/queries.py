"""Reads appointments: policy, plans, places taken, and what is due."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from deskq.appointments.confirmation.rules import UNPROVEN
from deskq.appointments.models import BOOKED, KEPT, Appointment, AppointmentPolicy, SlotPlan, WithdrawnDay
from deskq.core.text import jalali
from deskq.sms.one_time_code.rules import CODES_WITHIN

DEFAULTS: dict[str, Any] = {
    "open": False,
    "lead_minutes": 60,
    "days_ahead": 30,
    "most": 3,
    "early_minutes": 30,
    "late_minutes": 15,
    "remind_hours": 24,
    "tell_booked": True,
    "national_id": "off",
    "confirm_minutes": 10,
    "most_per_address": 10,
}


def policy(session: Session, office_id: int) -> AppointmentPolicy:
    """The office's policy; before an admin saved one, the defaults, closed."""
    found = session.get(AppointmentPolicy, office_id)
    return found or AppointmentPolicy(office_id=office_id, **DEFAULTS)


def is_open(session: Session, office_id: int, today: date) -> bool:
    """Whether anything could be booked: pages link to appointments only then."""
    query = (
        select(SlotPlan.id)
        .join(AppointmentPolicy, AppointmentPolicy.office_id == SlotPlan.office_id)
        .where(SlotPlan.office_id == office_id, SlotPlan.last_day >= today, AppointmentPolicy.open)
    )
    return session.scalars(query.limit(1)).first() is not None


def plans(session: Session, office_id: int, last_from: date, service_id: int | None = None) -> list[SlotPlan]:
    """Plans that have not ended before ``last_from``, the earliest first; of one service or all."""
    query = select(SlotPlan).where(SlotPlan.office_id == office_id, SlotPlan.last_day >= last_from)
    if service_id is not None:
        query = query.where(SlotPlan.service_id == service_id)
    return list(session.scalars(query.order_by(SlotPlan.service_id, SlotPlan.first_day, SlotPlan.opens)))


def same_plan(session: Session, office_id: int, fields: Mapping[str, Any]) -> SlotPlan | None:
    """A plan with these columns."""
    return session.scalars(select(SlotPlan).filter_by(office_id=office_id, **fields).limit(1)).first()


def booked_counts(session: Session, service_id: int, first: datetime, last: datetime) -> dict[datetime, int]:
    """{time: places taken}."""
    query = (
        select(Appointment.starts_at, func.count())
        .where(Appointment.service_id == service_id, KEPT, Appointment.starts_at.between(first, last))
        .group_by(Appointment.starts_at)
    )
    return {starts_at: count for starts_at, count in session.execute(query)}


def seats(session: Session, service_id: int, starts_at: datetime) -> set[int]:
    query = select(Appointment.seat).where(
        Appointment.service_id == service_id, KEPT, Appointment.starts_at == starts_at
    )
    return set(session.scalars(query))


def withdrawn(session: Session, office_id: int, first: date) -> dict[date, WithdrawnDay]:
    query = select(WithdrawnDay).where(WithdrawnDay.office_id == office_id, WithdrawnDay.day >= first)
    return {row.day: row for row in session.scalars(query.order_by(WithdrawnDay.day))}


def withdrawn_day(session: Session, office_id: int, day: date) -> WithdrawnDay | None:
    return session.get(WithdrawnDay, (office_id, day))


def by_id(session: Session, office_id: int, appointment_id: int) -> Appointment | None:
    query = select(Appointment).where(Appointment.id == appointment_id, Appointment.office_id == office_id)
    return session.scalars(query).one_or_none()


def by_token(session: Session, token_hash: str) -> Appointment | None:
    return session.scalars(select(Appointment).where(Appointment.token_hash == token_hash)).one_or_none()


def by_request(session: Session, office_id: int, request_key: str) -> Appointment | None:
    query = select(Appointment).where(Appointment.office_id == office_id, Appointment.request_key == request_key)
    return session.scalars(query).one_or_none()


def by_code(session: Session, office_id: int, code: str, today: int) -> Appointment | None:
    """The appointment with this code: not used yet, or of today and used or over. Unconfirmed appointments have no
    code."""
    query = select(Appointment).where(Appointment.office_id == office_id, Appointment.code == code)
    live = session.scalars(query.where(BOOKED)).one_or_none()
    of_today = query.where(Appointment.day == today, Appointment.state.not_in(UNPROVEN))
    return live or session.scalars(of_today.order_by(Appointment.id.desc())).first()


def of_number(session: Session, office_id: int, number: str, code: str) -> Appointment | None:
    """The appointment of a number (its keyed hash) and its code: the newest one that was confirmed."""
    query = select(Appointment).where(
        Appointment.office_id == office_id,
        Appointment.phone_index == number,
        Appointment.code == code,
        Appointment.state.not_in(UNPROVEN),
    )
    return session.scalars(query.order_by(Appointment.id.desc()).limit(1)).first()


def is_code_taken(session: Session, office_id: int, code: str, today: int) -> bool:
    """Whether a code is in use, or was on this day or is on a later one."""
    query = select(Appointment.id).where(Appointment.office_id == office_id, Appointment.code == code)
    return session.scalars(query.where(or_(BOOKED, Appointment.day >= today)).limit(1)).first() is not None


def is_live_code(session: Session, office_id: int, code: str) -> bool:
    query = select(Appointment.id).where(Appointment.office_id == office_id, Appointment.code == code, BOOKED)
    return session.scalars(query).first() is not None


def services_of(session: Session, office_id: int, number: str | None, id_hash: str | None) -> list[int]:
    """Services for which this person has appointments: the same phone (its keyed hash), or the same national ID.
    Unconfirmed appointments do not count, because anybody can enter a number."""
    same: list[ColumnElement[bool]] = [Appointment.phone_index == number]
    if id_hash is not None:
        same.append(Appointment.id_hash == id_hash)
    query = select(Appointment.service_id).where(
        Appointment.office_id == office_id, Appointment.state == "booked", or_(*same)
    )
    return list(session.scalars(query))


def of_day(session: Session, office_id: int, day: int) -> list[Appointment]:
    query = select(Appointment).where(Appointment.office_id == office_id, Appointment.day == day)
    return list(session.scalars(query.order_by(Appointment.starts_at, Appointment.seat, Appointment.id)))


def still_to_come(session: Session, office_id: int, day: int, now: datetime) -> tuple[int, datetime | None]:
    """How many booked appointments of the Jalali day are still to come, and when the first one begins."""
    query = select(func.count(), func.min(Appointment.starts_at)).where(
        Appointment.office_id == office_id, Appointment.day == day, BOOKED, Appointment.starts_at >= now
    )
    people, first = session.execute(query).one()
    return people, first


def counts(session: Session, office_id: int, first: int, last: int) -> Counter[str]:
    """{state: appointments} of a range of Jalali days."""
    query = (
        select(Appointment.state, func.count())
        .where(Appointment.office_id == office_id, Appointment.day.between(first, last))
        .group_by(Appointment.state)
    )
    return Counter({state: count for state, count in session.execute(query)})


def booked_before(session: Session, office_id: int, moment: datetime) -> list[Appointment]:
    """Appointments with a time before ``moment`` whose holder has not checked in."""
    query = select(Appointment).where(
        Appointment.office_id == office_id, Appointment.state == "booked", Appointment.starts_at < moment
    )
    return list(session.scalars(query.order_by(Appointment.starts_at)))


def to_remind(session: Session, office_id: int, now: datetime, until: datetime) -> list[Appointment]:
    """Booked appointments after ``now`` and until ``until`` with a phone number and no reminder yet."""
    query = select(Appointment).where(
        Appointment.office_id == office_id,
        Appointment.state == "booked",
        Appointment.reminded_at.is_(None),
        Appointment.phone_index.is_not(None),
        Appointment.starts_at > now,
        Appointment.starts_at <= until,
    )
    return list(session.scalars(query.order_by(Appointment.starts_at)))


def to_erase(session: Session, office_id: int, today: int, now: datetime) -> list[Appointment]:
    """Appointments with personal data that are due for erasure: days before ``today``, but unconfirmed ones a day after
    booking, because they count the codes of that day."""
    known = (Appointment.phone_index, Appointment.id_hash, Appointment.address_index)
    past = and_(Appointment.state != "released", Appointment.day < today)
    unproven = and_(Appointment.state == "released", Appointment.booked_at < now - CODES_WITHIN)
    query = select(Appointment).where(
        Appointment.office_id == office_id,
        or_(past, unproven),
        or_(*(column.is_not(None) for column in known)),
    )
    return list(session.scalars(query))


def count_before(session: Session, office_id: int, day: date) -> int:
    """How many appointments, plans and withdrawn days are stored from before a day."""
    old = (
        select(func.count())
        .select_from(Appointment)
        .where(Appointment.office_id == office_id, Appointment.day < jalali.day_number(day)),
        select(func.count()).select_from(SlotPlan).where(SlotPlan.office_id == office_id, SlotPlan.last_day < day),
        select(func.count())
        .select_from(WithdrawnDay)
        .where(WithdrawnDay.office_id == office_id, WithdrawnDay.day < day),
    )
    return sum(session.scalar(rows) or 0 for rows in old)
