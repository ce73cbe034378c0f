"""Calling a visitor: the next by the rule, one chosen by the clerk, or the same again."""

from datetime import timedelta
from typing import Any

from deskq.office import catalogue
from deskq.office.catalogue import Catalogue
from deskq.office.models import Counter
from deskq.queue import queries, rules
from deskq.queue.models import Ticket
from deskq.queue.queries import Head
from deskq.queue.service.press import Press, act, at_counter, check_free, visitor
from deskq.queue.service.press import ticket as find
from deskq.queue.service.serve import finish_visit
from deskq.transactions import Transaction


def call_next(press: Press, ticket_id: int | None = None, finish: int | None = None) -> Ticket | None:
    """Call who is next, or ``ticket_id``. ``finish`` names the visitor at the counter whose visit ends with this press;
    then an empty line is no error: the visit ends and None is returned."""
    with at_counter(press) as (tell, counter):
        if finish is not None:
            finish_visit(tell, counter, finish)
        check_free(tell.session, counter)
        try:
            chosen, why = _choose(tell, counter, press, ticket_id)
        except rules.NobodyWaiting:
            if finish is None:
                raise
            return None
        _call(tell, chosen, counter, press, why)
        return chosen


def recall(press: Press) -> Ticket:
    """Call the visitor again: the board shows and rings it once more."""
    with at_counter(press) as (tell, counter):
        called = visitor(tell.session, counter)
        rules.move(called.state, "recall", called.code)
        most = catalogue.at(press.office_id, tell.catalogue, tell.connection).office.recall_max
        rules.check_recall(called.recalls, most, called.code)
        act(tell, called, "recall", counter.id, recalls=called.recalls + 1)
        return called


def _call(tell: Transaction, chosen: Ticket, counter: Counter, press: Press, why: dict[str, Any]) -> None:
    changes = {
        "counter_id": counter.id,
        "clerk_id": press.clerk_id,
        "recalls": 0,
        "called_at": tell.at,
        "fetched_at": None,
    }
    act(tell, chosen, "call", counter.id, why, call=tell.version + 1, **changes)


def _choose(tell: Transaction, counter: Counter, press: Press, ticket_id: int | None) -> tuple[Ticket, dict[str, Any]]:
    about = catalogue.at(press.office_id, tell.catalogue, tell.connection)
    bound = timedelta(minutes=about.office.bound_minutes)
    line = rules.Line(about.served(counter.id, press.clerk_id), bound, tell.at)
    heads = queries.heads(tell.session, about, counter.id, line.ranks)
    if ticket_id is not None:
        chosen = find(tell.session, press.office_id, ticket_id)
        rules.move(chosen.state, "call", chosen.code)
        check_chosen(chosen, counter, about, line)
        return chosen, {"rule": "chosen", "heads": [_seen(head, line) for head in heads]}
    head = rules.choose_next(heads, line)
    why = {"rule": rules.reason(head, line), "heads": [_seen(other, line) for other in heads]}
    return find(tell.session, press.office_id, head.id), why


def check_chosen(chosen: Ticket, counter: Counter, about: Catalogue, line: rules.Line) -> None:
    """Nothing when this counter may call a waiting or absent visitor by choice."""
    others = about.shares(chosen.service_id).counters - {counter.id}
    target = about.counters.get(chosen.counter_id or 0) if chosen.state == "waiting" else None
    rules.check_chosen(
        chosen.code,
        about.services[chosen.service_id].name,
        mine=chosen.counter_id == counter.id,
        sent_to=target.number if target else None,
        served=chosen.service_id in line.ranks,
        here=chosen.service_id in about.ranks.get(counter.id, {}),
        others=[about.counters[row].number for row in sorted(others)],
    )


def _seen(head: Head, line: rules.Line) -> dict[str, Any]:
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
        "claim": round(rules.claim(head, line.now), 1),
        "overdue": rules.overdue(head, line.bound, line.now),
    }
