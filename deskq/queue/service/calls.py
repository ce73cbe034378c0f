"""Calling a visitor: the next by the rule, one chosen by the clerk, or the same again."""

from datetime import timedelta
from typing import Any

from deskq.core.transactions import Transaction
from deskq.office import config_cache
from deskq.office.config_cache import Catalogue
from deskq.office.models import Counter
from deskq.queue import queries
from deskq.queue.models import Ticket
from deskq.queue.queries import Head
from deskq.queue.rules import counters, priority, transitions
from deskq.queue.rules.priority import CounterQueue, NobodyWaiting
from deskq.queue.service.counter_action import CounterAction, act, at_counter, check_free, visitor
from deskq.queue.service.counter_action import ticket as find
from deskq.queue.service.serve import finish_visit


def call_next(press: CounterAction, ticket_id: int | None = None, finish: int | None = None) -> Ticket | None:
    """Call who is next, or ``ticket_id``. ``finish`` names the visitor at the counter whose visit ends with this press;
    then an empty line is no error: the visit ends and None is returned."""
    with at_counter(press) as (tx, counter):
        if finish is not None:
            finish_visit(tx, counter, finish)
        check_free(tx.session, counter)
        try:
            chosen, why = _choose(tx, counter, press, ticket_id)
        except NobodyWaiting:
            if finish is None:
                raise
            return None
        _call(tx, chosen, counter, press, why)
        return chosen


def recall(press: CounterAction) -> Ticket:
    """Call the visitor again: the board shows and rings it once more."""
    with at_counter(press) as (tx, counter):
        called = visitor(tx.session, counter)
        transitions.move(called.state, "recall", called.code)
        most = config_cache.at(press.office_id, tx.catalogue, tx.connection).office.recall_max
        transitions.check_recall(called.recalls, most, called.code)
        act(tx, called, "recall", counter.id, recalls=called.recalls + 1)
        return called


def _call(tx: Transaction, chosen: Ticket, counter: Counter, press: CounterAction, why: dict[str, Any]) -> None:
    changes = {
        "counter_id": counter.id,
        "clerk_id": press.clerk_id,
        "recalls": 0,
        "called_at": tx.at,
        "fetched_at": None,
    }
    act(tx, chosen, "call", counter.id, why, call=tx.version + 1, **changes)


def _choose(
    tx: Transaction, counter: Counter, press: CounterAction, ticket_id: int | None
) -> tuple[Ticket, dict[str, Any]]:
    about = config_cache.at(press.office_id, tx.catalogue, tx.connection)
    bound = timedelta(minutes=about.office.bound_minutes)
    line = CounterQueue(about.served(counter.id, press.clerk_id), bound, tx.at)
    heads = queries.heads(tx.session, about, counter.id, line.ranks)
    if ticket_id is not None:
        chosen = find(tx.session, press.office_id, ticket_id)
        transitions.move(chosen.state, "call", chosen.code)
        check_chosen(chosen, counter, about, line)
        return chosen, {"rule": "chosen", "heads": [_seen(head, line) for head in heads]}
    head = priority.choose_next(heads, line)
    why = {"rule": priority.reason(head, line), "heads": [_seen(other, line) for other in heads]}
    return find(tx.session, press.office_id, head.id), why


def check_chosen(chosen: Ticket, counter: Counter, about: Catalogue, line: CounterQueue) -> None:
    """Nothing when this counter may call a waiting or absent visitor by choice."""
    others = about.shares(chosen.service_id).counters - {counter.id}
    target = about.counters.get(chosen.counter_id or 0) if chosen.state == "waiting" else None
    counters.check_chosen(
        chosen.code,
        about.services[chosen.service_id].name,
        mine=chosen.counter_id == counter.id,
        sent_to=target.number if target else None,
        served=chosen.service_id in line.ranks,
        here=chosen.service_id in about.ranks.get(counter.id, {}),
        others=[about.counters[row].number for row in sorted(others)],
    )


def _seen(head: Head, line: CounterQueue) -> dict[str, Any]:
    """What the rule saw of the first of one service and class: enough to answer "why was I overtaken?"."""
    waited = (line.now - head.arrived_at).total_seconds()
    return {
        "ticket": head.id,
        "code": head.code,
        "service": head.service_id,
        "sent": head.directed,
        "rank": line.rank(head),
        "weight": head.weight,
        "waited": round(waited, 1),
        "claim": round(priority.priority_score(head, line.now), 1),
        "overdue": priority.overdue(head, line.bound, line.now),
    }
