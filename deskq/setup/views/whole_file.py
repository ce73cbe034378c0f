"""The whole set-up as one file: download it, see the changes that a file would make, apply it."""

import hashlib
from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from deskq.core.errors import N_, InvalidInput
from deskq.core.extensions import db
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm
from deskq.setup.file import plan, yaml_text
from deskq.setup.file.apply import apply
from deskq.setup.file.document import Document, document
from deskq.setup.file.export import export
from deskq.setup.file.plan import Difference
from deskq.setup.file.yaml_text import InvalidFile, Problem, Read
from deskq.setup.views import wizard
from deskq.setup.views.wizard import blueprint, value_text
from deskq.units import queries as unit_queries
from deskq.web import filters

#: Characters; the demo office has 14,000, one with 60 services, 100 counters and 500 people 80,000. The longest take a
#: quarter of a second of the processor, in which others are served too.
LONGEST = 200_000
PageResponse = str | AnyResponse | tuple[str, int]


@blueprint.get("/file")
def whole_file() -> str:
    wizard.caller()
    return _page(FilledForm())


@blueprint.get("/file.yaml")
def download_file() -> Response:
    text = yaml_text.dump(export(db.session(), wizard.caller().office_id))
    answer = Response(text, mimetype="application/yaml")
    answer.headers["Content-Disposition"] = "attachment; filename=deskq-setup.yaml"
    return answer


@blueprint.post("/file/check")
def check_file() -> PageResponse:
    """Show the changes that the file would make, without making them."""
    wizard.caller()

    def do() -> PageResponse:
        text = _text()
        try:
            found = _differences(yaml_text.load(text))[1]
        except InvalidFile as wrong:
            return _page(admin_pages.filled({"text": text}), wrong.problems), 422
        form = admin_pages.stored({"text": text}, _stored_text())
        return _page(form, found=found)

    return admin_pages.submit_for_page(do, lambda form: _page(form))


@blueprint.post("/file")
def apply_file() -> PageResponse:
    caller = wizard.caller()

    def do() -> str:
        text = _text()
        read = yaml_text.load(text)  # before the office is locked
        with admin_pages.editing(caller, lambda: admin_pages.stored({"text": text}, _stored_text())):
            wanted, found = _differences(read)
            apply(caller.office_id, caller.by, wanted, plan.changes(found), hashlib.sha256(text.encode()).hexdigest())
        admin_pages.done(gettext("The file was applied."))
        return url_for("manage_setup.whole_file")

    try:
        return admin_pages.submit(do, lambda form: _page(form))
    except InvalidFile as wrong:
        db.session.rollback()
        return _page(admin_pages.filled({"text": request.form.get("text", "")}), wrong.problems), 422


def _text() -> str:
    """The uploaded text, or the text of the field. A text that is too long is refused before it is parsed."""
    sent = request.files.get("file")
    content = sent.read(4 * LONGEST) if sent is not None and sent.filename else b""
    try:
        text = content.decode("utf-8-sig") if content else request.form.get("text", "")
    except UnicodeDecodeError:
        raise InvalidInput({"file": N_("This file is not text in UTF-8.")}) from None
    if len(text) > LONGEST:
        raise InvalidInput({"file": N_("This text is too long.")})
    return text.replace("\r\n", "\n")


def _differences(read: Read) -> tuple[Document, list[Difference]]:
    """The rows of the file, and their differences from the office."""
    office_id = wizard.caller().office_id
    units = {unit.code: unit.id for unit in unit_queries.units(db.session(), office_id)}
    stored = document(yaml_text.load(_stored_text()), {}, units)
    wanted = document(read, stored, units)
    return wanted, plan.differences(stored, wanted)


def _stored_text() -> str:
    return yaml_text.dump(export(db.session(), wizard.caller().office_id))


def _page(form: FilledForm, problems: list[Problem] | None = None, found: list[Difference] | None = None) -> str:
    shown = None if found is None else [(one, _said(one)) for one in found if one.kind != "stays"]
    stays = [] if found is None else [one for one in found if one.kind == "stays"]
    lines = [(filters.digits(one.line) if one.line else "", gettext(one.words), one.field) for one in problems or ()]
    return admin_pages.render("setup/file.html", form=form, problems=lines, found=shown, stays=stays)


def _said(one: Difference) -> list[tuple[str, str, str]]:
    """(field, before, after) as texts."""
    if one.section == "hours":
        return []
    found = []
    for name, values in one.fields.items():
        before, after = _different(*values)
        found.append((name, value_text(before), value_text(after)))
    return found


def _different(before: Any, after: Any) -> tuple[Any, Any]:
    """Of lists of rows, such as the stages of a sheet, only the rows that are not in both."""
    if not (isinstance(before, list) and isinstance(after, list) and any(isinstance(row, dict) for row in before)):
        return before, after
    gone, come = [row for row in before if row not in after], [row for row in after if row not in before]
    return (gone, come) if gone or come else (before, after)
