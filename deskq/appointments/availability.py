"""The times on offer for a service, day by day: plans, opening hours, policy, and places taken."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from sqlalchemy.orm import Session

from deskq.appointments import queries, rules
from deskq.appointments.models import AppointmentPolicy, SlotPlan, WithdrawnDay
from deskq.appointments.rules import Slot, Span
from deskq.core import clock
from deskq.office import date_ranges
from deskq.office import rules as office_rules
from deskq.office.config_cache import OfficeConfig
from deskq.office.models import Service

DayState = Literal["free", "full", "closed"]
DAY = timedelta(1)


@dataclass(frozen=True)
class Offer:
    """The times of one service at the moment ``now``."""

    config: OfficeConfig
    service: Service
    policy: AppointmentPolicy
    plans: list[SlotPlan]
    withdrawn: dict[date, WithdrawnDay]
    taken: dict[datetime, int]
    now: datetime

    @property
    def first_day(self) -> date:
        return clock.local(self.now).date()

    @property
    def last_day(self) -> date:
        return rules.last_day(self.policy, self.now, clock.zone())

    def day(self, day: date) -> list[Slot]:
        """Times of a day that may still be booked, full ones too."""
        if day in self.withdrawn or not self.first_day <= day <= self.last_day:
            return []
        if not any(plan.first_day <= day <= plan.last_day for plan in self.plans):
            return []
        every = rules.slots(day, self.plans, self._doors(day), clock.zone())
        return rules.offered(every, self.taken, self.policy, self.now, clock.zone())

    def state(self, day: date) -> DayState:
        slots = self.day(day)
        if not slots:
            return "closed"
        return "free" if any(slot.free for slot in slots) else "full"

    def every(self) -> list[Slot]:
        """All times that may still be booked, full ones too."""
        days = (self.last_day - self.first_day).days
        return [slot for n in range(days + 1) for slot in self.day(self.first_day + n * DAY)]

    def slot(self, starts_at: datetime) -> Slot:
        """The time requested; raises when it is not on offer, or full."""
        return rules.check_free(self.day(clock.local(starts_at).date()), starts_at)

    def _doors(self, day: date) -> list[list[Span]]:
        """Opening hours of a day, of the office and of the service."""
        return [_spans(self.config.hours, day), _spans(self._own_hours, day)]

    def _own_hours(self, now: datetime) -> office_rules.Hours:
        return office_rules.hours(now, clock.zone(), self.config.weekly, self.config.special, self.service.id)


def _spans(hours: Callable[[datetime], office_rules.Hours], day: date) -> list[Span]:
    found = next(iter(date_ranges.ahead(hours, [day], clock.zone()))).open
    return [(opens.astimezone(UTC), closes.astimezone(UTC)) for opens, closes in found]


def of(session: Session, config: OfficeConfig, service: Service, now: datetime) -> Offer:
    """The times on offer for a service at ``now``."""
    policy = queries.policy(session, config.office.id)
    today = clock.local(now).date()
    until = now + (policy.days_ahead + 2) * DAY
    return Offer(
        config=config,
        service=service,
        policy=policy,
        plans=queries.plans(session, config.office.id, today, service.id),
        withdrawn=queries.withdrawn(session, config.office.id, today),
        taken=queries.booked_counts(session, service.id, now - DAY, until),
        now=now,
    )


def services(session: Session, config: OfficeConfig, now: datetime) -> list[Service]:
    """Services with times on offer, in the order of the kiosk."""
    today = clock.local(now).date()
    known = {plan.service_id for plan in queries.plans(session, config.office.id, today)}
    return [service for service in config.offered if service.id in known]
