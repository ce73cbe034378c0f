"""Background job of imports: goes on with the oldest one that has something to be done."""

import threading

from deskq.application_exchange import queries, work
from deskq.core.errors import N_
from deskq.core.extensions import db, socketio
from deskq.jobs.table import Job

PERIOD = 2.0
#: Ends the pause after a button was pressed in this process.
wake = threading.Event()
#: Seconds that others have after each piece.
BREATH = 0.002


def jobs() -> tuple[Job, ...]:
    return (Job("imports", N_("Import applications"), PERIOD, work_on, wake=wake, alone=True),)


def work_on() -> None:
    found = queries.next_to_work(db.session())
    if found is not None:
        work.go_on(*found, lambda _done, _total: socketio.sleep(BREATH))
        wake.set()  # there may be another one
