"""Begins an import, saves its columns, lets it be carried out, cancels it, and keeps its progress."""

import json
from collections.abc import Sequence

from sqlalchemy import delete, select

from deskq.application_exchange import queries
from deskq.application_exchange.events import ImportCarriedOut
from deskq.application_exchange.models import ENDED, WORKING, ApplicationImport, ImportLayout
from deskq.application_exchange.rules import fields
from deskq.application_exchange.rules.fields import Layout
from deskq.core.errors import N_, DomainError, InvalidInput, NotFound
from deskq.core.transactions import Transaction, transaction

LONGEST_NAME = 120


class ImportMovedOn(DomainError):
    slug = "import-moved-on"
    title = N_("This import has changed in the meantime. Please look at the current page.")


class NoSuchKind(DomainError):
    slug, status = "no-such-table", 422
    title = N_("Please choose what the rows of the table are.")


def begin(office_id: int, by: str, kind: str, name: str, token: str, *, command: bool = False) -> int:
    """An import of a file that was stored under ``token``; returns its id."""
    if kind not in fields.KINDS:
        raise NoSuchKind
    with transaction(office_id, by) as tx:
        made = ApplicationImport(
            office_id=office_id, kind=kind, name=name[-LONGEST_NAME:], token=token, by=by, command=command,
            made_at=tx.at,
        )  # fmt: skip
        tx.session.add(made)
        tx.session.flush()
        return made.id


def read(office_id: int, import_id: int, headers: Sequence[str], rows: int) -> None:
    """The table was read. The columns are those that were saved for such headers, or else known by their names."""
    with transaction(office_id, "import") as tx:
        found = _found(tx, import_id, "reading")
        found.headers, found.rows = json.dumps(list(headers), ensure_ascii=False), rows
        saved = queries.layout(tx.session, office_id, found.kind, headers)
        found.layout = saved.layout if saved else fields.written(fields.suggested(found.kind, headers))
        found.state = "columns"


def choose_columns(office_id: int, by: str, import_id: int, layout: Layout, *, command: bool = False) -> None:
    """Save the columns for this table and every one with the same headers, and begin to check the rows. ``command``
    as in ``carry_out``. ``InvalidInput`` where a needed field comes from nowhere."""
    with transaction(office_id, by) as tx:
        found = _found(tx, import_id, "columns", "checked")
        lacking = fields.missing(found.kind, layout)
        if lacking:
            raise InvalidInput({one.code: NEEDED for one in lacking})
        headers, text = json.loads(found.headers), fields.written(layout)
        saved = queries.layout(tx.session, office_id, found.kind, headers)
        if saved is None:
            saved = ImportLayout(office_id=office_id, kind=found.kind, headers=queries.headers_key(headers))
            tx.session.add(saved)
        saved.layout = found.layout = text
        found.command = command
        _reset(found, "checking")


NEEDED = N_("Every row needs this. Please choose a column, or one value for all rows.")


def carry_out(office_id: int, by: str, import_id: int, *, command: bool = False) -> None:
    """Begin to import a checked table, or continue a cancelled import after its last finished piece. ``command``: the
    command line does the work, otherwise the background job."""
    with transaction(office_id, by) as tx:
        found = _found(tx, import_id, "checked", "cancelled")
        if found.state == "checked":
            _reset(found, "running")
        found.state, found.ended_at, found.command = "running", None, command


def change_columns(office_id: int, by: str, import_id: int) -> None:
    """Back from the report to the columns."""
    with transaction(office_id, by) as tx:
        _found(tx, import_id, "checked").state = "columns"


def cancel(office_id: int, by: str, import_id: int) -> None:
    """Stop what is being done. What was imported stays, each application whole; a check leads back to the columns."""
    with transaction(office_id, by) as tx:
        found = _found(tx, import_id, *WORKING)
        if found.state == "checking":
            found.state = "columns"
        elif found.state == "running":
            end(tx, found, "cancelled")
        else:
            found.state, found.ended_at = "cancelled", tx.at


def remove(office_id: int, by: str, import_id: int) -> str:
    """Forget an import; returns the token of its files. What it imported stays."""
    with transaction(office_id, by) as tx:
        found = _found(tx, import_id, "columns", "checked", *ENDED)
        tx.session.execute(delete(ApplicationImport).where(ApplicationImport.id == found.id))
        return found.token


def fail(office_id: int, import_id: int, problem: str) -> None:
    with transaction(office_id, "import") as tx:
        found = tx.session.get(ApplicationImport, import_id)
        if found is not None and found.state in WORKING:
            found.state, found.problem, found.ended_at = "failed", problem, tx.at


def checked(office_id: int, import_id: int, counts: tuple[int, int, int, int], done: int, total: int) -> bool:
    """Keep the progress of a check, at the end its result; False where it was cancelled."""
    with transaction(office_id, "import") as tx:
        found = tx.session.get(ApplicationImport, import_id)
        if found is None or found.state != "checking":
            return False
        found.made, found.changed, found.same, found.refused = counts
        found.done, found.total = done, total
        if done == total:
            found.state = "checked"
        return True


def end(tx: Transaction, found: ApplicationImport, state: str) -> None:
    found.state, found.ended_at = state, tx.at
    counts = (found.made, found.changed, found.same, found.refused)
    tx.record(ImportCarriedOut(found.id, found.kind, state, *counts))


def _reset(found: ApplicationImport, state: str) -> None:
    found.state, found.done, found.total = state, 0, 0
    found.made = found.changed = found.same = found.refused = 0


def _found(tx: Transaction, import_id: int, *states: str) -> ApplicationImport:
    wanted = select(ApplicationImport).where(
        ApplicationImport.office_id == tx.office_id, ApplicationImport.id == import_id
    )
    found = tx.session.scalars(wanted).one_or_none()
    if found is None:
        raise NotFound
    if found.state not in states:
        raise ImportMovedOn
    return found
