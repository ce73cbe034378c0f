"""What the office does without a press: every second it brings held visitors back, and ends the business day."""

import logging

from flask import Flask
from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from deskq import clock, persian
from deskq.extensions import db, socketio
from deskq.office import queries as office_queries
from deskq.office import rules as office_rules
from deskq.queue import service
from deskq.queue.models import LIVE, Ticket

log = logging.getLogger(__name__)
PERIOD = 1.0


def keep(app: Flask) -> None:
    """Runs for the life of the process; several processes may, for each round is one transaction of the office."""
    while True:
        socketio.sleep(PERIOD)
        try:
            with app.app_context():
                keep_once()
        except Exception:
            log.exception("the keeper failed; it tries again")


def keep_once() -> None:
    """One round. Looks first, and holds the office only when there is something to do."""
    session = db.session()
    now = clock.now()
    for office_id in office_queries.offices(session):
        if _held_due(session, office_id):
            service.return_due(office_id, now)
        office = office_queries.office(session, office_id)
        today = office_rules.business_date(now, clock.zone(), office.day_starts)
        if _left_over(session, office_id, persian.jalali_number(today)):
            service.close_day(office_id, today)


def _held_due(session: Session, office_id: int) -> bool:
    due = exists().where(Ticket.office_id == office_id, LIVE, Ticket.state == "held", Ticket.returns_at <= clock.now())
    return bool(session.scalar(select(due)))


def _left_over(session: Session, office_id: int, today: int) -> bool:
    left = exists().where(Ticket.office_id == office_id, LIVE, Ticket.day < today)
    return bool(session.scalar(select(left)))
