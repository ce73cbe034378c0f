"""What the office does by itself: bring held visitors back into the line, and close the day."""

from datetime import date, datetime
from typing import Any

from deskq.core import clock
from deskq.core.db.journal import Entry
from deskq.core.text import jalali
from deskq.core.transactions import Transaction, transaction
from deskq.office import config_cache
from deskq.office.rules import business_date
from deskq.queue import events, ticket_queries
from deskq.queue.service.counter_action import act, alter

KEEPER = "keeper"


def return_due(office_id: int, now: datetime) -> int:
    """Held visitors whose time is over wait again, at the place of their arrival. Returns how many."""
    with transaction(office_id, KEEPER) as tx:
        found = ticket_queries.held_due(tx.session, office_id, now)
        for held in found:
            act(tx, held, "return", held.counter_id, counter_id=None, clerk_id=None, returns_at=None)
        return len(found)


def close_day(office_id: int, before: date, by: str = KEEPER) -> int:
    """Expire every live ticket of business days before ``before``. A visit still running is ended as unrecorded.
    Returns how many tickets it closed."""
    with transaction(office_id, by) as tx:
        found = ticket_queries.left_over(tx.session, office_id, jalali.day_number(before))
        for left in found:
            ended: dict[str, Any] = {"outcome": "unrecorded", "finished_at": tx.at} if left.state == "serving" else {}
            act(tx, left, "expire", left.counter_id, returns_at=None, **ended)
        _close_counters(tx, before)
        return len(found)


def _close_counters(tx: Transaction, before: date) -> None:
    """Counters whose last press was on a day now closed: their clerks went home without closing."""
    office = config_cache.at(tx.office_id, tx.catalogue, tx.connection).office
    for counter in ticket_queries.manned(tx.session, tx.office_id):
        pressed = tx.session.get(Entry, (tx.office_id, counter.turn))
        if pressed is not None and business_date(pressed.at, clock.zone(), office.day_starts) < before:
            changes = alter(tx.session, counter, status="closed", clerk_id=None, break_until=None)
            tx.record(events.CounterClosed(counter.id, counter.number, changes))
