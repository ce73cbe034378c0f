"""Opening hours as dated rows. New hours may be laid over old ones; nothing is open twice."""

from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import select

from deskq.errors import N_, BadFields
from deskq.office import periods
from deskq.office.models import Opening, Service
from deskq.office.periods import Hours
from deskq.office.rows import changed, find, put, remove
from deskq.transactions import Transaction, transaction


def add_opening(office_id: int, by: str, hours: Hours, weekdays: Iterable[int], replaces: bool) -> list[Opening]:
    """Weekly hours for some weekdays. What stands there already gives way for the time they are valid when they
    ``replaces`` it; otherwise hours that overlap are refused."""
    _check(hours)
    with transaction(office_id, by) as tell:
        return _add(tell, hours, weekdays, replaces)


def change_openings(
    office_id: int, by: str, rows: Iterable[int], hours: Hours, weekdays: Iterable[int], replaces: bool
) -> list[Opening]:
    """Put other hours in the place of these rows; what else stands there is asked about as in ``add_opening``."""
    _check(hours)
    with transaction(office_id, by) as tell:
        _delete(tell, rows)
        return _add(tell, hours, weekdays, replaces)


def delete_openings(office_id: int, by: str, rows: Iterable[int]) -> list[Opening]:
    """Delete weekly hours; returns the rows as they were."""
    with transaction(office_id, by) as tell:
        return _delete(tell, rows)


def _check(hours: Hours) -> None:
    wrong = {}
    if hours.opens >= hours.closes:
        wrong["closes"] = N_("Closing must be after opening.")
    if hours.valid_until < hours.valid_from:
        wrong["valid_until"] = N_("The last day must not be before the first.")
    if wrong:
        raise BadFields(wrong)


def _add(tell: Transaction, hours: Hours, weekdays: Iterable[int], replaces: bool) -> list[Opening]:
    if hours.service_id is not None:
        find(tell, Service, hours.service_id)
    return [_lay(tell, hours, weekday, replaces) for weekday in sorted(set(weekdays))]


def _delete(tell: Transaction, rows: Iterable[int]) -> list[Opening]:
    gone = [find(tell, Opening, row) for row in sorted(set(rows))]
    for row in gone:
        changed(tell, "opening", row.id, remove(tell, row))
    return gone


def _lay(tell: Transaction, hours: Hours, weekday: int, replaces: bool) -> Opening:
    same = Opening.service_id.is_(None) if hours.service_id is None else Opening.service_id == hours.service_id
    standing = list(
        tell.session.scalars(
            select(Opening).where(Opening.office_id == tell.office_id, Opening.weekday == weekday, same)
        )
    )
    if replaces:
        for row in standing:
            _give_way(tell, row, hours)
    elif any(periods.collide(row, hours) for row in standing):
        raise BadFields({"opens": N_("Other hours stand there on these days. Please tick that these replace them.")})
    return _store(tell, hours, weekday)


def _give_way(tell: Transaction, row: Opening, hours: Hours) -> None:
    left = periods.without(row, hours)
    if left == [(row.valid_from, row.valid_until)]:
        return
    old = Hours(row.service_id, row.opens, row.closes, row.valid_from, row.valid_until)
    changed(tell, "opening", row.id, remove(tell, row))
    for first, last in left:
        _store(tell, old.between(first, last), row.weekday)


def _store(tell: Transaction, hours: Hours, weekday: int) -> Opening:
    row, changes = put(tell, Opening, None, {**asdict(hours), "weekday": weekday})
    changed(tell, "opening", row.id, changes)
    return row
