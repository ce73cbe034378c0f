"""Pages of buildings and of floors with their drawings."""

from typing import Any

from flask import request
from flask_babel import gettext

from deskq.access.identity import Caller
from deskq.building import pictures, queries, service
from deskq.building.admin.choices import ACT, blueprint, office_id
from deskq.building.admin.table import again
from deskq.building.forms import BuildingForm, FloorForm
from deskq.building.views import site_plan
from deskq.core.extensions import db
from deskq.office import admin_pages
from deskq.office.admin.rows import Rows, next_position
from deskq.office.admin_pages import FilledForm
from deskq.web import filters
from deskq.web.forms import Form, read_page


def _buildings(office: int) -> dict[int, Any]:
    return {row.id: row for row in queries.buildings(db.session(), office)}


def _floors(office: int) -> dict[int, Any]:
    return {row.id: row for row in queries.floors(db.session(), office)}


def _building_page(row: Any, form: FilledForm, office: int) -> str:
    return admin_pages.render("building/building.html", row=row, form=form)


def _save_building(caller: Caller, row_id: int | None, form: BuildingForm) -> int:
    return service.save_building(caller.office_id, caller.by, row_id, form.model_dump()).id


def _delete_building(caller: Caller, row_id: int) -> None:
    service.delete_building(caller.office_id, caller.by, row_id)
    admin_pages.done(gettext("Building deleted."))


def _blank_floor(office: int) -> dict[str, Any]:
    first = next(iter(_buildings(office)), "")
    return {"building_id": first, "level": max((row.level for row in _floors(office).values()), default=-1) + 1}


def _floor_page(row: Any, form: FilledForm, office: int) -> str:
    choices = [(key, filters.named(one.name)) for key, one in _buildings(office).items()]
    plan = site_plan.of_floor(row) if row is not None else None
    shown = {"buildings": choices, "plan": plan, "most": pictures.LARGEST_MEGABYTES}
    return admin_pages.render("building/floor.html", row=row, form=form, **shown)


def _read_floor(form: type[Form]) -> dict[str, Any]:
    """The columns of a floor; reading a drawing takes too long for the time in which the office is locked."""
    fields = read_page(form, request.form).model_dump()
    name = pictures.keep(pictures.PLAN)
    if name is None:
        return fields
    width, height = pictures.size(name)
    return {**fields, "plan": name, "plan_width": width, "plan_height": height}


def _save_floor(caller: Caller, row_id: int | None, fields: dict[str, Any]) -> int:
    row = service.save_floor(caller.office_id, caller.by, row_id, fields)
    pictures.sweep(db.session())
    return row.id


def _delete_floor(caller: Caller, row_id: int) -> None:
    service.delete_floor(caller.office_id, caller.by, row_id)
    admin_pages.done(gettext("Floor deleted."))


Rows(
    then="manage_building.index",
    index=again,
    found=_buildings,
    blank=lambda office: {"position": next_position(_buildings(office).values())},
    page=_building_page,
    form=BuildingForm,
    save=_save_building,
    delete=_delete_building,
    act=ACT,
    about=office_id,
).serve(blueprint, "/buildings", "_building")
Rows(
    then="manage_building.index",
    index=again,
    found=_floors,
    blank=_blank_floor,
    page=_floor_page,
    form=FloorForm,
    save=_save_floor,
    delete=_delete_floor,
    more=lambda office, row_id: {"plan": _floors(office)[row_id].plan},
    error_fields=pictures.ERROR_FIELDS,
    read=_read_floor,
    act=ACT,
    about=office_id,
).serve(blueprint, "/floors", "_floor")
