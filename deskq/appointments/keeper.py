"""Looks after appointments: no-shows, reminders, and forgetting whose they were."""

import logging
from datetime import datetime, timedelta

from flask import Flask

from deskq import clock, persian
from deskq.appointments import queries, reminders, service
from deskq.appointments.reminders import Reminder
from deskq.extensions import db, socketio
from deskq.office import catalogue
from deskq.office import queries as office_queries

log = logging.getLogger(__name__)
PERIOD = 15.0


def keep(app: Flask) -> None:
    """Runs for the life of the process; several processes may, for each round is one transaction of the office."""
    while True:
        socketio.sleep(PERIOD)
        try:
            with app.app_context():
                keep_once()
        except Exception:
            log.exception("the keeper of appointments failed; it tries again")


def keep_once() -> None:
    """One round. Looks first, and holds the office only when there is something to do."""
    session, now = db.session(), clock.now()
    for office_id in office_queries.offices(session):
        policy = queries.policy(session, office_id)
        late = now - timedelta(minutes=policy.late_minutes)
        if queries.booked_before(session, office_id, late):
            service.mark_missed(office_id, now)
        if queries.to_erase(session, office_id, persian.jalali_day(now, clock.zone())):
            service.erase_past(office_id, now)
        until = now + timedelta(hours=policy.remind_hours)
        if reminders.possible() and policy.remind_hours and queries.to_remind(session, office_id, now, until):
            _remind(office_id, now)


def _remind(office_id: int, now: datetime) -> None:
    due = service.mark_reminded(office_id, now)
    about = catalogue.of(db.session(), office_id)
    for row in due:
        name = about.services[row.service_id].name
        reminders.send(Reminder(office_id, row.id, row.phone or "", row.language, name, row.starts_at, row.code))
