"""Keeps the intervals of a visit and the ticket's totals of waiting, in the transaction of the move that ends them."""

from typing import Any

from sqlalchemy import bindparam, delete, insert, select

from deskq.core.db.engine import MICROSECOND
from deskq.core.db.fixed import FixedStatement
from deskq.core.db.journal import Entry
from deskq.core.transactions import Transaction
from deskq.queue.models import WALK_IN, Ticket, VisitInterval

#: The verb that ends tickets of a past day. Nobody knows when that visitor left, so the interval counts in no total.
EXPIRE = "expire"

STORE = FixedStatement(insert(VisitInterval), VisitInterval.__table__.columns.keys())
REMOVE = FixedStatement(
    delete(VisitInterval).where(
        VisitInterval.office_id == bindparam("office"), VisitInterval.sequence == bindparam("sequence")
    )
)


def end(
    tx: Transaction, ticket: Ticket, verb: str, outcome: str | None = None, walk_in: bool = False
) -> dict[str, Any]:
    """Store the interval that a move ends, before the ticket is changed and the move is recorded; returns the ticket's
    new totals as {column: value}. ``outcome``: outcome of a service that ends with this interval; ``walk_in``: a call
    of somebody who stood at the counter already. They waited for nothing, which is no wait of 0 minutes."""
    interval = {
        "office_id": tx.office_id,
        "sequence": tx.version + 1,
        "ticket_id": ticket.id,
        "day": ticket.day,
        "state": ticket.state,
        "verb": verb,
        "outcome": WALK_IN if walk_in else outcome,
        "service_id": ticket.service_id,
        "counter_id": ticket.counter_id,
        "clerk_id": ticket.clerk_id,
        "began_at": ticket.since,
        "ended_at": tx.at,
    }
    tx.send(STORE, interval)
    if ticket.state != "waiting" or verb == EXPIRE:
        return {}
    waited = ticket.waited + (tx.at - ticket.since) // MICROSECOND
    is_first_call = verb == "call" and ticket.first_wait is None and not walk_in
    return {"waited": waited, "first_wait": waited} if is_first_call else {"waited": waited}


def resume(tx: Transaction, ticket: Ticket, undone: Entry, earlier: dict[str, Any]) -> dict[str, Any]:
    """Delete the interval that an undone move had ended, if the undo gives the ticket its earlier state: that interval
    continues. Returns the ticket's new totals as {column: value}. ``earlier``: {column: value before the move}."""
    changes = undone.facts["changes"]
    if undone.facts["verb"] == "switch":
        tx.send(REMOVE, {"office": tx.office_id, "sequence": undone.sequence})
        return {}
    if "state" not in changes or earlier["state"] != changes["state"][0]:
        return {}
    tx.send(REMOVE, {"office": tx.office_id, "sequence": undone.sequence})
    if earlier["state"] != "waiting":
        return {}
    waited = ticket.waited - (undone.at - earlier.get("since", ticket.since)) // MICROSECOND
    was_first_call = undone.facts["verb"] == "call" and _called_after_no_wait(tx, changes["call"][0])
    return {"waited": waited, "first_wait": None} if was_first_call else {"waited": waited}


def _called_after_no_wait(tx: Transaction, call: int | None) -> bool:
    """Whether the call before an undone one, the interval of its sequence, was that of a walk-in, or there was none."""
    if call is None:
        return True
    outcome = select(VisitInterval.outcome).where(
        VisitInterval.office_id == tx.office_id, VisitInterval.sequence == call
    )
    return tx.session.scalar(outcome) == WALK_IN
