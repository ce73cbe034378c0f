"""One import from its file to its report: read, checked without writing, carried out piece by piece.

A piece is a few applications in one transaction of the office, so that nobody at a counter waits for a long table; who
is told of the progress may let others work meanwhile.
"""

import logging
from collections.abc import Callable

from deskq.application_exchange import examine, queries, sheet_of_table, staging
from deskq.application_exchange.examine import Office
from deskq.application_exchange.models import ApplicationImport
from deskq.application_exchange.reading import reader
from deskq.application_exchange.reading.reader import TableRefused
from deskq.application_exchange.rules import fields
from deskq.application_exchange.service import carry_out, imports
from deskq.application_exchange.staging import Files, Table
from deskq.core import clock
from deskq.core.db import availability
from deskq.core.db.writing import end_reading
from deskq.core.errors import N_, DomainError, InvalidInput
from deskq.core.extensions import db

log = logging.getLogger(__name__)
#: Applications of a piece, and of a piece that is only checked.
WRITTEN, CHECKED = 40, 400
FILE_GONE = N_("The uploaded file is not there any more. Please upload it again.")
FAULT = N_("This failed because of a fault in deskq. Please tell the administrator; the log says more.")
#: Called with what is done and all there is: between two pieces, where nothing is locked.
Progress = Callable[[int, int], None]


def go_on(office_id: int, import_id: int, progress: Progress) -> None:
    """Do what the state of the import asks for, until it asks for nothing more."""
    found = queries.by_id(db.session(), office_id, import_id)
    if found is None:
        return
    token = found.token
    step = {"reading": _read, "checking": _check, "running": _run}.get(found.state)
    if step is None:
        return
    try:
        step(found, progress)
    except Exception as fault:
        if availability.is_interruption(fault):
            raise  # the next run continues after the last finished piece
        _fail(office_id, import_id, token, _problem(fault))
        if not isinstance(fault, FileNotFoundError | TableRefused | DomainError):
            raise


def _problem(fault: Exception) -> str:
    """What the page says of an import that ``fault`` has ended."""
    match fault:
        case FileNotFoundError():
            return FILE_GONE
        case TableRefused():
            return fault.words
        case InvalidInput():
            return next(iter(fault.fields.values()))
        case DomainError():
            return fault.title
        case _:
            return FAULT


def _fail(office_id: int, import_id: int, token: str, problem: str) -> None:
    """Its table is of no use any more."""
    imports.fail(office_id, import_id, problem)
    Files(token).remove()


def _read(found: ApplicationImport, progress: Progress) -> None:
    files, office_id, import_id = Files(found.token), found.office_id, found.id
    end_reading()  # the program may take a while
    table = reader.read(files.source, files.lines)
    imports.read(office_id, import_id, table.headers, table.rows)
    files.source.unlink(missing_ok=True)


def _check(found: ApplicationImport, progress: Progress) -> None:
    """The same as an import, without writing."""
    office_id, import_id, kind, rows = found.office_id, found.id, found.kind, found.rows
    table = _table(found)
    office = _office(office_id, table)
    table.files.refused.write_bytes(b"")
    counts, total = (0, 0, 0, 0), len(table.groups)
    _indexed(table, rows, progress)
    total = len(table.groups)
    sheet_of_table.preview(office, table)
    for begin in range(0, max(total, 1), CHECKED):
        groups = table.read(begin, begin + CHECKED)
        made, changed, same = examined(office, kind, groups)
        refused = staging.note_refused(table.files, groups)
        counts = (counts[0] + made, counts[1] + changed, counts[2] + same, counts[3] + refused)
        end_reading()
        if not imports.checked(office_id, import_id, counts, min(begin + CHECKED, total), total):
            return
        progress(begin, total)


def examined(office: Office, kind: str, groups: list[examine.Group]) -> tuple[int, int, int]:
    """How many would be made, changed, and are so already."""
    if kind == fields.FILES:
        found = examine.files(office, groups)
        same = sum(one is not None and (one.parcel_code, row.address or one.address) == (row.parcel_code, one.address)
                   for row, one in found)  # fmt: skip
        made = sum(one is None for _, one in found)
        return made, len(found) - made - same, same
    planned = examine.applications(office, groups)
    made, same = sum(one.before is None for one in planned), sum(one.is_same for one in planned)
    return made, len(planned) - made - same, same


def _run(found: ApplicationImport, progress: Progress) -> None:
    office_id, import_id, begin, by, rows = found.office_id, found.id, found.done, found.by, found.rows
    table = _table(found)
    if begin == 0:
        table.files.refused.write_bytes(b"")
    _indexed(table, rows, progress)
    sheet_of_table.make(office_id, by, table)
    office = _office(office_id, table)
    total = len(table.groups)
    while begin < max(total, 1):
        groups = table.read(begin, begin + WRITTEN)
        if not carry_out.piece(office, import_id, groups, begin, total):
            return
        begin += len(groups) or 1
        progress(begin, total)
    staging.keep_refused(table.files)


def _table(found: ApplicationImport) -> Table:
    layout = fields.read(found.layout)
    return Table(Files(found.token), found.kind, layout, clock.zone(), clock.now())


def _indexed(table: Table, rows: int, progress: Progress) -> None:
    end_reading()
    for _ in table.index():
        progress(0, max(rows, 1))


def _office(office_id: int, table: Table) -> Office:
    session = db.session()
    office = carry_out.office_of(session, office_id, table.now)
    office.read_sheets()
    return office
