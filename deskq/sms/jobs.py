"""Background job of SMS: makes what is due, sends what waits, erases the numbers of past days."""

from flask import Flask

from deskq.core.errors import N_
from deskq.core.extensions import socketio
from deskq.jobs.table import Job
from deskq.sms.outbox import Outbox

PERIOD = 1.0


def jobs(app: Flask) -> tuple[Job, ...]:
    """Several processes may work at the same outbox: each claims what it sends."""
    outbox: Outbox = app.extensions["deskq_outbox"]
    return (Job("sms", N_("Send SMS"), PERIOD, lambda: outbox.round(socketio.start_background_task)),)
