"""Background job of imports of messages: goes on with the oldest one that has something to be done."""

import threading

from deskq.application_exchange.work import FAULT
from deskq.core.db import availability
from deskq.core.errors import N_
from deskq.core.extensions import db, socketio
from deskq.jobs.table import Job
from deskq.message_import import queries, service

PERIOD = 2.0
#: Ends the pause after a button was pressed in this process.
wake = threading.Event()
#: Seconds that others have after each piece.
BREATH = 0.002


def jobs() -> tuple[Job, ...]:
    return (Job("message_imports", N_("Import messages"), PERIOD, work_on, wake=wake, alone=True),)


def work_on() -> None:
    while (next_import := queries.next_to_work(db.session())) is not None:
        try:
            while service.work(*next_import):
                socketio.sleep(BREATH)
        except Exception as fault:
            if not availability.is_interruption(fault):  # imports of other offices shall not wait for this one
                service.fail(*next_import, FAULT)
            raise  # after an interruption the next run continues after the last finished piece
