"""Counters: their place, and what they serve in which order."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select

from deskq.errors import N_, BadFields, Refused
from deskq.office.models import Counter, CounterService, Service
from deskq.office.rows import Changes, changed, find, put, remove
from deskq.transactions import Transaction, transaction


class CounterBusy(Refused):
    slug = "counter-busy"
    title = N_("Somebody works at counter %(number)s now. Please have it closed first.")


def save_counter(
    office_id: int, by: str, counter_id: int | None, fields: Mapping[str, Any], ranks: Mapping[int, int]
) -> Counter:
    """Write a counter, new when ``counter_id`` is None. ``ranks``: {service id: rank} of what it serves."""
    with transaction(office_id, by) as tell:
        _check_number(tell, counter_id, fields["number"])
        _check_services(tell, ranks)
        row, changes = put(tell, Counter, counter_id, fields)
        changed(tell, "counter", row.id, changes | _serve(tell, row, ranks))
        return row


def delete_counter(office_id: int, by: str, counter_id: int) -> None:
    with transaction(office_id, by) as tell:
        row = find(tell, Counter, counter_id)
        _check_closed(row)
        served = _serve(tell, row, {})
        changed(tell, "counter", counter_id, remove(tell, row) | served)


def _serve(tell: Transaction, row: Counter, ranks: Mapping[int, int]) -> Changes:
    """Write what the counter serves; in the journal ranks go by service id, as JSON writes it."""
    of_counter = CounterService.counter_id == row.id
    before = {str(one.service_id): one.rank for one in tell.session.scalars(select(CounterService).where(of_counter))}
    after = {str(service): rank for service, rank in ranks.items()}
    tell.session.execute(delete(CounterService).where(of_counter))
    tell.session.add_all(CounterService(counter_id=row.id, service_id=int(one), rank=after[one]) for one in after)
    return {"ranks": [before, after]} if before != after else {}


def _check_number(tell: Transaction, counter_id: int | None, number: int) -> None:
    """Every number once; a counter at work keeps its number, which stands on boards and in people's hands."""
    taken = select(Counter.id).where(
        Counter.office_id == tell.office_id, Counter.number == number, Counter.id != (counter_id or 0)
    )
    if tell.session.scalars(taken).first() is not None:
        raise BadFields({"number": N_("There is a counter with this number already.")})
    if counter_id is not None:
        row = find(tell, Counter, counter_id)
        if row.number != number:
            _check_closed(row)


def _check_closed(row: Counter) -> None:
    if row.status != "closed":
        raise CounterBusy(number=row.number)


def _check_services(tell: Transaction, ranks: Mapping[int, int]) -> None:
    known = set(tell.session.scalars(select(Service.id).where(Service.office_id == tell.office_id)))
    if not set(ranks) <= known:
        raise BadFields({"ranks": N_("There is no such service.")})
