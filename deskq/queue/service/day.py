"""What the office does by itself: bring held visitors back into the line, and close the day."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from deskq import clock, persian
from deskq.journal import Entry
from deskq.office import catalogue
from deskq.office.models import Counter
from deskq.office.rules import business_date
from deskq.queue import events
from deskq.queue.models import LIVE, Ticket
from deskq.queue.service.press import act, alter
from deskq.transactions import Transaction, transaction

KEEPER = "keeper"


def return_due(office_id: int, now: datetime) -> int:
    """Held visitors whose time is over wait again, at the place of their arrival. Returns how many."""
    with transaction(office_id, KEEPER) as tell:
        due = select(Ticket).where(
            Ticket.office_id == office_id, LIVE, Ticket.state == "held", Ticket.returns_at <= now
        )
        found = list(tell.session.scalars(due.order_by(Ticket.arrived_at)))
        for held in found:
            act(tell, held, "return", held.counter_id, counter_id=None, clerk_id=None, returns_at=None)
        return len(found)


def close_day(office_id: int, before: date, by: str = KEEPER) -> int:
    """Expire every live ticket of business days before ``before``. A visit still running is ended as unrecorded.
    Returns how many tickets it closed."""
    with transaction(office_id, by) as tell:
        past = select(Ticket).where(Ticket.office_id == office_id, LIVE, Ticket.day < persian.jalali_number(before))
        found = list(tell.session.scalars(past.order_by(Ticket.id)))
        for left in found:
            ended: dict[str, Any] = {"outcome": "unrecorded", "finished_at": tell.at} if left.state == "serving" else {}
            act(tell, left, "expire", left.counter_id, returns_at=None, **ended)
        _close_counters(tell, before)
        return len(found)


def _close_counters(tell: Transaction, before: date) -> None:
    """Counters whose last press was on a day now closed: their clerks went home without closing."""
    office = catalogue.at(tell.office_id, tell.catalogue, tell.connection).office
    left = select(Counter).where(Counter.office_id == tell.office_id, Counter.status != "closed")
    for counter in list(tell.session.scalars(left)):
        pressed = tell.session.get(Entry, (tell.office_id, counter.turn))
        if pressed is not None and business_date(pressed.at, clock.zone(), office.day_starts) < before:
            changes = alter(tell.session, counter, status="closed", clerk_id=None, break_until=None)
            tell(events.CounterClosed(counter.id, counter.number, changes))
