"""Call a visitor: the next by the rule, one chosen by the clerk, or the same again."""

from typing import Any

from deskq.core.transactions import Transaction
from deskq.office import config_cache
from deskq.office.config_cache import OfficeConfig
from deskq.office.models import Counter
from deskq.queue import counter_queues, queries
from deskq.queue.models import Ticket
from deskq.queue.new_ticket import NewTicket
from deskq.queue.queries import QueuedTicket
from deskq.queue.rules import counters, priority, transitions
from deskq.queue.rules.priority import CounterQueue, NobodyWaiting
from deskq.queue.service.counter_action import (
    AlreadyServing,
    CounterAction,
    at_counter,
    check_free,
    get_ticket,
    move_ticket,
    require_visitor,
)
from deskq.queue.service.issue import issue
from deskq.queue.service.serve import finish_visit, start


def call_next(action: CounterAction, ticket_id: int | None = None, finish: int | None = None) -> Ticket | None:
    """Call the next visitor, or ``ticket_id``. ``finish`` is the ticket at the counter, whose visit this action ends
    too; then an empty queue is no error: the visit ends and None is returned."""
    with at_counter(action) as (tx, counter):
        if finish is not None:
            finish_visit(tx, counter, finish)
        try:
            chosen, why = _choose(tx, counter, action, ticket_id)
        except NobodyWaiting:
            if finish is None:
                raise
            return None
        _call(tx, chosen, counter, action, why)
        return chosen


def serve_walk_in(action: CounterAction, new: NewTicket) -> Ticket:
    """Issue a ticket for a visitor who stands at the counter, call it there and begin the service. No chime sounds."""
    with at_counter(action) as (tx, counter):
        check_free(tx.session, counter)
        made = issue(action.office_id, action.by, new)
        chosen, why = _choose(tx, counter, action, made.id)
        _call(tx, chosen, counter, action, why | {"here": True})
        return start(action)


def recall(action: CounterAction) -> Ticket:
    """Call the visitor again: the board shows and announces it once more."""
    with at_counter(action) as (tx, counter):
        called = require_visitor(tx.session, counter)
        transitions.move(called.state, "recall", called.code)
        maximum = config_cache.at(action.office_id, tx.config_version, tx.connection).office.recall_max
        transitions.check_recall(called.recalls, maximum, called.code)
        move_ticket(tx, called, "recall", counter.id, recalls=called.recalls + 1)
        return called


def _call(tx: Transaction, chosen: Ticket, counter: Counter, action: CounterAction, why: dict[str, Any]) -> None:
    changes: dict[str, Any] = {
        "counter_id": counter.id,
        "clerk_id": action.clerk_id,
        "recalls": 0,
        "called_at": tx.at,
        "fetched_at": None,
    }
    move_ticket(tx, chosen, "call", counter.id, why, call=tx.version + 1, **changes)


def _choose(
    tx: Transaction, counter: Counter, action: CounterAction, ticket_id: int | None
) -> tuple[Ticket, dict[str, Any]]:
    config = config_cache.at(action.office_id, tx.config_version, tx.connection)
    queue = counter_queues.of_counter(config, counter.id, action.clerk_id, tx.at)
    seen = queries.counter_view(tx.session, config, counter.id, queue.ranks)
    if seen.here is not None:
        raise AlreadyServing(code=seen.here)
    if ticket_id is not None:
        chosen = get_ticket(tx.session, action.office_id, ticket_id)
        transitions.move(chosen.state, "call", chosen.code)
        check_callable(chosen, counter, config, queue)
        return chosen, {"rule": "chosen", "heads": [_as_seen(head, queue) for head in seen.heads]}
    head = priority.choose_next(seen.heads, queue)
    why = {"rule": priority.reason(head, queue), "heads": [_as_seen(other, queue) for other in seen.heads]}
    return seen.ticket(head), why


def check_callable(chosen: Ticket, counter: Counter, config: OfficeConfig, queue: CounterQueue) -> None:
    """Raises unless this counter may call a waiting or absent visitor by choice."""
    others = config.shares(chosen.service_id).counters - {counter.id}
    target = config.counters.get(chosen.counter_id or 0) if chosen.state == "waiting" else None
    counters.check_callable(
        chosen.code,
        config.services[chosen.service_id].name,
        mine=chosen.counter_id == counter.id,
        sent_to=target.number if target else None,
        served=chosen.service_id in queue.ranks,
        here=chosen.service_id in config.ranks.get(counter.id, {}),
        others=[config.counters[row].number for row in sorted(others)],
    )


def _as_seen(head: QueuedTicket, queue: CounterQueue) -> dict[str, Any]:
    """The first ticket of one service and class as the rule saw it, for the journal: answers "why was I overtaken?"."""
    waited = (queue.now - head.arrived_at).total_seconds()
    return {
        "ticket": head.id,
        "code": head.code,
        "service": head.service_id,
        "sent": head.directed,
        "rank": queue.rank(head),
        "weight": head.weight,
        "waited": round(waited, 1),
        "claim": round(priority.priority_score(head, queue.now), 1),
        "overdue": priority.overdue(head, queue.max_wait, queue.now),
    }
