"""The overview of the set-up: every step, what is done and what is missing."""

from datetime import date
from typing import Any

from flask import redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.core.errors import NotFound
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.core.text.names import Name
from deskq.office import admin_pages
from deskq.queue import queries as queue_queries
from deskq.setup import finding_count, queries, rules, service
from deskq.setup.findings import Finding
from deskq.setup.forms import MarkForm
from deskq.setup.views import wizard
from deskq.setup.views.wizard import blueprint
from deskq.setup.words import FINDINGS
from deskq.web import filters, i18n
from deskq.web.forms import read_page


@blueprint.get("")
def index() -> str:
    office_id = wizard.caller().office_id
    found = queries.progress(db.session(), office_id)
    return admin_pages.render(
        "setup/index.html",
        progress=found,
        awaits_first_ticket=found.ready and not queue_queries.has_tickets(db.session(), office_id),
        findings=list(map(_said, finding_count.current())),
    )


def _said(finding: Finding) -> tuple[str, str, str]:
    """(the finding, what to do, the address of the page that mends it)."""
    words, remedy = FINDINGS[finding.kind]
    values = {name: _text(value) for name, value in finding.values.items()}
    return gettext(words, **values), gettext(remedy), url_for(finding.page, **finding.where)


def _text(value: Any) -> str:
    if isinstance(value, date):
        return jalali.written_date(value, i18n.language())
    return filters.named(value) if isinstance(value, Name) else filters.digits(value)


@blueprint.get("/office")
def office() -> Response:
    """The office has a name already; it is changed in the settings."""
    wizard.caller()
    return redirect(url_for("manage_settings.edit"), 303)


@blueprint.post("/marks/<step>")
def mark(step: str) -> Response:
    """Mark a step as done (tested and working) or skipped."""
    caller = wizard.caller()
    form = read_page(MarkForm, request.form)
    if step not in rules.LEFT_OUT or (form.mark == "done" and step not in rules.TRIED):
        raise NotFound
    service.mark_step(caller.office_id, caller.by, step, form.mark)
    following = queries.progress(db.session(), caller.office_id).next
    return redirect(url_for(f"manage_setup.{following}" if following else "manage_setup.index"), 303)
