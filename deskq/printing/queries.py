"""Reads the print outbox and the conditions of the printers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from deskq.core import clock
from deskq.printing.models import OPEN, TROUBLED_JOBS, Printer, PrintJob
from deskq.printing.rules import LIVE
from deskq.queue.models import Ticket

SHOWN_FOR = timedelta(hours=3)
MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Troubled:
    """A paper that did not certainly come out, of a ticket still waiting."""

    ticket: int
    code: str
    state: str
    problem: str
    at: datetime


def waiting(session: Session, printer: str) -> list[PrintJob]:
    """Jobs due at a printer now, the oldest first."""
    query = select(PrintJob).where(
        PrintJob.printer == printer, OPEN, PrintJob.state == "waiting", PrintJob.next_at <= clock.now()
    )
    return list(session.scalars(query.order_by(PrintJob.id).limit(50).execution_options(populate_existing=True)))


def unfinished(session: Session, printer: str) -> list[PrintJob]:
    """Jobs that were being sent when their process ended."""
    return list(
        session.scalars(select(PrintJob).where(PrintJob.printer == printer, OPEN, PrintJob.state == "printing"))
    )


def conditions(session: Session) -> dict[str, str]:
    """{printer: condition}."""
    return {name: condition for name, condition in session.execute(select(Printer.name, Printer.condition))}


def states(session: Session) -> dict[str, tuple[str, datetime]]:
    """{printer: (condition, since when)}."""
    rows = session.execute(select(Printer.name, Printer.condition, Printer.since))
    return {name: (condition, since) for name, condition, since in rows}


def holder(session: Session, name: str) -> tuple[str, datetime | None] | None:
    found = session.execute(select(Printer.holder, Printer.held_until).where(Printer.name == name)).first()
    return None if found is None else (found[0], found[1])


def troubled(session: Session, office_id: int) -> list[Troubled]:
    """Papers that did not certainly come out, the newest first; without those reprinted since."""
    later = aliased(PrintJob)
    again = exists().where(later.ticket_id == PrintJob.ticket_id, later.number > PrintJob.number)
    query = (
        select(PrintJob, Ticket.code)
        .join(Ticket, Ticket.id == PrintJob.ticket_id)
        .where(PrintJob.office_id == office_id, TROUBLED_JOBS, PrintJob.problem != "", Ticket.state.in_(LIVE), ~again)
        .where(PrintJob.made_at > clock.now() - SHOWN_FOR)
        .order_by(PrintJob.made_at.desc())
        .limit(MOST_SHOWN)
    )
    return [
        Troubled(job.ticket_id, code, job.state, job.problem, job.done_at or job.made_at)
        for job, code in session.execute(query)
    ]


def last_job(session: Session, ticket_id: int) -> PrintJob | None:
    query = select(PrintJob).where(PrintJob.ticket_id == ticket_id).order_by(PrintJob.number.desc()).limit(1)
    return session.scalars(query.execution_options(populate_existing=True)).first()
