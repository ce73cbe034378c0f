"""A waiting visitor needs more time and lets others go first: once, at most as many as the office allows."""

from deskq.core import actors
from deskq.core.errors import NotFound
from deskq.core.transactions import transaction
from deskq.office import config_cache
from deskq.queue import queries
from deskq.queue.models import Ticket
from deskq.queue.rules import priority, transitions
from deskq.queue.rules.priority import CounterQueue
from deskq.queue.service.counter_action import get_ticket, move_ticket


def let_pass(office_id: int, ticket_id: int) -> Ticket:
    """Move a waiting visitor behind the next few of the same service (of the same counter, if transferred to one)."""
    with transaction(office_id, actors.VISITOR) as tx:
        found = get_ticket(tx.session, office_id, ticket_id)
        transitions.move(found.state, "let_pass", found.code)
        transitions.check_let_pass(found.let_pass)
        config = config_cache.at(office_id, tx.config_version, tx.connection)
        if not config.office.let_pass:
            raise NotFound
        queue = CounterQueue({found.service_id: 1}, config.office.max_wait, tx.at)
        others = queries.same_queue(tx.session, config, found)
        mine = next(other for other in others if other.id == found.id)
        arrival, passing = priority.let_pass(mine, others, config.office.let_pass, queue)
        why = {"passing": [other.id for other in passing]}
        move_ticket(tx, found, "let_pass", None, why, arrived_at=arrival, let_pass=len(passing))
        return found
