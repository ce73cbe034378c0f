"""One service sheet with its stages drawn as they stand in the form: a stored one, a new one, or a copy."""

from dataclasses import replace
from typing import Any

from flask import request, url_for
from flask_babel import gettext
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from deskq.access import identity
from deskq.core.errors import DomainError
from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.office import admin_pages, config_cache, sent_forms
from deskq.office.admin_pages import FilledForm, PageResponse
from deskq.service_sheets import drawing, forms, queries, running_port
from deskq.service_sheets.admin import rows
from deskq.service_sheets.admin.blueprint import ACT, blueprint
from deskq.service_sheets.catalogue.content import TO_LOOK_UP, new_content
from deskq.service_sheets.catalogue.words import DOCUMENTS, QUESTIONS, STAGES
from deskq.service_sheets.forms import NewSheetForm, SheetForm
from deskq.service_sheets.queries import CurrentSheet
from deskq.service_sheets.rules import graph
from deskq.service_sheets.rules.content import COST_NAMES, LONGEST_CODE, RESERVED, VALID_UNITS, Stage
from deskq.service_sheets.rules.stage_kinds import CHOICES, free_code
from deskq.service_sheets.service import sheets
from deskq.service_sheets.service.sheets import SheetThere
from deskq.units import queries as unit_queries
from deskq.web import filters
from deskq.web.forms import read_page
from deskq.web.i18n import language

#: Buttons that show the page again and save nothing.
DRAW = "draw"
ERROR_FIELDS: dict[type[DomainError], str] = {SheetThere: "service"}


@blueprint.get("/new")
def new() -> str:
    """An empty sheet, or a copy of the one named."""
    caller = identity.require(ACT)
    code = request.args.get("copy", "")
    units = [one.code for one in unit_queries.units(db.session(), caller.office_id) if one.offered]
    if not code:
        return _page(None, admin_pages.filled(forms.values(new_content(units), offered=False)))
    content = queries.sheet(db.session(), caller.office_id, code).content
    name = Name(_copied(content.name.fa, "رونوشت"), _copied(content.name.en, "copy"))
    return _page(None, admin_pages.filled(forms.values(replace(content, name=name), offered=False)))


def _copied(name: str, word: str) -> str:
    return f"{name} ({word})" if name else ""


@blueprint.post("/new")
def create() -> PageResponse:
    caller = identity.require(ACT)
    again = _shown_again()
    if again is not None:
        return _page(None, again)

    def do() -> str:
        form = read_page(NewSheetForm, _sent())

        def store() -> str:
            code = form.service or _free_code(caller.office_id, form.name_en)
            sheets.create(caller.office_id, caller.by, code, form.content, offered=form.offered)
            return url_for("manage_sheets.edit", code=code)

        there = sent_forms.once(caller, store)
        admin_pages.done(gettext("Saved and offered.") if form.offered else gettext("Saved as a draft."))
        return there

    return admin_pages.submit(do, lambda form: _page(None, form), ERROR_FIELDS)


def _free_code(office_id: int, name_en: str) -> str:
    """A code made of the English name, or a number."""
    taken = {one.sheet.code for one in queries.sheets(db.session(), office_id)}
    letters = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in name_en.lower())
    stem = "_".join(letters.split())[: LONGEST_CODE - 4].strip("_") or "sheet_1"
    return free_code(stem if stem not in RESERVED else f"{stem}_1", taken)


@blueprint.get("/<code>")
def edit(code: str) -> str:
    caller = identity.require(ACT)
    found = queries.sheet(db.session(), caller.office_id, code)
    return _page(found, _stored(found))


@blueprint.post("/<code>")
def save(code: str) -> PageResponse:
    caller = identity.require(ACT)
    found = queries.sheet(db.session(), caller.office_id, code)
    again = _shown_again()
    if again is not None:
        return _page(found, again)

    def do() -> str:
        form = read_page(SheetForm, _sent())
        with admin_pages.editing(caller, lambda: _stored(queries.sheet(db.session(), caller.office_id, code))):
            version = sheets.save(caller.office_id, caller.by, code, form.content, offered=form.offered)
        admin_pages.done(gettext("Saved as version %(number)s.", number=filters.digits(version.number)))
        return url_for("manage_sheets.edit", code=code)

    return admin_pages.submit(do, lambda form: _page(found, form))


