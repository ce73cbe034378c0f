"""Health checks (/healthz, /readyz) and metrics in Prometheus' text format."""

from flask import Blueprint, Flask, Response, current_app, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

import config
from deskq.access import identity
from deskq.api.endpoint import token_caller
from deskq.core import disk_space, measures, outages, shared_outages
from deskq.core.db import availability, faults
from deskq.core.db.writing import probe
from deskq.core.errors import DomainError, Forbidden, SignInNeeded
from deskq.core.extensions import csrf, db, limiter, socketio
from deskq.jobs import status
from deskq.live.handlers import follower
from deskq.office import queries as office_queries
from deskq.ops import outbox_ages
from deskq.ops.scheduled_backup import status as backup_status
from deskq.queue import queries
from deskq.queue.screens.shared import screen_version

blueprint = Blueprint("health", __name__)
PROBE_SECONDS = faults.TOLD_AFTER + 0.2


@blueprint.get("/healthz")
@limiter.exempt
def alive() -> Response:
    return jsonify(alive=True)


@blueprint.get("/readyz")
@limiter.exempt
def ready() -> tuple[Response, int]:
    """200 when the database can be read and written; Redis and the outages of voice, printing and SMS are reported
    without changing the status. ``ways_out.database`` says why it cannot be written; ``disk``: ok, disk-low (no
    uploads), disk-almost-full or disk-full."""
    reached = _reads()
    writable = reached and _writes() and not disk_space.is_reported_full()
    bus = follower().bus.answers()
    states = shared_outages.states() if reached else outages.states()
    disk = outages.states().get(disk_space.PART) or "ok"
    said = {"database": reached, "writable": writable, "disk": disk, "bus": bus, "ways_out": states}
    return jsonify(said), 200 if writable else 503


def _reads() -> bool:
    try:
        db.session.execute(text("SELECT 1 FROM office LIMIT 1"))
    except Exception as error:
        db.session.rollback()
        availability.failed(error)
        return False
    availability.works()
    return True


def _writes() -> bool:
    """Not while it is locked by another program, read-only or damaged. A server busy with writing is well."""
    try:
        probe(db.session(), PROBE_SECONDS)
    except (DomainError, SQLAlchemyError) as error:
        availability.failed(error)
    return not outages.states().get(faults.PART)


@blueprint.get("/metrics")
@limiter.exempt
def metrics() -> Response:
    """Metrics: open sockets, waiting visitors, journal sequence, outages, jobs, outboxes, and how long things take."""
    _check_reader()
    session = db.session()
    rooms = socketio.server.manager.rooms.get("/", {})
    lines = ["# TYPE deskq_sockets gauge", f"deskq_sockets {len(rooms.get(None, {}))}"]
    lines += ["# TYPE deskq_waiting gauge", "# TYPE deskq_journal_sequence counter"]
    for office in office_queries.real_offices(session):
        lines.append(f'deskq_waiting{{office="{office}"}} {sum(queries.waiting_counts(session, office).values())}')
        lines.append(f'deskq_journal_sequence{{office="{office}"}} {screen_version(session, office)}')
    lines += ["# TYPE deskq_disk_free_bytes gauge", f"deskq_disk_free_bytes {disk_space.free_bytes(config.INSTANCE)}"]
    lines += ["# TYPE deskq_way_out_works gauge"]
    lines += [f'deskq_way_out_works{{way="{part}"}} {int(not slug)}' for part, slug in shared_outages.states().items()]
    lines += status.metrics(current_app) + backup_status.metrics() + outbox_ages.metrics(session)
    return Response("\n".join(lines) + "\n" + measures.text(), mimetype="text/plain; version=0.0.4")


def _check_reader() -> None:
    if current_app.config["METRICS"] == "open" or identity.on_this_machine():
        return
    try:
        token_caller("metrics.read")
    except SignInNeeded:
        raise Forbidden from None  # a client of metrics is never redirected to the sign-in page


def init_app(app: Flask) -> None:
    csrf.exempt(blueprint)
    app.register_blueprint(blueprint)
