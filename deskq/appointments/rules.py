"""Which times are on offer, who may book one, and when it may be checked in. Pure: rows and times come in as arguments.

Times are computed in the office's time zone and stored in UTC. An hour skipped by the clock (start of summer time) is
not offered; an hour shown twice (its end) is offered once, the first of the two.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from deskq.core.errors import N_, DomainError
from deskq.core.text import jalali

#: States. ``pending``: kept until the code from the SMS is entered; ``released``: it was not; ``void``: came too late;
#: ``missed``: did not come; ``withdrawn``: cancelled by the office.
STATES = ("pending", "booked", "arrived", "cancelled", "withdrawn", "void", "missed", "released")
#: The priority class of tickets issued for appointments.
CLASS = "appointment"
WEIGHT = 3.0
NEAREST = 3
#: Appointments, plans and withdrawn days are deleted so long after their day; personal data the day after.
KEPT = timedelta(366)

Span = tuple[datetime, datetime]


class NotOpen(DomainError):
    slug = "appointments-not-open"
    title = N_("Appointments cannot be booked at the moment.")


class NotOffered(DomainError):
    slug = "time-not-offered"
    title = N_("This time is not available. Please choose another one below.")


class JustTaken(DomainError):
    slug = "just-taken"
    title = N_("Somebody else has just booked this time. Please choose another one below.")


class OneForService(DomainError):
    slug = "one-for-service"
    title = N_("This number already has an appointment for this service. Please change or cancel it first.")


class Enough(DomainError):
    slug = "enough-appointments"
    title = N_("This number already has %(most)s appointments. You cannot book more at the same time.")


class WrongCode(DomainError):
    slug, status = "wrong-code", 422
    title = N_("This code is not valid. Please check its six digits.")


class NoSuchCode(DomainError):
    slug, status = "no-such-code", 404
    title = N_("No appointment with this code was found for today.")


class CalledOff(DomainError):
    slug = "called-off"
    title = N_("The office had to cancel this appointment. Please take a regular ticket or book another appointment.")


class CalledOffBecause(CalledOff):
    title = N_(
        "The office had to cancel this appointment (%(reason)s). Please take a regular ticket or book another "
        "appointment."
    )


class TooEarly(DomainError):
    slug = "too-early"
    title = N_("Your appointment is on %(day)s at %(hour)s. Please come back after %(from_hour)s.")


class TooLate(DomainError):
    slug = "too-late"
    title = N_(
        "Your appointment was at %(hour)s, more than %(minutes)s minutes ago, and has expired. Please take a regular "
        "ticket."
    )


class GivenUp(DomainError):
    slug = "given-up"
    title = N_("This appointment was cancelled. Please take a regular ticket.")


class Plan(Protocol):
    """Times an admin has opened: a range of days, on some days of the week (0 is Saturday)."""

    @property
    def first_day(self) -> date: ...
    @property
    def last_day(self) -> date: ...
    @property
    def weekdays(self) -> str: ...
    @property
    def opens(self) -> int: ...
    @property
    def closes(self) -> int: ...
    @property
    def slot_minutes(self) -> int: ...
    @property
    def capacity(self) -> int: ...


class Policy(Protocol):
    @property
    def lead_minutes(self) -> int: ...
    @property
    def days_ahead(self) -> int: ...
    @property
    def most(self) -> int: ...
    @property
    def early_minutes(self) -> int: ...
    @property
    def late_minutes(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Slot:
    starts_at: datetime
    ends_at: datetime
    capacity: int
    taken: int = 0

    @property
    def free(self) -> int:
        return max(0, self.capacity - self.taken)


def moment(day: date, minute: int, zone: ZoneInfo) -> datetime | None:
    """A local time in UTC: the first of two, None for one that the clock skips."""
    wall = datetime.combine(day, time(minute // 60, minute % 60))
    found = wall.replace(tzinfo=zone).astimezone(UTC)
    return found if found.astimezone(zone).replace(tzinfo=None) == wall else None


def slots(day: date, plans: Iterable[Plan], doors: Sequence[Sequence[Span]], zone: ZoneInfo) -> list[Slot]:
    """Every time of a day, in order. ``doors`` are the opening hours of the office and of the service: a slot is
    wholly within one of each. Plans with the same time add up."""
    found: dict[datetime, Slot] = {}
    for plan in plans:
        for starts_at in _starts(day, plan, zone):
            ends_at = starts_at + timedelta(minutes=plan.slot_minutes)
            if not all(any(opens <= starts_at and ends_at <= closes for opens, closes in spans) for spans in doors):
                continue
            known = found.get(starts_at, Slot(starts_at, ends_at, 0))
            found[starts_at] = replace(known, capacity=known.capacity + plan.capacity)
    return [found[starts_at] for starts_at in sorted(found)]


def _starts(day: date, plan: Plan, zone: ZoneInfo) -> list[datetime]:
    if not plan.first_day <= day <= plan.last_day or str(jalali.weekday(day)) not in plan.weekdays:
        return []
    minutes = range(plan.opens, plan.closes - plan.slot_minutes + 1, plan.slot_minutes)
    return [found for minute in minutes if (found := moment(day, minute, zone)) is not None]


def offered(
    every: Iterable[Slot], taken: Mapping[datetime, int], policy: Policy, now: datetime, zone: ZoneInfo
) -> list[Slot]:
    """Times that may still be booked, full ones too: far enough ahead, and not too far."""
    first = now + timedelta(minutes=policy.lead_minutes)
    last = last_day(policy, now, zone)
    return [
        replace(slot, taken=taken.get(slot.starts_at, 0))
        for slot in every
        if slot.starts_at > now and slot.starts_at >= first and slot.starts_at.astimezone(zone).date() <= last
    ]


def last_day(policy: Policy, now: datetime, zone: ZoneInfo) -> date:
    return now.astimezone(zone).date() + timedelta(policy.days_ahead)


def nearest(free: Iterable[Slot], requested: datetime, count: int = NEAREST) -> list[Slot]:
    """The free times nearest to the one requested, in order of time."""
    found = sorted(
        (slot for slot in free if slot.free), key=lambda slot: (abs(slot.starts_at - requested), slot.starts_at)
    )
    return sorted(found[:count], key=lambda slot: slot.starts_at)


def check_free(every: Iterable[Slot], starts_at: datetime) -> Slot:
    """The time requested, if it is on offer and not full."""
    slot = next((slot for slot in every if slot.starts_at == starts_at), None)
    if slot is None:
        raise NotOffered
    if not slot.free:
        raise JustTaken
    return slot


def check_limit(services: Sequence[int], service_id: int, most: int) -> None:
    """``services`` of the person's open appointments: one for each service, ``most`` in all."""
    if service_id in services:
        raise OneForService
    if len(services) >= most:
        raise Enough(most=most)


def opens_at(starts_at: datetime, policy: Policy) -> datetime:
    """When the check-in of an appointment begins."""
    return starts_at - timedelta(minutes=policy.early_minutes)


def closes_at(starts_at: datetime, policy: Policy) -> datetime:
    """When the check-in of an appointment ends."""
    return starts_at + timedelta(minutes=policy.late_minutes)


def is_late(starts_at: datetime, now: datetime, policy: Policy) -> bool:
    return now > closes_at(starts_at, policy)


def begins_at(starts_at: datetime, now: datetime) -> datetime:
    """From when the ticket counts as waiting: the booked time, or the arrival if later. So nobody is called before
    their time, and the maximum wait never counts time before the visitor was there."""
    return max(starts_at, now)


def in_window(starts_at: datetime, now: datetime, policy: Policy) -> bool:
    return opens_at(starts_at, policy) <= now and not is_late(starts_at, now, policy)
