"""Undoes one change of the set-up with the same commands as the pages, so that all their rules apply."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from deskq.core.errors import DomainError, NotFound
from deskq.core.transactions import Transaction, transaction
from deskq.office.admin.row_forms import columns
from deskq.office.date_ranges import Hours
from deskq.office.forms import CounterPlace, GroupForm, PriorityForm, ServiceForm, SettingsForm
from deskq.office.models import Counter, CounterService, Office, PriorityClass, Service, ServiceGroup, SpecialDay
from deskq.office.service import calendar, counters, days, priorities, services, settings
from deskq.setup import changes
from deskq.setup.changes import Change
from deskq.setup.models import SetupChange


class CannotBeUndone(DomainError):
    """``title`` is the reason."""

    slug = "cannot-be-undone"

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.title = reason  # type: ignore[misc]


def undo(office_id: int, by: str, sequence: int) -> Change:
    """The undo is a change of its own, which can itself be undone. Raises ``CannotBeUndone`` with the reason, and every
    refusal that the page of the row would raise."""
    with transaction(office_id, by) as tx:
        found = changes.change(tx.session, office_id, sequence)
        if found is None:
            raise NotFound
        if found.refusal is not None:
            raise CannotBeUndone(found.refusal)
        first = tx.version + 1
        UNDO[found.what](tx, found)
        tx.session.flush()
        tx.session.get_one(SetupChange, (office_id, sequence)).undone_by = first
        return found


def _before(change: Change) -> dict[str, Any]:
    return {column: pair[0] for column, pair in change.changes.items()}


def _office(tx: Transaction, one: Change) -> None:
    row = tx.session.get_one(Office, tx.office_id)
    settings.save_office(tx.office_id, tx.by, columns(row, SettingsForm) | _before(one))


def _service(tx: Transaction, one: Change) -> None:
    if one.kind == "new":
        services.delete_service(tx.office_id, tx.by, one.row)
        return
    row = tx.session.get_one(Service, one.row)
    at = tx.session.scalars(select(CounterService.counter_id).where(CounterService.service_id == one.row)).all()
    fields = columns(row, ServiceForm) | _before(one)
    services.save_service(tx.office_id, tx.by, one.row, fields, at)


def _group(tx: Transaction, one: Change) -> None:
    if one.kind == "new":
        services.delete_group(tx.office_id, tx.by, one.row)
        return
    fields = columns(tx.session.get_one(ServiceGroup, one.row), GroupForm) | _before(one)
    services.save_group(tx.office_id, tx.by, one.row, fields)


def _counter(tx: Transaction, one: Change) -> None:
    if one.kind == "new":
        counters.delete_counter(tx.office_id, tx.by, one.row)
        return
    now = changes.columns_now(tx.session, tx.office_id, "counter", one.row) or {}
    ranks = (now | _before(one))["ranks"]
    fields = columns(tx.session.get_one(Counter, one.row), CounterPlace) | _before(one)
    fields.pop("ranks", None)
    counters.save_counter(tx.office_id, tx.by, one.row, fields, {int(key): rank for key, rank in ranks.items()})


def _priority(tx: Transaction, one: Change) -> None:
    if one.kind == "new":
        priorities.delete_priority(tx.office_id, tx.by, one.row)
        return
    fields = columns(tx.session.get_one(PriorityClass, one.row), PriorityForm) | _before(one)
    priorities.save_priority(tx.office_id, tx.by, one.row, fields)


def _opening(tx: Transaction, one: Change) -> None:
    if one.kind == "new":
        calendar.delete_openings(tx.office_id, tx.by, [one.row])
        return
    was = _before(one)
    first, last = date.fromisoformat(was["valid_from"]), date.fromisoformat(was["valid_until"])
    hours = Hours(was.get("service_id"), was["opens"], was["closes"], first, last)
    calendar.add_opening(tx.office_id, tx.by, hours, [was["weekday"]], replaces=False)


def _special(tx: Transaction, one: Change) -> None:
    if one.kind == "new":
        days.delete_special(tx.office_id, tx.by, one.row)
        return
    row = tx.session.get(SpecialDay, one.row)
    names = ("day", "opens", "closes", "reason_fa", "reason_en")
    was = {name: getattr(row, name, None) for name in names} | _before(one)
    day = date.fromisoformat(str(was["day"]))
    reason = (was["reason_fa"] or "", was["reason_en"] or "")
    days.save_special(tx.office_id, tx.by, row.id if row else None, day, was["opens"], was["closes"], reason)


UNDO: Mapping[str, Callable[[Transaction, Change], None]] = {
    "office": _office,
    "service": _service,
    "service_group": _group,
    "counter": _counter,
    "priority_class": _priority,
    "opening": _opening,
    "special_day": _special,
}
