"""Background job of appointments: no-shows, reminders, erasure of personal data."""

import logging
from datetime import timedelta

from flask import Flask

from deskq.appointments import queries
from deskq.appointments.service import maintenance
from deskq.core import clock
from deskq.core.extensions import db, socketio
from deskq.core.text import persian
from deskq.office import queries as office_queries
from deskq.sms import outbox

log = logging.getLogger(__name__)
PERIOD = 15.0


def keep(app: Flask) -> None:
    """Runs for the life of the process; safe in several processes, because each round is one transaction."""
    while True:
        socketio.sleep(PERIOD)
        try:
            with app.app_context():
                keep_once()
        except Exception:
            log.exception("the keeper of appointments failed; it tries again")


def keep_once() -> None:
    """One round. Reads first, and opens a transaction only when there is something to do."""
    session, now = db.session(), clock.now()
    today = now.astimezone(clock.zone()).date()
    for office_id in office_queries.offices(session):
        policy = queries.policy(session, office_id)
        late = now - timedelta(minutes=policy.late_minutes)
        if queries.booked_before(session, office_id, late):
            maintenance.mark_missed(office_id, now)
        if queries.to_erase(session, office_id, persian.jalali_number(today)):
            maintenance.erase_past(office_id, now)
        until = now + timedelta(hours=policy.remind_hours)
        if outbox.is_on() and policy.remind_hours and queries.to_remind(session, office_id, now, until):
            maintenance.mark_reminded(office_id, now)
