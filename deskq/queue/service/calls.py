"""Calling a visitor: the next by the rule, one chosen by the clerk, or the same again."""

from datetime import timedelta
from typing import Any

from deskq.office.models import Counter, Office
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
        office = tell.session.get_one(Office, press.office_id)
        rules.check_recall(called.recalls, office.recall_max, called.code)
        act(tell, called, "recall", counter.id, recalls=called.recalls + 1)
        return called


def _call(tell: Transaction, chosen: Ticket, counter: Counter, press: Press, why: dict[str, Any]) -> None:
    changes = {"counter_id": counter.id, "clerk_id": press.clerk_id, "recalls": 0, "called_at": tell.at}
    act(tell, chosen, "call", counter.id, why, call=tell.version + 1, **changes)


def _choose(tell: Transaction, counter: Counter, press: Press, ticket_id: int | None) -> tuple[Ticket, dict[str, Any]]:
    line = _line(tell, counter, press.clerk_id)
    heads = queries.heads(tell.session, press.office_id, counter.id, line.ranks)
    if ticket_id is not None:
        chosen = find(tell.session, press.office_id, ticket_id)
        return chosen, {"rule": "chosen", "heads": [_seen(head, line) for head in heads]}
    head = rules.choose_next(heads, line)
    why = {"rule": rules.reason(head, line), "heads": [_seen(other, line) for other in heads]}
    return tell.session.get_one(Ticket, head.id), why


def _line(tell: Transaction, counter: Counter, clerk_id: int | None) -> rules.Line:
    """The line as this counter and its clerk see it at this moment."""
    office = tell.session.get_one(Office, counter.office_id)
    served = queries.ranks_for(tell.session, counter.id, clerk_id)
    return rules.Line(served, timedelta(minutes=office.bound_minutes), tell.at)


def _seen(head: Head, line: rules.Line) -> dict[str, Any]:
    """What the rule saw of the first of one service and class: enough to answer "why was I overtaken?"."""
    waited = (line.now - head.arrived_at).total_seconds()
    return {
        "ticket": head.id,
        "code": head.code,
        "service": head.service_id,
        "rank": line.rank(head),
        "weight": head.weight,
        "waited": round(waited, 1),
        "claim": round(rules.claim(head, line.now), 1),
        "overdue": rules.overdue(head, line.bound, line.now),
    }