@blueprint.post("/<code>/delete")
def delete(code: str) -> PageResponse:
    caller = identity.require(ACT)
    found = queries.sheet(db.session(), caller.office_id, code)

    def do() -> str:
        sheets.delete_draft(caller.office_id, caller.by, code)
        admin_pages.done(gettext("Draft deleted: %(name)s.", name=filters.named(found.content.name)))
        return url_for("manage_sheets.index")

    return admin_pages.submit(do, lambda form: _page(found, _stored(found)))


def _shown_again() -> FilledForm | None:
    """The form after a button that saves nothing; None after the button that saves."""
    go = request.form.get("go", "")
    form = FilledForm(MultiDict(request.form))
    if rows.is_row_button(go):
        return rows.pressed(form, go)
    return form if go == DRAW else None


def _sent() -> MultiDict[str, str]:
    return MultiDict((name, value) for name, value in request.form.items(multi=True) if name != "go")


def _stored(found: CurrentSheet) -> FilledForm:
    return admin_pages.stored(forms.values(found.content, offered=found.sheet.offered), found.version.number)


def _page(found: CurrentSheet | None, form: FilledForm) -> str:
    session, office_id = db.session(), identity.office_id()
    picture, faults = _drawn(form)
    return admin_pages.render(
        "manage/sheet.html",
        sheet=found,
        form=form,
        stages=rows.of_form(form, "stage"),
        documents=rows.of_form(form, "document"),
        questions=rows.of_form(form, "question"),
        ways=rows.ways(form),
        unit_options=_unit_options(office_id),
        service_options=[] if found else _service_options(office_id),
        when_options=_when_options(form),
        drawing=picture,
        faults=faults,
        to_look_up=TO_LOOK_UP.get(found.sheet.template, ()) if found and not found.sheet.confirmed else (),
        running=running_port.running(session, office_id).get(found.sheet.id, 0) if found else 0,
        cost_options=_named(COST_NAMES),
        kind_options=_named(CHOICES),
        valid_units=_named(VALID_UNITS),
        usual={"stage": STAGES.values(), "document": DOCUMENTS.values(), "question": QUESTIONS.values()},
    )


def _named(names: Any) -> list[tuple[str, str]]:
    return [(key, filters.named(name)) for key, name in names.items()]


def _unit_options(office_id: int) -> list[tuple[str, str]]:
    units = unit_queries.units(db.session(), office_id)
    return [("", gettext("Choose…")), *((one.code, filters.named(one.name)) for one in units)]


def _service_options(office_id: int) -> list[tuple[str, str]]:
    """Services of the queue that have no sheet yet: a sheet with the same code belongs to it."""
    taken = {one.sheet.code for one in queries.sheets(db.session(), office_id)}
    services = config_cache.of(db.session(), office_id).services.values()
    free = [(one.code, filters.named(one.name)) for one in services if one.code not in taken]
    return [("", gettext("None of them")), *free]


def _when_options(form: FilledForm) -> list[tuple[str, str]]:
    """When a document is asked for: always, or after a yes or a no to one of the questions."""
    typed = [row for row in rows.of_form(form, "question") if row["fa"] or row["en"]]
    asked = {row["code"]: row["fa"] or row["en"] for row in typed}
    usual = {code: filters.named(QUESTIONS[code]) for code in ("proxy", "heirs") if code not in asked}
    options = [("", gettext("always"))]
    for code, name in (asked | usual).items():
        options += [(code, gettext("if yes: %(question)s", question=name))]
        if code in asked:
            options += [(f"!{code}", gettext("if no: %(question)s", question=name))]
    return options


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
    sent: dict[str, Any] = {name: form.all(name)[: forms.MOST_ROWS] for name in fields if name != "stage_way"}
    try:
        return SheetForm.model_construct(None, **sent, stage_way=form.all("stage_way")).stages
    except DomainError:
        return ()
