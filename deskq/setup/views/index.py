"""The overview of the set-up: the parts of the town, what is done and missing in each, and what to do next."""

from datetime import date
from typing import Any

from flask import redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.core.errors import NotFound
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.core.text.names import Name
from deskq.office import admin_pages, config_cache
from deskq.office import parts as part_rules
from deskq.office.admin_pages import FilledForm
from deskq.office.parts import PARTS
from deskq.setup import finding_count, service
from deskq.setup.findings import Finding
from deskq.setup.forms import MarkForm, PartsForm
from deskq.setup.readiness import queries, rules
from deskq.setup.readiness.steps import BY_KEY
from deskq.setup.views import way, wizard
from deskq.setup.views.wizard import blueprint
from deskq.setup.words import FINDINGS
from deskq.web import filters, i18n
from deskq.web.forms import read_page


@blueprint.get("")
def index() -> str:
    way.end()
    return _page(_used())


def _page(form: FilledForm) -> str:
    found = queries.town_parts(db.session(), wizard.caller().office_id)
    return admin_pages.render(
        "setup/index.html",
        form=form,
        parts=found,
        next=rules.next_step(found),
        working=[part for part in found if part.used and part.works],
        used=[part for part in found if part.used],
        minutes=sum(part.minutes for part in found),
        findings=list(map(_said, finding_count.current())),
    )


def _used() -> FilledForm:
    office = config_cache.of(db.session(), wizard.caller().office_id).office
    unused = part_rules.unused(office.unused_parts)
    return admin_pages.stored({"parts": [part for part in PARTS if part not in unused]})


@blueprint.post("/parts")
def save_parts() -> Response | tuple[str, int]:
    """Say which parts the town uses."""
    caller = wizard.caller()

    def do() -> str:
        form = read_page(PartsForm, request.form)
        with admin_pages.editing(caller, _used):
            service.use_parts(caller.office_id, caller.by, form.parts)
        admin_pages.done(gettext("Saved. The menus and the first page of citizens show these parts."))
        return url_for("manage_setup.index")

    return admin_pages.submit(do, _page)


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
    """Mark a step as done (looked at and right) or skipped, and go on with the next one."""
    caller = wizard.caller()
    form = read_page(MarkForm, request.form)
    kind = BY_KEY.get(step)
    if kind is None or kind.needed or kind.event or (form.mark == "done" and not kind.confirmed):
        raise NotFound
    service.mark_step(caller.office_id, caller.by, step, form.mark)
    following = rules.step_after(queries.town_parts(db.session(), caller.office_id), step)
    if following is None or form.stay:
        return redirect(url_for("manage_setup.index"), 303)
    return redirect(url_for("manage_setup.go", step=following.key), 303)
