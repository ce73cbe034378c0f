"""Background job, every second: returns tickets whose hold is over to the queue, and closes past business days."""

import logging

from flask import Flask

from deskq.core import clock
from deskq.core.clock_guard import ClockGuard
from deskq.core.db import journal
from deskq.core.extensions import db, socketio
from deskq.core.text import persian
from deskq.office import queries as office_queries
from deskq.office import rules as office_rules
from deskq.queue import ticket_queries
from deskq.queue.service import day

log = logging.getLogger(__name__)
PERIOD = 1.0


def keep(app: Flask) -> None:
    """Runs for the life of the process; safe in several processes, because each round is one transaction."""
    pace = None
    while True:
        socketio.sleep(PERIOD)
        try:
            with app.app_context():
                pace = pace or ClockGuard(journal.last_at(db.session()))
                keep_once(may_close=pace.steady())
        except Exception:
            log.exception("the keeper failed; it tries again")


def keep_once(may_close: bool = True) -> None:
    """One round. Reads first, and opens a transaction only when there is something to do."""
    session = db.session()
    now = clock.now()
    for office_id in office_queries.offices(session):
        if ticket_queries.any_held_due(session, office_id, now):
            day.return_due(office_id, now)
        office = office_queries.office(session, office_id)
        today = office_rules.business_date(now, clock.zone(), office.day_starts)
        if may_close and ticket_queries.any_left_from_earlier_days(session, office_id, persian.jalali_number(today)):
            day.close_day(office_id, today)
