"""The services and their groups: what the kiosk offers, under which numbers."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq import identity, managing, web
from deskq.extensions import db
from deskq.forms import read_page
from deskq.managing import Filled
from deskq.office import catalogue, editing
from deskq.office.catalogue import Catalogue
from deskq.office.forms import GroupForm, NewServiceForm, ServiceForm
from deskq.office.manage.columns import columns, of_office
from deskq.office.manage.pictures import pictures

blueprint = Blueprint("manage_services", __name__, url_prefix="/manage/services")


@blueprint.get("")
def index() -> str:
    return _index(Filled())


@blueprint.get("/new")
def new() -> str:
    about = _about()
    last = max((row.position for row in about.services.values()), default=0)
    return _service(None, managing.filled({"position": last + 1, "offered": True, "icon": "file-text"}))


@blueprint.post("")
def create() -> Response | tuple[str, int]:
    caller = identity.require("office.manage")

    def do() -> str:
        form = read_page(NewServiceForm, request.form)
        row = editing.save_service(caller.office_id, caller.by, None, form.model_dump())
        managing.done(gettext("“%(name)s” is there now.", name=web.named(row.name)))
        return url_for("manage_services.index")

    return managing.submit(do, partial(_service, None))


@blueprint.get("/<int:row_id>")
def edit(row_id: int) -> str:
    return _service(row_id, None)


@blueprint.post("/<int:row_id>")
def save(row_id: int) -> Response | tuple[str, int]:
    caller = identity.require("office.manage")

    def do() -> str:
        form = read_page(ServiceForm, request.form)
        row = editing.save_service(caller.office_id, caller.by, row_id, form.model_dump())
        managing.done(gettext("“%(name)s” is saved.", name=web.named(row.name)))
        return url_for("manage_services.index")

    return managing.submit(do, partial(_service, row_id))


@blueprint.post("/<int:row_id>/offer")
def offer(row_id: int) -> Response | tuple[str, int]:
    caller = identity.require("office.manage")

    def do() -> str:
        row = editing.offer_service(caller.office_id, caller.by, row_id, request.form.get("offered") == "1")
        words = gettext("“%(name)s” is offered again.") if row.offered else gettext("“%(name)s” is no longer offered.")
        managing.done(words % {"name": web.named(row.name)})
        return url_for("manage_services.index")

    return managing.submit(do, _index)


@blueprint.post("/<int:row_id>/removal")
def delete(row_id: int) -> Response | tuple[str, int]:
    return _delete(lambda office, by: editing.delete_service(office, by, row_id), gettext("The service is deleted."))


@blueprint.get("/groups/new")
def new_group() -> str:
    about = _about()
    last = max((row.position for row in about.groups), default=0)
    return _group(None, managing.filled({"position": last + 1, "icon": "info"}))


@blueprint.post("/groups")
def create_group() -> Response | tuple[str, int]:
    return _save_group(None)


@blueprint.get("/groups/<int:row_id>")
def edit_group(row_id: int) -> str:
    return _group(row_id, None)


@blueprint.post("/groups/<int:row_id>")
def save_group(row_id: int) -> Response | tuple[str, int]:
    return _save_group(row_id)


@blueprint.post("/groups/<int:row_id>/removal")
def delete_group(row_id: int) -> Response | tuple[str, int]:
    return _delete(lambda office, by: editing.delete_group(office, by, row_id), gettext("The group is deleted."))


def _save_group(row_id: int | None) -> Response | tuple[str, int]:
    caller = identity.require("office.manage")

    def do() -> str:
        form = read_page(GroupForm, request.form)
        row = editing.save_group(caller.office_id, caller.by, row_id, form.model_dump())
        managing.done(gettext("“%(name)s” is saved.", name=web.named(row.name)))
        return url_for("manage_services.index")

    return managing.submit(do, partial(_group, row_id))


def _delete(do: Callable[[int, str], None], words: str) -> Response | tuple[str, int]:
    caller = identity.require("office.manage")

    def act() -> str:
        do(caller.office_id, caller.by)
        managing.done(words)
        return url_for("manage_services.index")

    return managing.submit(act, _index)


def _about() -> Catalogue:
    caller = identity.require("office.manage")
    return catalogue.of(db.session(), caller.office_id)


def _index(form: Filled) -> str:
    return managing.draw("manage/services.html", about=_about(), form=form)


def _service(row_id: int | None, form: Filled | None) -> str:
    about = _about()
    row = of_office(about.services.get(row_id)) if row_id is not None else None
    form = form or managing.filled(columns(row, ServiceForm))
    return managing.draw(
        "manage/service.html", row=row, form=form, groups=about.groups, pictures=pictures(form.get("icon"))
    )


def _group(row_id: int | None, form: Filled | None) -> str:
    about = _about()
    row = of_office(next((group for group in about.groups if group.id == row_id), None)) if row_id is not None else None
    form = form or managing.filled(columns(row, GroupForm))
    return managing.draw("manage/group.html", row=row, form=form, pictures=pictures(form.get("icon")))
