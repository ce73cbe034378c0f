"""Admin pages of service sheets: the list, and one sheet with its stages drawn as they stand in the form."""

from itertools import zip_longest
from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import gettext
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from deskq.access import identity
from deskq.core.errors import DomainError
from deskq.core.extensions import db
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm, PageResponse
from deskq.service_sheets import drawing, forms, queries, service
from deskq.service_sheets.forms import SheetForm
from deskq.service_sheets.queries import CurrentSheet
from deskq.service_sheets.rules import graph
from deskq.service_sheets.rules.content import COST_NAMES, KIND_NAMES, Stage
from deskq.units import queries as unit_queries
from deskq.web import filters
from deskq.web.forms import read_page
from deskq.web.i18n import language

blueprint = Blueprint("manage_sheets", __name__, url_prefix="/manage/sheets")
ACT = "sheets.manage"


@blueprint.get("")
def index() -> str:
    caller = identity.require(ACT)
    found = queries.sheets(db.session(), caller.office_id)
    return admin_pages.render(
        "manage/sheets.html", sheets=[(one, graph.days_needed(one.content.stages)) for one in found]
    )


@blueprint.get("/<code>")
def edit(code: str) -> str:
    caller = identity.require(ACT)
    found = queries.sheet(db.session(), caller.office_id, code)
    return _page(found, _stored(found))


@blueprint.post("/<code>")
def save(code: str) -> PageResponse:
    caller = identity.require(ACT)
    found = queries.sheet(db.session(), caller.office_id, code)
    if request.form.get("go") == "draw":
        return _page(found, FilledForm(MultiDict(request.form)))

    def do() -> str:
        sent = MultiDict((name, value) for name, value in request.form.items(multi=True) if name != "go")
        form = read_page(SheetForm, sent)
        with admin_pages.editing(caller, lambda: _stored(queries.sheet(db.session(), caller.office_id, code))):
            version = service.save(caller.office_id, caller.by, code, form.content, offered=form.offered)
        admin_pages.done(gettext("Saved as version %(number)s.", number=version.number))
        return url_for("manage_sheets.edit", code=code)

    return admin_pages.submit(do, lambda form: _page(found, form))


def _stored(found: CurrentSheet) -> FilledForm:
    return admin_pages.stored(forms.values(found.content, offered=found.sheet.offered), found.version.number)


def _page(found: CurrentSheet, form: FilledForm) -> str:
    picture, faults = _drawn(form)
    return admin_pages.render(
        "manage/sheet.html",
        sheet=found,
        form=form,
        stages=_rows(form, "stage", "code", "fa", "en", "unit", "days", "kind", "after", "flags"),
        documents=_rows(form, "document", "code", "fa", "en", "when"),
        questions=_rows(form, "question", "code", "fa", "en"),
        unit_options=[
            ("", "—"),
            *((one.code, filters.named(one.name)) for one in unit_queries.units(db.session(), identity.office_id())),
        ],
        drawing=picture,
        faults=faults,
        cost_options=[(key, filters.named(name)) for key, name in COST_NAMES.items()],
        kind_options=[(key, filters.named(name)) for key, name in KIND_NAMES.items()],
    )


def _rows(form: FilledForm, stem: str, *names: str) -> list[dict[str, str]]:
    columns = [form.all(f"{stem}_{name}") for name in names]
    rows: list[dict[str, str]] = [
        dict(zip(names, row, strict=True)) for row in zip_longest(*columns, fillvalue="") if row[0] or row[1]
    ]
    return rows + [dict.fromkeys(names, "") for _ in range(forms.SPARE)]


def _drawn(form: FilledForm) -> tuple[Markup, list[tuple[str, list[str]]]]:
    """The graph as it stands in the form, its faults in red, and what they are: (words, names of the stages)."""
    stages = _stages(form)
    found = graph.faults(stages)
    wrong = frozenset(code for one in found for code in one.stages)
    unique: dict[str, Any] = {one.code: one for one in stages}
    picture = drawing.svg(tuple(unique.values()), language(), gettext("The stages of this service"), wrong=wrong)
    return picture, [
        (
            gettext(one.words),
            [filters.named(each.name) or each.code for each in unique.values() if each.code in one.stages],
        )
        for one in found
    ]


def _stages(form: FilledForm) -> tuple[Stage, ...]:
    fields = [name for name in SheetForm.model_fields if name.startswith("stage_")]
    rows: dict[str, Any] = {name: form.all(name)[: forms.MOST_ROWS] for name in fields}
    try:
        return SheetForm.model_construct(None, **rows).stages
    except DomainError:
        return ()
