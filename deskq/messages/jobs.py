"""Background job: late messages escalate, answers nobody came back to are closed."""

import logging
from collections.abc import Callable
from functools import partial

from flask import Flask

from deskq.core import clock
from deskq.core.clock_guard import ClockGuard
from deskq.core.db import journal
from deskq.core.extensions import db, socketio
from deskq.messages.queries import due
from deskq.messages.service import escalate as escalate_service
from deskq.messages.service.escalate import escalate
from deskq.office import queries as office_queries

log = logging.getLogger(__name__)
PERIOD = 20.0
#: Pieces of a round: after days without power the rest comes with the next one.
MOST_PIECES = 50


def keep(app: Flask) -> None:
    """Runs for the life of the process; several processes may, for each piece is one transaction of the office, and
    looks again at what is late. By a clock that is not believed nobody is told that a promise is broken."""
    pace = None
    while True:
        socketio.sleep(PERIOD)
        try:
            with app.app_context():
                pace = pace or ClockGuard(journal.last_at(db.session()))
                if pace.steady():
                    keep_once()
        except Exception:
            log.exception("the messages job failed and will be retried")


def keep_once() -> None:
    """One round. Looks first, and holds an office only when there is something to do. Levels that were missed while
    nothing ran are climbed in the same round, one by one: each has its row in the history."""
    for office_id in office_queries.offices(db.session()):
        _in_pieces(partial(_late, office_id))
        _in_pieces(partial(_quiet, office_id))


def _late(office_id: int) -> int:
    now = clock.now()
    if not due.to_escalate(db.session(), office_id, now, 1):
        return 0
    return escalate(office_id, now)


def _quiet(office_id: int) -> int:
    session, now = db.session(), clock.now()
    before = due.auto_close_before(session, office_id, now)
    if before is None or not due.auto_close_due(session, office_id, before, 1):
        return 0
    return escalate_service.auto_close(office_id, now)


def _in_pieces(do: Callable[[], int]) -> None:
    """Until nothing is left, with a moment for everybody else between the pieces."""
    for _ in range(MOST_PIECES):
        if not do():
            return
        socketio.sleep(0)
