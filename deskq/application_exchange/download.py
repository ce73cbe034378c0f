"""Downloads of exports as CSV or XLSX."""

import io

from flask import Blueprint, Response, send_file
from flask_babel import gettext

from deskq.access import identity
from deskq.application_exchange import export
from deskq.application_exchange.events import TableExported
from deskq.application_exchange.rules import fields
from deskq.core import clock
from deskq.core.errors import NotFound
from deskq.core.extensions import db, limiter
from deskq.core.transactions import transaction
from deskq.web import filters
from deskq.web.i18n import language
from deskq.web.spreadsheet import Column, to_csv, write_xlsx

blueprint = Blueprint("manage_exports", __name__, url_prefix="/manage/exports")
ACT = "applications.import"


@blueprint.get("/<kind>.<ending>")
@limiter.limit("20 per minute")
def table(kind: str, ending: str) -> Response:
    """All rows of a kind, with the applicants; journalled."""
    caller = identity.require(ACT)
    if kind not in fields.KINDS or ending not in ("csv", "xlsx"):
        raise NotFound
    with transaction(caller.office_id, caller.by) as tx:
        tx.record(TableExported(kind, ending))
    names = [filters.named(one.name) for one in columns(kind)]
    rows = export.rows(db.session(), caller.office_id, kind, clock.zone(), personal=True)
    name = f"{kind}.{ending}"
    if ending == "csv":
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(to_csv(names, rows), mimetype="text/csv", headers=headers)
    file = io.BytesIO()
    sheet = [Column(one, "text", 20) for one in names]
    write_xlsx(file, gettext("Imports and exports"), sheet, rows, persian=language() == "fa")
    file.seek(0)
    return send_file(file, as_attachment=True, download_name=name)


def columns(kind: str) -> tuple[fields.Field, ...]:
    """In the order of the rows of ``export.rows``."""
    if kind != fields.STAGES:
        return fields.FIELDS[kind]
    by_code = {one.code: one for one in fields.FIELDS[kind]}
    return tuple(by_code[code] for code in ("key", "stage", "at", "change", "service", "words", "note"))
