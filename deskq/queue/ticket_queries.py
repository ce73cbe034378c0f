"""Reads tickets for the services: on hold and due, left from earlier days, reserved for a counter, or one by number."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, bindparam, func, literal_column, select
from sqlalchemy.orm import Session

from deskq.core.db.fixed import FixedStatement
from deskq.core.db.journal import Entry
from deskq.core.text import persian
from deskq.core.transactions import Transaction, connection_of
from deskq.office.models import Counter, Office
from deskq.queue.models import LIVE, Ticket


def returns_due(session: Session, office_id: int, now: datetime) -> list[Ticket]:
    """Tickets whose hold is over, in the order of arrival."""
    return list(session.scalars(_returns_due(office_id, now).order_by(Ticket.arrived_at)))


def offices_with_returns_due(session: Session, now: datetime) -> set[int]:
    """Offices with a ticket whose hold is over."""
    due = Ticket.office_id == Office.id, LIVE, Ticket.state == "held", Ticket.returns_at <= now
    return set(session.scalars(select(Office.id).where(select(Ticket.id).where(*due).exists())))


def left_from_earlier_days(session: Session, office_id: int, today: int) -> list[Ticket]:
    """Live tickets of business days before the Jalali day ``today``, also those that are kept."""
    return list(session.scalars(_left_from_earlier_days(office_id, today).order_by(Ticket.id)))


def offices_with_some_left(session: Session, office_ids: Collection[int], today: int) -> set[int]:
    """Those of the offices that have a live ticket of a business day before the Jalali day ``today``. The day is
    computed, or SQLite would look in an index of all days, in which every ticket is."""
    left = Ticket.office_id == Office.id, LIVE, Ticket.day + literal_column("0") < today
    found = select(Office.id).where(Office.id.in_(office_ids), select(Ticket.id).where(*left).exists())
    return set(session.scalars(found))


def reserved_for(session: Session, counter: Counter) -> list[Ticket]:
    """Tickets waiting for this counter only, and those it has on hold, in the order of arrival."""
    query = _live(counter.office_id).where(Ticket.counter_id == counter.id, Ticket.state.in_(("waiting", "held")))
    return list(session.scalars(query.order_by(Ticket.arrived_at)))


def by_request(session: Session, office_id: int, request_key: str) -> Ticket | None:
    """The ticket already issued for this request. Usually None; runs for every new ticket."""
    values = {"office": office_id, "key": request_key}
    ticket_id = BY_REQUEST.scalar(connection_of(session), values)
    return session.get(Ticket, ticket_id, populate_existing=True) if ticket_id is not None else None


BY_REQUEST = FixedStatement(
    select(Ticket.id).where(Ticket.office_id == bindparam("office"), Ticket.request_key == bindparam("key"))
)


def is_code_taken(tx: Transaction, day: int, code: str) -> bool:
    """Whether a ticket of this Jalali day has the code already."""
    values = {"office": tx.office_id, "day": day, "code": code}
    return BY_CODE.first(tx.connection, values) is not None


BY_CODE = FixedStatement(
    select(Ticket.id).where(
        Ticket.office_id == bindparam("office"), Ticket.day == bindparam("day"), Ticket.code == bindparam("code")
    )
)


def by_code(session: Session, office_id: int, day: int, typed: str) -> Ticket | None:
    """A ticket by its number as typed, in Persian or Latin digits, of the Jalali ``day``."""
    code = persian.ascii_digits(persian.clean(typed)).replace(" ", "").upper()
    query = select(Ticket).where(Ticket.office_id == office_id, Ticket.day == day, Ticket.code == code)
    return session.scalars(query).one_or_none()


def last_entry(session: Session, ticket_id: int) -> Entry | None:
    """The last journal entry of a ticket."""
    last = select(func.max(Entry.sequence)).where(Entry.ticket_id == ticket_id).scalar_subquery()
    return session.scalars(select(Entry).where(Entry.ticket_id == ticket_id, Entry.sequence == last)).one_or_none()


def _live(office_id: int) -> Select[Ticket]:
    return select(Ticket).where(Ticket.office_id == office_id, LIVE)


def _returns_due(office_id: int, now: datetime) -> Select[Ticket]:
    return _live(office_id).where(Ticket.state == "held", Ticket.returns_at <= now)


def _left_from_earlier_days(office_id: int, today: int) -> Select[Ticket]:
    return _live(office_id).where(Ticket.day < today)
