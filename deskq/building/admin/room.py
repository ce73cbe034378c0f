"""The page of one room: the way to it, the way without steps, the photo of a turn, its point on the drawing."""

from typing import Any

from flask import request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.building import pictures, queries, service
from deskq.building.admin.choices import ACT, blueprint, floor_choices, kind_choices, office_id, unit_choices
from deskq.building.admin.table import again
from deskq.building.forms import RoomForm
from deskq.building.models import Room
from deskq.building.rules.kinds import STEP_FREE
from deskq.building.views import site_plan
from deskq.core.errors import NotFound
from deskq.core.extensions import db
from deskq.office import admin_pages
from deskq.office.admin.row_forms import columns
from deskq.office.admin_pages import FilledForm
from deskq.web import filters
from deskq.web.forms import read_page


@blueprint.get("/rooms/<int:room_id>")
def edit_room(room_id: int) -> str:
    return _page(room_id, None)


@blueprint.post("/rooms/<int:room_id>")
def save_room(room_id: int) -> Response | tuple[str, int]:
    caller = identity.require(ACT)
    _find(room_id)

    def do() -> str:
        form = read_page(RoomForm, request.form)
        fields = form.model_dump(exclude={"lat", "lon"}) | _spot(room_id, form)
        name = pictures.keep(pictures.PHOTO)
        fields |= {"photo": name} if name is not None else {}
        with admin_pages.editing(caller, lambda: _stored(room_id)):
            service.save_room(caller.office_id, caller.by, room_id, fields)
        pictures.sweep(db.session())
        admin_pages.done(gettext("Room saved."))
        return url_for("manage_building.index")

    return admin_pages.submit(do, lambda form: _page(room_id, form), pictures.ERROR_FIELDS)


@blueprint.post("/rooms/<int:room_id>/photo/removal")
def remove_photo(room_id: int) -> Response | tuple[str, int]:
    caller = identity.require(ACT)
    row = _find(room_id)

    def do() -> str:
        service.save_room(caller.office_id, caller.by, room_id, {"floor_id": row.floor_id, "photo": ""})
        admin_pages.done(gettext("Photo removed."))
        return url_for("manage_building.edit_room", room_id=room_id)

    return admin_pages.submit(do, lambda form: _page(room_id, form))


@blueprint.post("/rooms/<int:room_id>/removal")
def delete_room(room_id: int) -> Response | tuple[str, int]:
    caller = identity.require(ACT)

    def do() -> str:
        service.delete_room(caller.office_id, caller.by, room_id)
        admin_pages.done(gettext("Room deleted."))
        return url_for("manage_building.index")

    return admin_pages.submit(do, again)


def _spot(room_id: int, form: RoomForm) -> dict[str, int | None]:
    """The point, if the drawing on which it was set is still that of the room."""
    row = _find(room_id)
    floor = next(one for one in queries.floors(db.session(), office_id()) if one.id == row.floor_id)
    plan = site_plan.of_floor(floor)
    if plan is None or form.floor_id != row.floor_id:
        return {"plan_x": None, "plan_y": None} if form.floor_id != row.floor_id else {}
    return site_plan.thousandths(plan, form.lat, form.lon)


def _find(room_id: int) -> Room:
    row = queries.room(db.session(), office_id(), room_id)
    if row is None:
        raise NotFound
    return row


def _stored(room_id: int) -> FilledForm:
    row = _find(room_id)
    values: dict[str, Any] = columns(row, RoomForm)
    return admin_pages.stored(values, (row.photo, row.plan_x, row.plan_y))


def _page(room_id: int, form: FilledForm | None) -> str:
    row = _find(room_id)
    one = queries.entry(db.session(), office_id(), room_id, all_rooms=True)
    assert one is not None
    return admin_pages.render(
        "building/room.html",
        one=one,
        form=form or _stored(room_id),
        plan=site_plan.of(one),
        most=pictures.LARGEST_MEGABYTES,
        choices={
            "floor_id": floor_choices(),
            "unit_id": unit_choices(),
            "kind": [(code, filters.named(name)) for code, name in kind_choices()],
            "step_free": [(code, filters.named(name)) for code, name in STEP_FREE.items()],
        },
        counters=queries.counters_in(db.session(), row.id),
    )
