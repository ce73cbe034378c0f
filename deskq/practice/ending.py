"""The end of practice: a person leaves; when nobody practises any more the hall becomes empty."""

from sqlalchemy import delete, select

from deskq.core import actors
from deskq.core.transactions import Transaction, transaction
from deskq.office import queries as office_queries
from deskq.office.today import service as today
from deskq.office.today.models import ClerkLoan, ServiceClosure
from deskq.practice import queries
from deskq.practice.events import PracticeEnded, PracticeLeft
from deskq.practice.models import PracticeRun
from deskq.queue.hall.models import CounterLine
from deskq.queue.hall.service import lines
from deskq.queue.models import LIVE, Ticket
from deskq.queue.service import counters
from deskq.queue.service.counter_action import move_ticket


def leave(hall_id: int, person_id: int) -> None:
    """This person practises no more: their counter is closed. After the last one the hall is emptied."""
    with transaction(hall_id, actors.person(person_id)) as tx:
        counter = office_queries.counter_of(tx.session, person_id)
        if counter is not None and counter.office_id == hall_id:
            counters.free_counter(hall_id, tx.by, counter.id)
        run = queries.run(tx.session, person_id)
        if run is not None:
            tx.session.delete(run)
            tx.session.flush()
            tx.record(PracticeLeft(person_id))
        if not queries.runs(tx.session, hall_id):
            _empty(tx)


def end(hall_id: int) -> None:
    """Nobody has done anything for a while: everybody's practice ends."""
    with transaction(hall_id, actors.SYSTEM) as tx:
        _empty(tx)
        tx.session.execute(delete(PracticeRun).where(PracticeRun.office_id == hall_id))
        tx.record(PracticeEnded())


def _empty(tx: Transaction) -> None:
    """Close the counters, end the tickets, and take back what supervisors have changed for today."""
    for counter in office_queries.fresh_counters(tx.session, tx.office_id):
        if counter.status != "closed":
            counters.free_counter(tx.office_id, tx.by, counter.id)
    live = select(Ticket).where(Ticket.office_id == tx.office_id, LIVE).execution_options(populate_existing=True)
    for ticket in tx.session.scalars(live.order_by(Ticket.id)).all():
        move_ticket(tx, ticket, "expire", ticket.counter_id, returns_at=None)
    closed = select(ServiceClosure).where(ServiceClosure.office_id == tx.office_id, ServiceClosure.until > tx.at)
    for closure in tx.session.scalars(closed).all():
        today.reopen_service(tx.office_id, tx.by, closure.service_id)
    lent = select(ClerkLoan).where(ClerkLoan.office_id == tx.office_id, ClerkLoan.until > tx.at)
    for loan in tx.session.scalars(lent).all():
        today.end_loan(tx.office_id, tx.by, loan.clerk_id, loan.service_id)
    unread = select(CounterLine.sequence).where(CounterLine.office_id == tx.office_id, CounterLine.read_at.is_(None))
    for sequence in sorted(set(tx.session.scalars(unread))):
        lines.withdraw(tx.office_id, tx.by, sequence)
