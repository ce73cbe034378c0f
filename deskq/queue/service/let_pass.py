"""A visitor in line needs more time, and lets others go first: once, and no more of them than the office says."""

from datetime import timedelta

from deskq.core.errors import NotFound
from deskq.core.transactions import transaction
from deskq.office import config_cache
from deskq.queue import queries
from deskq.queue.models import Ticket
from deskq.queue.rules import priority, transitions
from deskq.queue.rules.priority import CounterQueue
from deskq.queue.service.counter_action import act
from deskq.queue.service.counter_action import ticket as find


def let_pass(office_id: int, ticket_id: int) -> Ticket:
    """Move a waiting visitor behind the next few of the same service (of the same counter, if sent to one)."""
    with transaction(office_id, "visitor") as tx:
        found = find(tx.session, office_id, ticket_id)
        transitions.move(found.state, "let_pass", found.code)
        transitions.check_let_pass(found.let_pass)
        about = config_cache.at(office_id, tx.catalogue, tx.connection)
        if not about.office.let_pass:
            raise NotFound
        line = CounterQueue({found.service_id: 1}, timedelta(minutes=about.office.bound_minutes), tx.at)
        mates = queries.same_line(tx.session, about, found)
        mine = next(mate for mate in mates if mate.id == found.id)
        arrival, passing = priority.let_pass(mine, mates, about.office.let_pass, line)
        why = {"passing": [other.id for other in passing]}
        act(tx, found, "let_pass", None, why, arrived_at=arrival, let_pass=len(passing))
        return found
