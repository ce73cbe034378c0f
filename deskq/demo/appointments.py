"""Appointments of the demo office: slots of four services for a month, some of them booked."""

import random
from datetime import timedelta

from deskq.appointments import availability, queries
from deskq.appointments.holders import Holder
from deskq.appointments.service import schedule
from deskq.appointments.service.book import NewAppointment, book
from deskq.core import clock, secrets
from deskq.core.errors import DomainError
from deskq.core.extensions import db
from deskq.office import config_cache

SERVICES = {"building_permit": 1, "completion": 1, "art100": 1, "info_desk": 3}
DAYS, TAKEN = 30, 40


def create_appointments(office_id: int, seed: int = 1405) -> int:
    """Open slots and book some, unless there are slots already; returns how many were booked."""
    rng = random.Random(seed)  # noqa: S311 (demo, reproducible)
    config, today = config_cache.of(db.session(), office_id), clock.today()
    if queries.plans(db.session(), office_id, today):
        return 0
    schedule.save_terms(office_id, "demo", {"open": True})
    for code, capacity in SERVICES.items():
        chosen = config.service(code)
        if chosen is not None:
            days = {"first_day": today, "last_day": today + timedelta(DAYS), "weekdays": "01234"}
            hours = {"opens": 8 * 60, "closes": 13 * 60, "slot_minutes": 20, "capacity": capacity}
            schedule.open_times(office_id, "demo", {"service_id": chosen.id, **days, **hours})
    return sum(_take(office_id, rng, number) for number in range(TAKEN))


def _take(office_id: int, rng: random.Random, number: int) -> bool:
    """One visitor books one of the first free slots, if nobody has it."""
    config = config_cache.of(db.session(), office_id)
    chosen = config.service(rng.choice(list(SERVICES)))
    if chosen is None:
        return False
    times = availability.of(db.session(), config, chosen, clock.now()).every()[:60]
    who = Holder(f"+98912000{number:04}")
    try:
        book(
            office_id, NewAppointment(chosen.code, rng.choice(times).starts_at, who, secrets.new(), "fa", secrets.new())
        )
    except (DomainError, IndexError):
        return False
    return True
