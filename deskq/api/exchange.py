"""Imports and exports of applications by machines: rows as JSON, a dry run first; exports without applicants."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from deskq.access.identity import Caller
from deskq.api.endpoint import endpoint
from deskq.application_exchange import api_rows, export
from deskq.application_exchange.api_rows import Counts
from deskq.application_exchange.download import columns
from deskq.core import clock
from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from deskq.web.forms import Form

ACT = "applications.exchange"
Cell = Annotated[str, Field(max_length=2000)]


class ImportIn(Form):
    """``rows``: objects whose keys are fields of docs/exchange.md, at most 500; ``dry_run`` writes nothing."""

    kind: Literal["applications", "stages", "files"]
    rows: Annotated[list[dict[str, Cell]], Field(max_length=500)]
    dry_run: bool = True


class RefusedRow(BaseModel):
    """``row``: its place in ``rows``, from 0."""

    row: int
    field: str
    reason: str


class ImportOut(BaseModel):
    """Number of applications (or files) that were made, changed, and unchanged."""

    made: int
    changed: int
    same: int
    refused: list[RefusedRow]


class ExportQuery(Form):
    """``after``: ``next`` of the previous answer."""

    kind: Literal["applications", "stages", "files"] = "applications"
    after: Annotated[int, Field(ge=0, le=2**53)] = 0


class ExportOut(BaseModel):
    """``next`` is null at the end."""

    rows: list[dict[str, str]]
    next: int | None


@endpoint(
    "POST", "/imports/applications", act=ACT, body=ImportIn, answer=ImportOut, refusals=(InvalidInput,),
    limit="120 per minute",
)  # fmt: skip
def import_applications(caller: Caller, form: ImportIn) -> ImportOut:
    """Import rows; without ``"dry_run": false`` only say what would be done."""
    counts: Counts = api_rows.carry_out(caller.office_id, caller.by, form.kind, form.rows, dry_run=form.dry_run)
    refused = [RefusedRow(row=row, field=field, reason=words) for row, (field, words) in sorted(counts.refused.items())]
    return ImportOut(made=counts.made, changed=counts.changed, same=counts.same, refused=refused)


@endpoint("GET", "/exports/applications", act=ACT, query=ExportQuery, answer=ExportOut, limit="120 per minute")
def export_applications(caller: Caller, query: ExportQuery) -> ExportOut:
    """Rows with the columns of an import, 500 at a time, without applicants."""
    names = [one.code for one in columns(query.kind)]
    found, after = export.piece(db.session(), caller.office_id, query.kind, clock.zone(), query.after)
    rows = [dict(zip(names, map(str, row), strict=True)) for row in found]
    return ExportOut(rows=rows, next=after)
