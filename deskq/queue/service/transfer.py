"""Transfer a visitor to another service or counter, keeping the arrival time."""

from sqlalchemy.orm import Session

from deskq.core.errors import N_, DomainError, InvalidInput
from deskq.office import config_cache
from deskq.office import queries as office_queries
from deskq.office.config_cache import OfficeConfig
from deskq.office.models import Counter, Service
from deskq.queue.models import Ticket
from deskq.queue.rules.counters import CounterClosed
from deskq.queue.service.counter_action import CounterAction, at_counter, move_ticket, require_visitor


class SameService(DomainError):
    slug = "same-service"
    title = N_("Ticket %(code)s is already for “%(service)s”. Please choose another service or a counter.")


def transfer(action: CounterAction, service_code: str | None = None, counter_number: int | None = None) -> Ticket:
    """Transfer to a service (any counter that serves it) or to one counter."""
    with at_counter(action) as (tx, counter):
        here = require_visitor(tx.session, counter)
        config = config_cache.at(action.office_id, tx.config_version, tx.connection)
        service = _service(config, service_code, counter_number)
        if service is not None and service.id == here.service_id:
            raise SameService(code=here.code, service=service.name)
        target = _counter(tx.session, counter, counter_number)
        move_ticket(
            tx,
            here,
            "transfer",
            counter.id,
            service_id=service.id if service else here.service_id,
            counter_id=target.id if target else None,
            clerk_id=None,
            recalls=0,
            called_at=None,
            started_at=None,
        )
        return here


def _service(config: OfficeConfig, code: str | None, number: int | None) -> Service | None:
    if (code is None) == (number is None):
        raise InvalidInput({"service": N_("Please choose either a service or a counter.")})
    if code is None:
        return None
    service = config.service(code)
    if service is None:
        raise InvalidInput({"service": N_("This service does not exist.")})
    return service


def _counter(session: Session, here: Counter, number: int | None) -> Counter | None:
    if number is None:
        return None
    target = office_queries.counter_by_number(session, here.office_id, number)
    if target is None or target.id == here.id:
        raise InvalidInput({"counter": N_("This counter does not exist.")})
    if target.status == "closed":
        raise CounterClosed(number=number)
    return target
