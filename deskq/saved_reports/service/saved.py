"""Saves, changes, deletes and restores reports."""

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import func, select

from deskq.core.errors import N_, InvalidInput, NotFound
from deskq.core.text import persian
from deskq.core.transactions import Transaction, transaction
from deskq.office import queries as office_queries
from deskq.saved_reports import queries
from deskq.saved_reports.events import SavedReportChanged
from deskq.saved_reports.models import SavedReport
from deskq.saved_reports.rules import (
    KEPT,
    LONGEST_NAME,
    MOST,
    FilesNotAllowed,
    ReportNameTaken,
    TooManyReports,
    may_be_file,
)


@dataclass(frozen=True)
class Wanted:
    """The columns of a saved report; see ``SavedReport``."""

    name: str
    subject: str
    by: str
    period: str
    running: bool
    first: date | None
    last: date | None
    services: str
    sends: str
    with_file: bool = False


def save(office_id: int, by: str, wanted: Wanted) -> SavedReport:
    with transaction(office_id, by) as tx:
        _check_number(tx)
        row = SavedReport(office_id=office_id)
        _fill(tx, row, wanted)
        tx.session.add(row)
        tx.session.flush()
        tx.record(SavedReportChanged(row.id, "saved"))
        return row


def change(office_id: int, by: str, report_id: int, wanted: Wanted) -> SavedReport:
    with transaction(office_id, by) as tx:
        row = _find(tx, report_id)
        _fill(tx, row, wanted)
        tx.record(SavedReportChanged(row.id, "changed"))
        return row


def remove(office_id: int, by: str, report_id: int) -> None:
    """It can be restored for a while, with its recipients."""
    with transaction(office_id, by) as tx:
        row = _find(tx, report_id)
        row.removed_at = tx.at
        tx.record(SavedReportChanged(row.id, "removed"))


def restore(office_id: int, by: str, report_id: int) -> SavedReport:
    """Restoring one that is there changes nothing. Links that were due meanwhile are not sent."""
    with transaction(office_id, by) as tx:
        row = tx.session.get(SavedReport, report_id, populate_existing=True)
        if row is None or row.office_id != office_id:
            raise NotFound
        if row.removed_at is None:
            return row
        if row.removed_at <= tx.at - KEPT:
            raise NotFound
        _check_name(tx, row.name_key, row.id)
        _check_number(tx)
        row.removed_at = None
        _start_sending(tx, row)
        tx.record(SavedReportChanged(row.id, "restored"))
        return row


def _fill(tx: Transaction, row: SavedReport, wanted: Wanted) -> None:
    name = persian.clean(wanted.name)
    key = persian.search_key(name)
    if not key:
        raise InvalidInput({"name": N_("Please fill in this field.")})
    if max(len(name), len(key)) > LONGEST_NAME:
        raise InvalidInput({"name": N_("This text is too long.")})
    _check_name(tx, key, row.id)
    if (
        wanted.with_file
        and not row.with_file
        and not may_be_file(wanted.by, queries.files_allowed(tx.session, tx.office_id))
    ):
        raise FilesNotAllowed
    sent_before = row.sends
    for column, value in asdict(wanted).items():
        setattr(row, column, value)
    row.name, row.name_key = name, key
    if row.sends != sent_before:
        _start_sending(tx, row)


def _start_sending(tx: Transaction, row: SavedReport) -> None:
    """The first links are those of the next week or month."""
    if row.sends:
        row.sent_for = queries.begun(office_queries.office(tx.session, tx.office_id), row.sends)


def _check_name(tx: Transaction, key: str, report_id: int | None) -> None:
    if any(row.name_key == key and row.id != report_id for row in queries.saved(tx.session, tx.office_id)):
        raise ReportNameTaken


def _check_number(tx: Transaction) -> None:
    mine = (SavedReport.office_id == tx.office_id, SavedReport.removed_at.is_(None))
    if (tx.session.scalar(select(func.count()).select_from(SavedReport).where(*mine)) or 0) >= MOST:
        raise TooManyReports(most=MOST)


def _find(tx: Transaction, report_id: int) -> SavedReport:
    row = queries.by_id(tx.session, tx.office_id, report_id)
    if row is None:
        raise NotFound
    return row
