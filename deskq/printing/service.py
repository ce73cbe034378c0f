"""The print outbox: a job is made in the commit of its ticket, and changed only by the process that holds its
printer."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

from sqlalchemy import bindparam, insert, select, update

from deskq.core.errors import N_, DomainError
from deskq.core.transactions import Transaction, transaction
from deskq.office import directory
from deskq.printing import events, rules
from deskq.printing.models import Printer, PrintJob
from deskq.queue.models import Ticket

JOBS: Any = PrintJob.__table__
ADD = insert(JOBS)
T = TypeVar("T")


class NotPrintable(DomainError):
    slug = "not-printable"
    title = N_("This number is no longer in the queue, so we cannot print it again.")


class PrintedOften(DomainError):
    slug = "printed-often"
    title = N_("This ticket has been printed several times. Please ask a member of staff.")


def add(tx: Transaction, ticket_id: int, printer: str, number: int = 0, kind: str = "") -> None:
    """Add a paper to the outbox, in the caller's transaction. In a practice hall nothing is printed."""
    if directory.is_practice(tx.session, tx.office_id):
        return
    row = {
        "office_id": tx.office_id,
        "ticket_id": ticket_id,
        "number": number,
        "kind": kind or ("reprint" if number else "token"),
        "printer": printer,
        "state": "waiting",
        "attempts": 0,
        "made_at": tx.at,
        "next_at": tx.at,
        "problem": "",
    }
    tx.connection.execute(ADD, row)


def issue_and_print(office_id: int, by: str, printer: str | None, issue: Callable[[], Ticket]) -> Ticket:
    """``issue`` a ticket and, if a printer is named, order its paper, in one transaction."""
    if printer is None:
        return issue()
    with transaction(office_id, by) as tx:
        made = issue()
        order_in(tx, made.id, printer)
        return made


def order(office_id: int, by: str, ticket_id: int, printer: str) -> None:
    """The first paper of an existing ticket; ordered again, it is still one paper."""
    with transaction(office_id, by) as tx:
        order_in(tx, ticket_id, printer)


def order_in(tx: Transaction, ticket_id: int, printer: str) -> None:
    """The first paper of a ticket not issued at a kiosk; ordered again, it is still one paper."""
    there = select(PrintJob.id).where(PrintJob.ticket_id == ticket_id).limit(1)
    if tx.session.scalar(there) is None:
        add(tx, ticket_id, printer)


def reprint(office_id: int, by: str, ticket_id: int, printer: str, most: int | None = None) -> bool:
    """Print a ticket once more; ``most`` limits the total number. False when one is already on its way."""
    with transaction(office_id, by) as tx:
        ticket = tx.session.get(Ticket, ticket_id)
        if ticket is None or ticket.office_id != office_id or rules.is_pointless("reprint", ticket.state):
            raise NotPrintable
        last = tx.session.scalars(
            select(PrintJob).where(PrintJob.ticket_id == ticket_id).order_by(PrintJob.number.desc()).limit(1)
        ).first()
        if last is not None and _on_its_way(last, tx):
            return False
        number = 1 if last is None else last.number + 1
        if most is not None and number > most:
            raise PrintedOften
        add(tx, ticket_id, printer, number)
        tx.record(events.TicketReprinted(ticket_id, ticket.code, number))
        return True


def act_and_print_slip(office_id: int, by: str, ticket_id: int, printer: str | None, act: Callable[[], T]) -> T:
    """An action and, if a printer is named, the slip about it, in one transaction; one slip per ticket."""
    if printer is None:
        return act()
    with transaction(office_id, by) as tx:
        made = act()
        papers = list(tx.session.scalars(select(PrintJob).where(PrintJob.ticket_id == ticket_id)))
        if all(job.kind != "slip" for job in papers):
            add(tx, ticket_id, printer, max((job.number + 1 for job in papers), default=0), "slip")
        return made


def print_receipt(office_id: int, by: str, ticket_id: int, printer: str) -> bool:
    """Print the receipt of an application opened from a ticket. False if one is already being printed."""
    with transaction(office_id, by) as tx:
        papers = list(tx.session.scalars(select(PrintJob).where(PrintJob.ticket_id == ticket_id)))
        if any(_on_its_way(job, tx) for job in papers if job.kind == "receipt"):
            return False
        add(tx, ticket_id, printer, max((job.number + 1 for job in papers), default=1), "receipt")
        return True


def _on_its_way(last: PrintJob, tx: Transaction) -> bool:
    fresh = last.number > 0 and tx.at - last.made_at < rules.AGAIN_AFTER
    return last.state in ("waiting", "printing") or fresh


def begin(job: PrintJob) -> bool:
    """Stored before anything is sent: from now on the job is not sent again automatically. False: another process was
    first."""
    return _change(job, "waiting", state="printing", attempts=JOBS.c.attempts + 1)


def printed(job: PrintJob) -> None:
    with transaction(job.office_id, "printer") as tx:
        _set(tx, job, "printing", state="printed", done_at=tx.at, problem="")


def try_later(job: PrintJob, problem: str) -> None:
    """The paper waits for another try: nothing of it reached the printer."""
    with transaction(job.office_id, "printer") as tx:
        attempts = tx.session.get_one(PrintJob, job.id, populate_existing=True).attempts
        _set(tx, job, "printing", state="waiting", next_at=tx.at + rules.pause(attempts), problem=problem)


def fail(job: PrintJob, state: str, problem: str) -> None:
    """Doubtful or given up: shown on the hall page, and never sent again automatically."""
    with transaction(job.office_id, "printer") as tx:
        before = "waiting" if state == "given_up" else "printing"
        if _set(tx, job, before, state=state, done_at=tx.at, problem=problem):
            ticket = tx.session.get_one(Ticket, job.ticket_id)
            tx.record(events.PaperFailed(ticket.id, ticket.code, job.number, state, problem))


def _change(job: PrintJob, before: str, **values: Any) -> bool:
    with transaction(job.office_id, "printer") as tx:
        return _set(tx, job, before, **values)


def _set(tx: Transaction, job: PrintJob, before: str, **values: Any) -> bool:
    """Compare and set: changes the job only while its state is ``before``."""
    row = update(JOBS).where(JOBS.c.id == bindparam("job"), JOBS.c.state == before).values(**values)
    return bool(tx.connection.execute(row, {"job": job.id}).rowcount)


def hold(office_id: int, name: str, holder: str, lease: timedelta, dead: bool) -> bool:
    """Take or keep a printer for ``lease``; ``dead``: its holder is known to have ended. False: another process holds
    it."""
    with transaction(office_id, "printer") as tx:
        row = tx.session.get(Printer, name, populate_existing=True)
        if row is None:
            row = Printer(name=name, holder="", condition="ready", since=tx.at)
            tx.session.add(row)
        free = row.holder in ("", holder) or dead or row.held_until is None or row.held_until < tx.at
        if free:
            row.holder, row.held_until = holder, tx.at + lease
        return free


def release(office_id: int, name: str, holder: str) -> None:
    with transaction(office_id, "printer") as tx:
        row = tx.session.get(Printer, name, populate_existing=True)
        if row is not None and row.holder == holder:
            row.holder, row.held_until = "", None


def note(office_id: int, name: str, condition: str) -> bool:
    """Store a printer's condition; screens refresh when it changed."""
    with transaction(office_id, "printer") as tx:
        row = tx.session.get_one(Printer, name, populate_existing=True)
        if row.condition == condition:
            return False
        tx.record(events.PrinterChanged(name, row.condition, condition))
        row.condition, row.since = condition, tx.at
        return True
