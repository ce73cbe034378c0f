"""One worker per printer: sends papers from the outbox, and asks the printer for its condition in between."""

import atexit
import logging
import os
import socket
import threading
from contextlib import suppress
from datetime import datetime, timedelta
from time import monotonic
from uuid import uuid4

from flask import Flask

from deskq.access.devices import queries as device_queries
from deskq.core import clock
from deskq.core.db.writing import end_reading
from deskq.core.extensions import db
from deskq.office import queries as office_queries
from deskq.printing import escpos, printers, queries, rules, service, ticket_content
from deskq.printing.address import Address
from deskq.printing.connections import LONGEST, Doubtful, NotSent
from deskq.printing.models import PrintJob
from deskq.queue.models import Ticket

log = logging.getLogger(__name__)
EXTENSION = "deskq_print_workers"
LOOK = 4.0  # seconds between two looks at an idle printer
LEASE = timedelta(seconds=LONGEST + 15)
RENEW = timedelta(seconds=LONGEST)
RUN = uuid4().hex[:8]


class Worker:
    """One printer's. ``step`` is one round of its background job, which ``news`` wakes."""

    def __init__(self, app: Flask, address: Address) -> None:
        self.app, self.name, self.address = app, address.name, address
        self.port = printers_of(app).port(address)
        self.news = threading.Event()
        self.holder = f"{socket.gethostname()}/{os.getpid()}/{RUN}"
        self._leased_until: datetime | None = None
        self._looked_at = -LOOK
        self._seen = self._noted = ""

    def step(self) -> None:
        office_id = self._office_id()
        if office_id is None or not self._lease(office_id):
            return
        jobs = queries.waiting(db.session(), self.name)
        for job in jobs:
            self._lease(office_id)
            if not self._take(job):
                break
        if not jobs and monotonic() - self._looked_at >= LOOK:
            self._look(office_id)

    def _office_id(self) -> int | None:
        """The office of its kiosk; of a printer for all kiosks, the first office."""
        device = device_queries.device(db.session(), self.address.device) if self.address.device is not None else None
        return device.office_id if device is not None else next(iter(office_queries.offices(db.session())), None)

    def _lease(self, office_id: int) -> bool:
        """Become or stay the only process that sends to this printer. Jobs left by a predecessor become doubtful."""
        now = clock.now()
        if (
            self._leased_until is not None
            and timedelta(0) < self._leased_until - now
            and self._leased_until - now >= RENEW
        ):
            return True
        known = queries.holder(db.session(), self.name)
        before = known[0] if known else ""
        if not service.hold(office_id, self.name, self.holder, LEASE, dead=gone(before)):
            self._leased_until = None
            return False
        if self._leased_until is None:
            self._noted = ""
            for job in queries.unfinished(db.session(), self.name):
                service.fail(job, "doubtful", "error")
        self._leased_until = now + LEASE
        return True

    def _take(self, job: PrintJob) -> bool:
        """Print one paper; False when the printer must be left alone for a while."""
        ticket = db.session().get_one(Ticket, job.ticket_id, populate_existing=True)
        patience = timedelta(minutes=self.app.config["PRINTER_MINUTES"])
        if rules.is_pointless(job.kind, ticket.state):
            service.fail(job, "given_up", "")
        elif rules.is_too_late(job.made_at, clock.now(), patience):
            service.fail(job, "given_up", job.problem or "offline")
        else:
            return self._print(job)
        return True

    def _print(self, job: PrintJob) -> bool:
        end_reading()
        page = self._page(job)
        if page is None or not service.begin(job):
            return True
        try:
            found = self.port.print(page)
        except Doubtful as doubt:
            return self._stop(job, doubt.condition)
        except NotSent as trouble:
            service.try_later(job, trouble.condition)
            self._note(job.office_id, trouble.condition)
            return False
        except Exception:  # nobody knows how much of it came out
            log.exception("a ticket could not be sent to the printer")
            return self._stop(job, "error")
        service.printed(job)
        self._note(job.office_id, found)
        return True

    def _page(self, job: PrintJob) -> bytes | None:
        """The ticket as ESC/POS bytes. One that cannot be rendered, for whatever reason, is given up and shown on the
        hall page: those behind it get their paper."""
        from deskq.printing import canvas, ticket_image  # here, because Pillow needs memory that an idle server saves

        try:
            ticket = ticket_content.compose(self.app, job.ticket_id, job.kind)
            return escpos.page(ticket_image.draw(ticket, self.address.width))
        except Exception:
            log.exception("a ticket could not be drawn")
            db.session.rollback()
            missing = canvas.missing()
            service.fail(job, "given_up", missing or "undrawn")
            if missing:  # the fault of this machine, not of this ticket
                self._note(job.office_id, missing)
            return None

    def _stop(self, job: PrintJob, problem: str) -> bool:
        service.fail(job, "doubtful", problem)
        self._note(job.office_id, problem)
        return False

    def _look(self, office_id: int) -> None:
        """An idle printer counts as offline only at the second look: somebody else may be printing."""
        end_reading()
        found = self.port.look()
        before, self._seen = self._seen, found
        self._looked_at = monotonic()
        if found != "offline" or before in ("", "offline"):
            self._note(office_id, found)

    def _note(self, office_id: int, condition: str) -> None:
        self._seen = condition
        self._looked_at = monotonic()
        if condition != self._noted:  # no other process writes it while this one holds the printer
            service.note(office_id, self.name, condition)
            self._noted = condition

    def leave(self) -> None:
        """At the end of the process: another may take the printer at once."""
        with suppress(Exception), self.app.app_context():
            office_id = self._office_id()
            if office_id is not None and self._leased_until is not None:
                service.release(office_id, self.name, self.holder)


def gone(holder: str) -> bool:
    """Whether a holder has certainly ended: it was a process of this machine that no longer runs."""
    parts = holder.split("/")
    if len(parts) != 3 or parts[0] != socket.gethostname() or not parts[1].isdecimal():
        return False
    if int(parts[1]) == os.getpid():
        return parts[2] != RUN
    try:
        os.kill(int(parts[1]), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def printers_of(app: Flask) -> printers.Printers:
    found: printers.Printers = app.extensions[printers.EXTENSION]
    return found


def wake(app: Flask) -> None:
    for worker in app.extensions.get(EXTENSION, ()):
        worker.news.set()


def begin(app: Flask) -> list[Worker]:
    """Make a worker for each printer, once; none where the browser prints."""
    known = printers_of(app)
    if EXTENSION in app.extensions or known.lacks:
        return []
    app.extensions[EXTENSION] = workers = [Worker(app, address) for address in known.real]
    for worker in workers:
        atexit.register(worker.leave)
    return workers
