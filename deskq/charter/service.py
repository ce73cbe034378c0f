"""Commands of the charter: its sentences, who reads it, the day of the next report, and "it was not so"."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from deskq.charter import queries
from deskq.charter.events import CharterObjected, CharterObjectionSeen, CharterObjectionUndone
from deskq.charter.models import CharterObjection, CharterPromise, CharterSetting, ReportDay
from deskq.charter.rules.measures import MEASURES
from deskq.core.errors import N_, InvalidInput, NotFound
from deskq.core.text.half_years import Half
from deskq.core.transactions import Transaction, transaction
from deskq.office import queries as office_queries
from deskq.office.row_store import changed, write
from deskq.units.models import Unit


def save_charter(
    office_id: int,
    by: str,
    promises: Mapping[str, Mapping[str, Any]],
    unit_id: int | None,
    report: tuple[Half, date | None],
) -> None:
    """Write all sentences ({code: columns}), the unit that reads objections, and the day of the next report."""
    with transaction(office_id, by) as tx:
        unit = tx.session.get(Unit, unit_id) if unit_id is not None else None
        if unit_id is not None and (unit is None or unit.office_id != office_id):
            raise InvalidInput({"unit_id": N_("Please choose one of the options.")})
        for code, fields in promises.items():
            _save_promise(tx, code, fields)
        row = tx.session.get(CharterSetting, office_id) or CharterSetting(office_id=office_id)
        _record(tx, "charter_setting", office_id, write(tx, row, {"unit_id": unit_id}))
        _announce(tx, *report)


def object_to(office_id: int, by: str, code: str, subject: str) -> bool:
    """Record that a promise was not kept, once for each subject. Returns whether it is new."""
    with transaction(office_id, by) as tx:
        promise = _promise(tx, code)
        if promise is None or not promise.offered or subject.partition(":")[0] not in MEASURES[code].about:
            raise NotFound
        if promise.id in queries.said(tx.session, office_id, subject):
            return False
        day = queries.day_number(office_queries.office(tx.session, office_id))
        row = CharterObjection(office_id=office_id, promise_id=promise.id, subject=subject, at=tx.at, day=day)
        tx.session.add(row)
        tx.record(CharterObjected(code, subject.partition(":")[0]))
        return True


def undo_objection(office_id: int, by: str, code: str, subject: str) -> bool:
    """Take it back. Returns whether there was one."""
    with transaction(office_id, by) as tx:
        promise = _promise(tx, code)
        if promise is None:
            raise NotFound
        row = tx.session.scalars(select(CharterObjection).filter_by(promise_id=promise.id, subject=subject)).first()
        if row is None:
            return False
        tx.session.delete(row)
        tx.record(CharterObjectionUndone(code, subject.partition(":")[0]))
        return True


def mark_seen(office_id: int, by: str, person_id: int, objection_id: int, seen: bool) -> None:
    """Somebody looked into an objection, or takes that back."""
    with transaction(office_id, by) as tx:
        row = tx.session.get(CharterObjection, objection_id)
        if row is None or row.office_id != office_id:
            raise NotFound
        if seen != (row.seen_at is not None):
            row.seen_at, row.seen_by_id = (tx.at, person_id) if seen else (None, None)
            tx.record(CharterObjectionSeen(row.id, seen))


def _save_promise(tx: Transaction, code: str, fields: Mapping[str, Any]) -> None:
    if code not in MEASURES:
        raise NotFound
    row = _promise(tx, code) or CharterPromise(office_id=tx.office_id, code=code)
    changes = write(tx, row, fields)
    _record(tx, "charter_promise", row.id, changes)


def _announce(tx: Transaction, half: Half, day: date | None) -> None:
    row = tx.session.get(ReportDay, (tx.office_id, half.code))
    if day is None:
        if row is not None:
            tx.session.delete(row)
            _record(tx, "charter_report_day", half.code, {"day": [row.day.isoformat(), None]})
        return
    if day <= half.last:
        raise InvalidInput({"report_day": N_("The report comes after the end of the half-year.")})
    row = row or ReportDay(office_id=tx.office_id, half=half.code)
    _record(tx, "charter_report_day", half.code, write(tx, row, {"day": day}))


def _promise(tx: Transaction, code: str) -> CharterPromise | None:
    return tx.session.scalars(select(CharterPromise).filter_by(office_id=tx.office_id, code=code)).one_or_none()


def _record(tx: Transaction, what: str, row_id: int, changes: dict[str, list[Any]]) -> None:
    if changes:
        changed(tx, what, row_id, changes)
