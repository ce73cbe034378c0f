"""Continue a visit with another service at the same counter."""

from deskq.office import config_cache
from deskq.office.service_choice import offered_service
from deskq.queue.models import Ticket
from deskq.queue.rules import transitions
from deskq.queue.service.counter_action import CounterAction, at_counter, move_ticket, require_visitor
from deskq.queue.service.transfer import SameService


def next_service(action: CounterAction, service_code: str, outcome: str = "done") -> Ticket:
    """End the present service with ``outcome`` and begin another in the same visit. Each has its own interval."""
    transitions.check_outcome(outcome, 1)
    with at_counter(action) as (tx, counter):
        here = require_visitor(tx.session, counter)
        transitions.move(here.state, "switch", here.code)
        service = offered_service(config_cache.at(action.office_id, tx.config_version, tx.connection), service_code)
        if service.id == here.service_id:
            raise SameService(code=here.code, service=service.name)
        served = (here.served or 0) + 1
        move_ticket(tx, here, "switch", counter.id, {"outcome": outcome}, service_id=service.id, served=served)
        return here
