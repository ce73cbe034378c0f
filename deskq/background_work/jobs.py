"""Background job: does the oldest work that somebody began."""

import logging
import threading
from contextlib import suppress
from pathlib import Path
from time import monotonic

from flask import current_app

from deskq.background_work import queries, registry, service
from deskq.background_work.registry import Cancelled, Kind
from deskq.core.db.writing import end_reading
from deskq.core.errors import N_
from deskq.core.extensions import db, socketio
from deskq.jobs.table import Job
from deskq.web import i18n

log = logging.getLogger(__name__)
PERIOD = 2.0
#: Seconds between two stored states of progress, and those that others have after each step.
STORED, BREATH = 0.5, 0.002
#: Ends the pause after somebody began work in this process.
wake = threading.Event()


def jobs() -> tuple[Job, ...]:
    return (Job("background_work", N_("Exports that were begun"), PERIOD, run_once, wake=wake, alone=True),)


def run_once() -> None:
    item = queries.running(db.session())
    if item is None:
        return
    office_id, item_id, detail, language, token = item.office_id, item.id, item.detail, item.language, item.token
    kind, path = registry.kind(item.kind), queries.file_of(item.token)
    end_reading()
    state = "failed"
    if kind is not None and service.start(office_id, item_id):
        state = _do(kind, office_id, item_id, detail, language, path)
    else:
        why = "its kind is unknown, it stopped the server each time, or it ended meanwhile"
        log.error("background work %d was not begun: %s", item_id, why)
    if not (service.end(office_id, item_id, state) and state == "done"):
        with suppress(FileNotFoundError):
            queries.file_of(token).unlink()
    wake.set()  # there may be another one


def _do(kind: Kind, office_id: int, item_id: int, detail: str, language: str, path: Path) -> str:
    """The state in which it ended."""
    stored = 0.0

    def progress(done: int, total: int) -> None:
        nonlocal stored
        socketio.sleep(BREATH)
        if monotonic() - stored < STORED:
            return
        stored = monotonic()
        end_reading()
        if not service.keep_progress(office_id, item_id, done, total):
            raise Cancelled

    try:
        with i18n.drawing_in(current_app._get_current_object(), language):  # type: ignore[attr-defined]
            kind.work(office_id, detail, path, progress)
    except Cancelled:
        return "cancelled"
    except Exception:
        log.exception("background work %d failed", item_id)
        db.session.rollback()
        return "failed"
    return "done"
