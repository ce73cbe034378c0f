"""Commands for counters: their place, and the services they serve by rank."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select

from deskq.core.errors import N_, DomainError, InvalidInput, NotFound
from deskq.core.transactions import Transaction, transaction
from deskq.office.models import Counter, CounterService, Service
from deskq.office.row_store import Changes, changed, find, put, remove
from deskq.office.service_choice import UNKNOWN_SERVICE

#: The last rank that the page of a counter offers.
LAST_RANK = 5


class CounterBusy(DomainError):
    slug = "counter-busy"
    title = N_("Counter %(number)s is in use. Please have it closed first.")


def save_counter(
    office_id: int, by: str, counter_id: int | None, fields: Mapping[str, Any], ranks: Mapping[int, int]
) -> Counter:
    """Write a counter, new when ``counter_id`` is None. ``ranks``: {service id: rank} of what it serves."""
    with transaction(office_id, by) as tx:
        _check_number(tx, counter_id, fields["number"])
        _check_services(tx, ranks)
        row, changes = put(tx, Counter, counter_id, fields)
        changed(tx, "counter", row.id, changes | _serve(tx, row, ranks))
        return row


def give_service(office_id: int, by: str, service_id: int, numbers: Sequence[int]) -> list[int]:
    """Add a service to these counters, after their present services. Returns the numbers of the counters to which it
    was added."""
    with transaction(office_id, by) as tx:
        _check_services(tx, {service_id: 1})
        return [number for number in numbers if _set_served(tx, _by_number(tx, number), service_id, True)]


def take_service(office_id: int, by: str, service_id: int, numbers: Sequence[int]) -> list[int]:
    """Remove a service from these counters. Returns the numbers of the counters that served it."""
    with transaction(office_id, by) as tx:
        return [number for number in numbers if _set_served(tx, _by_number(tx, number), service_id, False)]


def serve_at(tx: Transaction, service_id: int, counters: Collection[int]) -> None:
    """Assign a service to exactly these counters (ids). Counters that already serve it keep its rank."""
    rows = list(tx.session.scalars(select(Counter).filter_by(office_id=tx.office_id)))
    if not set(counters) <= {row.id for row in rows}:
        raise InvalidInput({"counters": N_("This counter does not exist.")})
    for row in rows:
        _set_served(tx, row, service_id, row.id in counters)


def _by_number(tx: Transaction, number: int) -> Counter:
    row = tx.session.scalars(select(Counter).filter_by(office_id=tx.office_id, number=number)).one_or_none()
    if row is None:
        raise NotFound
    return row


def _set_served(tx: Transaction, row: Counter, service_id: int, served: bool) -> bool:
    """Returns whether anything changed."""
    rows = tx.session.scalars(select(CounterService).where(CounterService.counter_id == row.id))
    ranks = {one.service_id: one.rank for one in rows}
    if (service_id in ranks) == served:
        return False
    if served:
        ranks[service_id] = min(LAST_RANK, max(ranks.values(), default=0) + 1)
    else:
        del ranks[service_id]
    changed(tx, "counter", row.id, _serve(tx, row, ranks))
    return True


def delete_counter(office_id: int, by: str, counter_id: int) -> None:
    """Delete a closed counter that nothing refers to; ``CounterBusy`` while it is open."""
    with transaction(office_id, by) as tx:
        row = find(tx, Counter, counter_id)
        _check_closed(row)
        served = _serve(tx, row, {})
        changed(tx, "counter", counter_id, remove(tx, row) | served)


def _serve(tx: Transaction, row: Counter, ranks: Mapping[int, int]) -> Changes:
    """Write the ranks of the counter; their keys are strings in the journal, as in JSON."""
    of_counter = CounterService.counter_id == row.id
    before = {str(one.service_id): one.rank for one in tx.session.scalars(select(CounterService).where(of_counter))}
    after = {str(service): rank for service, rank in ranks.items()}
    tx.session.execute(delete(CounterService).where(of_counter))
    tx.session.add_all(CounterService(counter_id=row.id, service_id=int(one), rank=after[one]) for one in after)
    return {"ranks": [before, after]} if before != after else {}


def _check_number(tx: Transaction, counter_id: int | None, number: int) -> None:
    """A number is unique; a counter that is open keeps its number, which is on boards and on tickets."""
    taken = select(Counter.id).where(
        Counter.office_id == tx.office_id, Counter.number == number, Counter.id != (counter_id or 0)
    )
    if tx.session.scalars(taken).first() is not None:
        raise InvalidInput({"number": N_("A counter with this number already exists.")})
    if counter_id is not None:
        row = find(tx, Counter, counter_id)
        if row.number != number:
            _check_closed(row)


def _check_closed(row: Counter) -> None:
    if row.status != "closed":
        raise CounterBusy(number=row.number)


def _check_services(tx: Transaction, ranks: Mapping[int, int]) -> None:
    known = set(tx.session.scalars(select(Service.id).where(Service.office_id == tx.office_id)))
    if not set(ranks) <= known:
        raise InvalidInput({"ranks": UNKNOWN_SERVICE})
