"""Start sheets, and those of other offices: look through them, tick several, and take them as drafts."""

from typing import NamedTuple

from flask import request, url_for
from flask_babel import gettext, ngettext
from werkzeug.datastructures import MultiDict

from deskq.access import identity, permissions
from deskq.core.extensions import db
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm, PageResponse
from deskq.service_sheets import drawing, queries, ready_sheets
from deskq.service_sheets.admin.blueprint import ACT, blueprint
from deskq.service_sheets.catalogue.content import TO_LOOK_UP
from deskq.service_sheets.forms import TakeForm
from deskq.service_sheets.ready_sheets import Source
from deskq.service_sheets.rules import graph, taking
from deskq.service_sheets.rules.content import COST_NAMES, KIND_NAMES
from deskq.service_sheets.rules.taking import NeededUnit
from deskq.service_sheets.service.taking import take as take_sheets
from deskq.staff import queries as staff_queries
from deskq.units import queries as unit_queries
from deskq.web import filters
from deskq.web.forms import read_page
from deskq.web.i18n import language


class _Ready(NamedTuple):
    source: Source
    there: set[str]
    needed: list[NeededUnit]


@blueprint.get("/templates")
def ready() -> str:
    begun = admin_pages.filled({"office": request.args.get("office", ""), "sheets": request.args.getlist("sheets")})
    return _page(begun)


@blueprint.get("/templates/<code>")
def preview(code: str) -> str:
    """What one of them says, before it is taken."""
    found = _ready(request.args.get("office", ""))
    sheet = found.source.sheet(code)
    return admin_pages.render(
        "manage/sheet_preview.html",
        source=found.source,
        sheet=sheet,
        content=sheet.content,
        there=code in found.there,
        days=graph.days_needed(sheet.content.stages),
        costs=COST_NAMES,
        kinds=KIND_NAMES,
        units={key: name for key, (name, _) in found.source.units.items()},
        questions={one.code: one.name for one in sheet.content.questions},
        to_look_up=TO_LOOK_UP.get(sheet.template, ()),
        drawing=drawing.svg(sheet.content.stages, language(), gettext("The stages of this service")),
    )


@blueprint.post("/templates")
def take() -> PageResponse:
    caller = identity.require(ACT)
    if request.form.get("go") == "all":
        return _page(_with_all(FilledForm(MultiDict(request.form))))

    def do() -> str:
        form = read_page(TakeForm, request.form)
        found = _ready(form.office)
        wanted = [found.source.sheet(code) for code in dict.fromkeys(form.sheets)]
        new = take_sheets(caller.office_id, caller.by, wanted, found.needed, form.choices)
        words = ngettext(
            "%(count)s draft was added. Check it below and offer it.",
            "%(count)s drafts were added. Check them below and offer them.",
            len(new),
            count=filters.digits(len(new)),
        )
        admin_pages.done(words if new else gettext("All of these are in your list already."))
        return url_for("manage_sheets.index")

    return admin_pages.submit(do, _page)


def _with_all(form: FilledForm) -> FilledForm:
    found = _ready(form.get("office"))
    form.values.setlist("sheets", [one.code for one in found.source.sheets if one.code not in found.there])
    return form


def _ready(slug: str) -> _Ready:
    caller, session = identity.require(ACT), db.session()
    source = ready_sheets.source(session, caller.office_id, slug[:60])
    there = {one.sheet.code for one in queries.sheets(session, caller.office_id)}
    units = {one.code for one in unit_queries.units(session, caller.office_id)}
    left = [one for one in source.sheets if one.code not in there]
    return _Ready(source, there, taking.needed(left, source.units, units))


def _page(form: FilledForm) -> str:
    caller, session = identity.require(ACT), db.session()
    found = _ready(form.get("office"))
    units = [one for one in unit_queries.units(session, caller.office_id) if one.offered]
    staff = [one for one in staff_queries.people(session, caller.office_id) if one.active]
    people = [one for one in staff if permissions.may(one.role, "applications.work")]
    names = {one.code: one.content.name for one in found.source.sheets}
    return admin_pages.render(
        "manage/sheet_templates.html",
        form=form,
        source=found.source,
        there=found.there,
        days={one.code: graph.days_needed(one.content.stages) for one in found.source.sheets},
        costs=COST_NAMES,
        to_look_up=TO_LOOK_UP,
        needed=found.needed,
        names=names,
        unit_options=[(one.code, filters.named(one.name)) for one in units],
        people=[(one.id, filters.named(one.names)) for one in people],
        chosen=_chosen(form),
        others=ready_sheets.other_offices(session, caller.office_id),
    )


def _chosen(form: FilledForm) -> dict[str, tuple[str, str]]:
    """{needed unit: (unit chosen for it, its head)} as typed."""
    codes, here, heads = (form.all(name) for name in ("unit_code", "unit_here", "unit_head"))
    return {code: (unit, head) for code, unit, head in zip(codes, here, heads, strict=False)}
