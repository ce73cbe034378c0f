"""Commands for weekly opening hours. New hours may replace old ones; hours never overlap."""

from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import select

from deskq.core.errors import N_, InvalidInput
from deskq.core.transactions import Transaction, transaction
from deskq.office import date_ranges
from deskq.office.date_ranges import Hours
from deskq.office.models import Opening, Service
from deskq.office.row_store import changed, find, put, remove


def add_opening(office_id: int, by: str, hours: Hours, weekdays: Iterable[int], replaces: bool) -> list[Opening]:
    """Add weekly hours for some weekdays. With ``replaces`` they replace the present hours while they are valid;
    otherwise overlapping hours are refused."""
    _check(hours)
    with transaction(office_id, by) as tx:
        return _add(tx, hours, weekdays, replaces)


def change_openings(
    office_id: int, by: str, rows: Iterable[int], hours: Hours, weekdays: Iterable[int], replaces: bool
) -> list[Opening]:
    """Replace these rows by other hours; ``replaces`` as in ``add_opening``."""
    _check(hours)
    with transaction(office_id, by) as tx:
        _delete(tx, rows)
        return _add(tx, hours, weekdays, replaces)


def delete_openings(office_id: int, by: str, rows: Iterable[int]) -> list[Opening]:
    """Delete weekly hours; returns the rows as they were."""
    with transaction(office_id, by) as tx:
        return _delete(tx, rows)


def _check(hours: Hours) -> None:
    wrong = {}
    if hours.opens >= hours.closes:
        wrong["closes"] = N_("The closing time must be after the opening time.")
    if hours.valid_until < hours.valid_from:
        wrong["valid_until"] = N_("The last day must not be before the first.")
    if wrong:
        raise InvalidInput(wrong)


def _add(tx: Transaction, hours: Hours, weekdays: Iterable[int], replaces: bool) -> list[Opening]:
    if hours.service_id is not None:
        find(tx, Service, hours.service_id)
    return [_add_day(tx, hours, weekday, replaces) for weekday in sorted(set(weekdays))]


def _delete(tx: Transaction, rows: Iterable[int]) -> list[Opening]:
    gone = [find(tx, Opening, row) for row in sorted(set(rows))]
    for row in gone:
        changed(tx, "opening", row.id, remove(tx, row))
    return gone


def _add_day(tx: Transaction, hours: Hours, weekday: int, replaces: bool) -> Opening:
    same = Opening.service_id.is_(None) if hours.service_id is None else Opening.service_id == hours.service_id
    present = list(
        tx.session.scalars(select(Opening).where(Opening.office_id == tx.office_id, Opening.weekday == weekday, same))
    )
    if replaces:
        for row in present:
            _replace_days(tx, row, hours)
    elif any(date_ranges.collide(row, hours) for row in present):
        raise InvalidInput({"opens": N_("These days already have other hours. Tick the box to replace them.")})
    return _store(tx, hours, weekday)


def _replace_days(tx: Transaction, row: Opening, hours: Hours) -> None:
    left = date_ranges.without(row, hours)
    if left == [(row.valid_from, row.valid_until)]:
        return
    old = Hours(row.service_id, row.opens, row.closes, row.valid_from, row.valid_until)
    changed(tx, "opening", row.id, remove(tx, row))
    for first, last in left:
        _store(tx, old.between(first, last), row.weekday)


def _store(tx: Transaction, hours: Hours, weekday: int) -> Opening:
    row, changes = put(tx, Opening, None, {**asdict(hours), "weekday": weekday})
    changed(tx, "opening", row.id, changes)
    return row
