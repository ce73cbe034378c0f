"""Background job of webhooks: each second it sends what is due, each delivery by itself."""

import threading

from flask import Flask, current_app

from deskq.core import clock
from deskq.core.errors import N_
from deskq.core.extensions import db, socketio
from deskq.jobs.each_office import each_office
from deskq.jobs.table import Job
from deskq.webhooks import queries, sending, service
from deskq.webhooks.sending import BROKEN, NotSent
from deskq.webhooks.service import Claimed

PERIOD = 1.0
#: Ends the pause after a button was pressed in this process.
wake = threading.Event()


def jobs() -> tuple[Job, ...]:
    """Several processes may work at the same outbox: each claims what it sends."""
    return (Job("webhooks", N_("Send webhooks"), PERIOD, send_due, wake=wake),)


def send_due() -> None:
    each_office(queries.offices_with_due(db.session(), clock.now()), _send_due_of)


def _send_due_of(office_id: int) -> None:
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    for claimed in service.claim(office_id):
        socketio.start_background_task(deliver, app, claimed)


def deliver(app: Flask, claimed: Claimed) -> None:
    """Send one delivery and keep the result."""
    status, problem = None, ""
    try:
        status = sending.send(claimed, app.config["WEBHOOK_NETWORKS"])
    except NotSent as refused:
        problem = refused.why
    except Exception as fault:  # the delivery stays, and is tried again
        problem = BROKEN
        app.logger.warning("webhook delivery %s: %s", claimed.id, type(fault).__name__)
    with app.app_context():
        service.store_result(claimed, status, problem)
