"""Background job of messages: late ones are escalated, answered ones that nobody objected to are closed."""

from collections.abc import Callable
from functools import partial

from deskq.core import clock
from deskq.core.clock_guard import BackgroundClockGuard
from deskq.core.errors import N_
from deskq.core.extensions import db, socketio
from deskq.jobs.each_office import each_office
from deskq.jobs.table import Job
from deskq.messages.queries import due
from deskq.messages.service import escalate as escalate_service
from deskq.messages.service.escalate import escalate
from deskq.office import queries as office_queries

PERIOD = 20.0
#: Pieces of a round: after days without power the rest comes with the next one.
MOST_PIECES = 50


def jobs() -> tuple[Job, ...]:
    """No escalation while the system clock is not trusted."""
    run = BackgroundClockGuard().guarded(run_once)
    return (Job("messages", N_("Escalate late messages and close answered ones"), PERIOD, run, alone=True),)


def run_once() -> None:
    """One round. Queries first, and locks an office only when something is due. Levels that were missed during downtime
    are escalated in the same round, one by one: each has its row in the history."""
    each_office(office_queries.offices(db.session()), _of_office)


def _of_office(office_id: int) -> None:
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
