"""Transfer a visitor to another service or counter, keeping the arrival time."""

from sqlalchemy.orm import Session

from deskq.core.errors import N_, DomainError, InvalidInput
from deskq.core.text import persian
from deskq.office import config_cache
from deskq.office import queries as office_queries
from deskq.office.config_cache import OfficeConfig
from deskq.office.models import Counter, Service
from deskq.office.service_choice import offered_service
from deskq.queue import staffed_counters
from deskq.queue.models import Ticket
from deskq.queue.rules.counters import CounterClosed, check_confirmed
from deskq.queue.service.counter_action import CounterAction, at_counter, move_ticket, require_visitor

ONE_TARGET = N_("Please choose either a service or a counter.")


class SameService(DomainError):
    slug = "same-service"
    title = N_("Ticket %(code)s is already for “%(service)s”. Please choose another service or a counter.")


class AtNoCounter(DomainError):
    slug = "at-no-counter"
    title = N_("This colleague works at no other counter now. Please choose a service or a counter.")


def transfer(
    action: CounterAction,
    service_code: str | None = None,
    counter_number: int | None = None,
    unserved_because: str | None = None,
    clerk_id: int | None = None,
) -> Ticket:
    """Transfer to a service (any counter that serves it), to a counter, or to the counter of a clerk: exactly one of
    the three. ``unserved_because``: the clerk's reason, required for a service that no open counter serves
    (``NobodyServes``)."""
    with at_counter(action) as (tx, counter):
        here = require_visitor(tx.session, counter)
        config = config_cache.at(action.office_id, tx.config_version, tx.connection)
        if clerk_id is not None and counter_number is not None:
            raise InvalidInput({"clerk": ONE_TARGET})
        number = counter_number if clerk_id is None else _counter_of(tx.session, clerk_id, counter)
        if (service_code is None) == (number is None):
            raise InvalidInput({"service": ONE_TARGET})
        service = _other_service(config, service_code, here) if service_code is not None else None
        typed = _reason_for(tx.session, config, service, unserved_because) if service is not None else {}
        target = _other_counter(tx.session, number, counter) if number is not None else None
        move_ticket(
            tx,
            here,
            "transfer",
            counter.id,
            typed=typed,
            service_id=service.id if service else here.service_id,
            counter_id=target.id if target else None,
            clerk_id=None,
            recalls=0,
            called_at=None,
            started_at=None,
        )
        return here


def _counter_of(session: Session, clerk_id: int, own: Counter) -> int:
    """The number of the counter where a person works, which is not one's ``own``."""
    found = office_queries.counter_of(session, clerk_id)
    if found is None or found.office_id != own.office_id or found.id == own.id:
        raise AtNoCounter
    return found.number


def _other_service(config: OfficeConfig, code: str, here: Ticket) -> Service:
    service = offered_service(config, code)
    if service.id == here.service_id:
        raise SameService(code=here.code, service=service.name)
    return service


def _reason_for(session: Session, config: OfficeConfig, service: Service, reason: str | None) -> dict[str, str]:
    """The reason for the event; empty if an open counter serves the service."""
    staffed = staffed_counters.staffed(session, config.office.id)
    if service.id in staffed_counters.served_now(staffed, config):
        return {}
    reason = reason if reason is None else persian.clean(reason)
    return {"reason": check_confirmed(service.name, reason)}


def _other_counter(session: Session, number: int, own: Counter) -> Counter:
    target = office_queries.counter_by_number(session, own.office_id, number)
    if target is None or target.id == own.id:
        raise InvalidInput({"counter": N_("This counter does not exist.")})
    if target.status == "closed":
        raise CounterClosed(number=number)
    return target
