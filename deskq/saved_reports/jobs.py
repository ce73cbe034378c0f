"""Background jobs: send the links that are due, and e-mail."""

from deskq.core.clock_guard import BackgroundClockGuard
from deskq.core.errors import N_
from deskq.core.extensions import db
from deskq.jobs.each_office import each_office
from deskq.jobs.table import Job
from deskq.saved_reports import queries
from deskq.saved_reports.mail import outbox
from deskq.saved_reports.service import sending

PERIOD, MAIL_PERIOD = 60.0, 15.0


def jobs() -> tuple[Job, ...]:
    send = BackgroundClockGuard().guarded(run_once)
    return (
        Job("saved_reports", N_("Send saved reports"), PERIOD, send, alone=True),
        Job("mail", N_("Send e-mail"), MAIL_PERIOD, outbox.run_once, alone=True),
    )


def run_once() -> None:
    """One question about all offices; most of them send nothing."""
    each_office(queries.offices_that_send(db.session()), sending.send_due)
