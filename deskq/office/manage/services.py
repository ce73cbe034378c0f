"""The services and their groups: what the kiosk offers, under which numbers."""

from typing import Any

from flask import Blueprint
from flask_babel import gettext

from deskq import managing, web
from deskq.identity import Caller
from deskq.managing import Filled
from deskq.office import editing
from deskq.office.catalogue import Catalogue
from deskq.office.forms import GroupForm, NewServiceForm, ServiceForm
from deskq.office.manage.pictures import pictures
from deskq.office.manage.rows import Rows, about, next_place, say_offered, say_saved

blueprint = Blueprint("manage_services", __name__, url_prefix="/manage/services")
LIST = "manage_services.index"


@blueprint.get("")
def index() -> str:
    return _index(Filled())


def _index(form: Filled) -> str:
    return managing.draw("manage/services.html", about=about(), form=form)


def _blank_service(office: Catalogue) -> dict[str, Any]:
    return {"position": next_place(office.services.values()), "offered": True, "icon": "file-text"}


def _draw_service(row: Any, form: Filled, office: Catalogue) -> str:
    choice = pictures(form.get("icon"))
    return managing.draw("manage/service.html", row=row, form=form, groups=office.groups, pictures=choice)


def _save_service(caller: Caller, row_id: int | None, form: ServiceForm) -> None:
    row = editing.save_service(caller.office_id, caller.by, row_id, form.model_dump())
    if row_id is None:
        managing.done(gettext("“%(name)s” is there now.", name=web.named(row.name)))
    else:
        say_saved(row)


def _offer_service(caller: Caller, row_id: int, offered: bool) -> None:
    say_offered(editing.offer_service(caller.office_id, caller.by, row_id, offered))


def _delete_service(caller: Caller, row_id: int) -> None:
    editing.delete_service(caller.office_id, caller.by, row_id)
    managing.done(gettext("The service is deleted."))


def _blank_group(office: Catalogue) -> dict[str, Any]:
    return {"position": next_place(office.groups), "icon": "info"}


def _draw_group(row: Any, form: Filled, office: Catalogue) -> str:
    return managing.draw("manage/group.html", row=row, form=form, pictures=pictures(form.get("icon")))


def _save_group(caller: Caller, row_id: int | None, form: GroupForm) -> None:
    say_saved(editing.save_group(caller.office_id, caller.by, row_id, form.model_dump()))


def _delete_group(caller: Caller, row_id: int) -> None:
    editing.delete_group(caller.office_id, caller.by, row_id)
    managing.done(gettext("The group is deleted."))


Rows(
    then=LIST,
    index=_index,
    found=lambda office: office.services,
    blank=_blank_service,
    page=_draw_service,
    form=ServiceForm,
    new_form=NewServiceForm,
    save=_save_service,
    offer=_offer_service,
    delete=_delete_service,
).serve(blueprint)

Rows(
    then=LIST,
    index=_index,
    found=lambda office: {row.id: row for row in office.groups},
    blank=_blank_group,
    page=_draw_group,
    form=GroupForm,
    save=_save_group,
    delete=_delete_group,
).serve(blueprint, "/groups", "_group")
