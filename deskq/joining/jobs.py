"""Background job of joining from outside: tells visitors by SMS to leave, and erases numbers that were not verified."""

from deskq.core import clock
from deskq.core.errors import N_
from deskq.core.extensions import db
from deskq.jobs.each_office import each_office
from deskq.jobs.table import Job
from deskq.joining import away, queries, rules, service
from deskq.joining.confirmation import queries as confirmation_queries
from deskq.joining.confirmation import service as confirmation
from deskq.office import queries as office_queries
from deskq.sms import outbox

PERIOD = 15.0


def jobs() -> tuple[Job, ...]:
    title = N_("Text visitors who joined from outside when to leave")
    return (Job("joining", title, PERIOD, lambda: run_once(), alone=True),)


def run_once() -> None:
    """One run. It first reads, and opens a transaction only if there is something to do."""
    each_office(office_queries.offices(db.session()), _of_office)


def _of_office(office_id: int) -> None:
    session, now = db.session(), clock.now()
    if confirmation_queries.overdue(session, office_id, now):
        confirmation.forget_overdue(office_id, now)
    if not outbox.is_on():
        return
    waiting = queries.not_told(session, office_id, now - rules.JUST_JOINED)
    leaving = [ticket.id for _, ticket in waiting if away.must_leave(session, ticket)]
    if leaving:
        service.tell_to_leave(office_id, leaving)
