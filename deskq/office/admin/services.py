"""Admin pages of services and their groups."""

from typing import Any

from flask import Blueprint
from flask_babel import gettext

from deskq.access.identity import Caller
from deskq.office import admin_pages
from deskq.office.admin.icons import pictures
from deskq.office.admin.rows import Rows, about, next_position, say_offered, say_saved
from deskq.office.admin_pages import FilledForm
from deskq.office.config_cache import OfficeConfig
from deskq.office.forms import GroupForm, NewServiceForm, ServiceForm
from deskq.office.service import services
from deskq.web import filters

blueprint = Blueprint("manage_services", __name__, url_prefix="/manage/services")
LIST = "manage_services.index"


@blueprint.get("")
def index() -> str:
    return _index(FilledForm())


def _index(form: FilledForm) -> str:
    return admin_pages.render("manage/services.html", about=about(), form=form)


def _blank_service(office: OfficeConfig) -> dict[str, Any]:
    return {"position": next_position(office.services.values()), "offered": True, "icon": "file-text"}


def _counters(office: OfficeConfig, row_id: int) -> dict[str, Any]:
    return {"counters": [row.id for row in office.counters_of(row_id)]}


def _service_page(row: Any, form: FilledForm, office: OfficeConfig) -> str:
    choice = pictures(form.get("icon"))
    return admin_pages.render("manage/service.html", row=row, form=form, about=office, pictures=choice)


def _save_service(caller: Caller, row_id: int | None, form: ServiceForm) -> int:
    fields = form.model_dump(exclude={"counters"})
    return services.save_service(caller.office_id, caller.by, row_id, fields, form.counters).id


def _say_service(row: Any, is_new: bool) -> None:
    if is_new:
        admin_pages.done(gettext("“%(name)s” added.", name=filters.named(row.name)))
    else:
        say_saved(row)
    if row.offered and not about().counters_of(row.id):
        admin_pages.missing(gettext("No counter serves it yet, so the kiosk does not show it."))


def _offer_service(caller: Caller, row_id: int, offered: bool) -> None:
    say_offered(services.offer_service(caller.office_id, caller.by, row_id, offered))


def _delete_service(caller: Caller, row_id: int) -> None:
    services.delete_service(caller.office_id, caller.by, row_id)
    admin_pages.done(gettext("Service deleted."))


def _blank_group(office: OfficeConfig) -> dict[str, Any]:
    return {"position": next_position(office.groups), "icon": "info"}


def _group_page(row: Any, form: FilledForm, office: OfficeConfig) -> str:
    return admin_pages.render("manage/group.html", row=row, form=form, pictures=pictures(form.get("icon")))


def _save_group(caller: Caller, row_id: int | None, form: GroupForm) -> int:
    return services.save_group(caller.office_id, caller.by, row_id, form.model_dump()).id


def _delete_group(caller: Caller, row_id: int) -> None:
    services.delete_group(caller.office_id, caller.by, row_id)
    admin_pages.done(gettext("Group deleted."))


Rows(
    then=LIST,
    index=_index,
    found=lambda office: office.services,
    blank=_blank_service,
    more=_counters,
    page=_service_page,
    form=ServiceForm,
    new_form=NewServiceForm,
    save=_save_service,
    say=_say_service,
    offer=_offer_service,
    delete=_delete_service,
).serve(blueprint)

Rows(
    then=LIST,
    index=_index,
    found=lambda office: {row.id: row for row in office.groups},
    blank=_blank_group,
    page=_group_page,
    form=GroupForm,
    save=_save_group,
    delete=_delete_group,
).serve(blueprint, "/groups", "_group")
