"""Public pages of service sheets: the list, and one sheet with a checklist fitted to the case."""

from flask import Blueprint, render_template, request
from flask_babel import gettext

from deskq.access import identity, permissions
from deskq.core import clock
from deskq.core.extensions import db, limiter
from deskq.core.text.names import Name
from deskq.office import config_cache
from deskq.service_sheets import drawing, queries
from deskq.service_sheets.rules import graph
from deskq.service_sheets.rules.content import COST_NAMES, KIND_NAMES, UnknownSheet, is_received, required
from deskq.units import queries as unit_queries
from deskq.web.i18n import language

blueprint = Blueprint("sheets", __name__, url_prefix="/services")


@blueprint.get("")
@limiter.limit("120 per minute")
def index() -> str:
    session, office_id = db.session(), identity.office_id()
    config = config_cache.of(session, office_id)
    found = [one for one in queries.sheets(session, office_id) if one.sheet.offered]
    return render_template(
        "sheets/index.html",
        office=config.office.name,
        sheets=[(one, graph.days_needed(one.content.stages)) for one in found],
        icons=queries.icons(config),
        may_manage=_may_manage(),
    )


def _may_manage() -> bool:
    person = identity.signed_in()
    return person is not None and permissions.may(person.role, "sheets.manage")


@blueprint.get("/<code>")
@limiter.limit("120 per minute")
def show(code: str) -> str:
    session, office_id = db.session(), identity.office_id()
    found = queries.sheet(session, office_id, code)
    if not found.sheet.offered:
        raise UnknownSheet
    content, yes = found.content, set(request.args.getlist("yes"))
    today = clock.today().isoformat()
    units: dict[str, Name] = {one.code: one.name for one in unit_queries.units(session, office_id)}
    return render_template(
        "sheets/show.html",
        office=config_cache.of(session, office_id).office.name,
        sheet=found,
        content=content,
        days=graph.days_needed(content.stages),
        documents=required(content, yes),
        yes=yes,
        fitted="fit" in request.args,
        received=is_received(content, today),
        units=units,
        costs=COST_NAMES,
        kinds=KIND_NAMES,
        drawing=drawing.svg(content.stages, language(), gettext("The stages of this service")),
    )
