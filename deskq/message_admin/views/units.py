"""Units: all of them in one table (unit_table.py), and the page of one with its contact, closing and deletion."""

from typing import Any

from flask import Blueprint
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.access.identity import Caller
from deskq.core.extensions import db
from deskq.message_admin.forms import NewUnitForm, UnitForm
from deskq.message_admin.service import units
from deskq.message_admin.service.units import UnitBegins, UnitBusy
from deskq.message_admin.views import unit_table
from deskq.message_admin.views.choices import ACT, about, choice
from deskq.message_settings.queries import MessageSettings
from deskq.office import admin_pages
from deskq.office.admin.rows import Rows, next_position
from deskq.office.admin_pages import FilledForm
from deskq.staff import queries as staff_queries
from deskq.web import filters

blueprint = Blueprint("manage_messages_units", __name__, url_prefix="/manage/messages/units")


@blueprint.get("")
def index() -> str:
    return unit_table.index(FilledForm())


@blueprint.post("/table")
def save_table() -> Response | tuple[str, int]:
    return unit_table.save()


def _blank(office: MessageSettings) -> dict[str, Any]:
    return {"position": next_position(office.units.values()), "offered": True}


def _form_page(row: Any, form: FilledForm, office: MessageSettings) -> str:
    above = [unit for unit in office.units.values() if row is None or unit.id != row.id]
    people = staff_queries.people(db.session(), identity.require(ACT).office_id)
    heads = [(str(one.id), one.name) for one in people if one.active or str(one.id) == form.get("head_id")]
    return admin_pages.render(
        "manage/messages/unit.html",
        row=row,
        form=form,
        begins=row is not None and row.id in office.beginnings,
        above=choice(above, form.get("parent_id"), gettext("None (top unit)")),
        heads=[("", gettext("nobody yet")), *heads],
    )


def _save(caller: Caller, row_id: int | None, form: UnitForm) -> int:
    return units.save_unit(caller.office_id, caller.by, row_id, form.model_dump()).id


def _offer(caller: Caller, row_id: int, offered: bool) -> None:
    row = units.offer_unit(caller.office_id, caller.by, row_id, offered)
    words = gettext("“%(name)s” reopened.") if row.offered else gettext("“%(name)s” closed.")
    admin_pages.done(words % {"name": filters.named(row.name)})


def _delete(caller: Caller, row_id: int) -> None:
    units.delete_unit(caller.office_id, caller.by, row_id)
    admin_pages.done(gettext("Unit deleted."))


Rows(
    then="manage_messages_units.index",
    index=unit_table.index,
    found=lambda office: office.units,
    blank=_blank,
    page=_form_page,
    form=UnitForm,
    new_form=NewUnitForm,
    save=_save,
    offer=_offer,
    delete=_delete,
    error_fields={UnitBusy: "offered", UnitBegins: "offered"},
    act=ACT,
    about=about,
).serve(blueprint)
