"""Background job of the queue: returns tickets on hold whose time has come, and ends the business day."""

from collections import defaultdict
from datetime import date

from deskq.core import clock
from deskq.core.clock_guard import BackgroundClockGuard
from deskq.core.errors import N_
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.jobs.each_office import each_office
from deskq.jobs.table import Job
from deskq.office import business_day
from deskq.office import queries as office_queries
from deskq.queue import ticket_queries
from deskq.queue.service import day

PERIOD = 1.0


def jobs() -> tuple[Job, ...]:
    clock_guard = BackgroundClockGuard()
    title = N_("Return tickets on hold and end the day")
    return (Job("queue", title, PERIOD, lambda: run_once(may_close=clock_guard.steady()), alone=True),)


def run_once(may_close: bool = True) -> None:
    """One run. It first reads, and locks an office only if there is something to do. ``may_close``: the clock is
    trusted. The day is closed before tickets return, because kept tickets return on the new day."""
    session, now = db.session(), clock.now()
    days: defaultdict[date, list[int]] = defaultdict(list)  # {business day: its offices}
    for office in office_queries.rows(session):
        days[business_day.date_at(office, now)].append(office.id)
    ended: dict[int, date] = {}  # {office whose day is over: its new day}
    for today, offices in days.items() if may_close else ():
        left = ticket_queries.offices_with_some_left(session, offices, jalali.day_number(today))
        ended |= dict.fromkeys(left, today)
    try:
        each_office(ended, lambda office_id: day.close_day(office_id, before=ended[office_id]))
    finally:
        each_office(ticket_queries.offices_with_returns_due(session, now), day.return_due)
