"""The parts of the town."""

from typing import Any

from flask import Blueprint
from flask_babel import gettext

from deskq.access.identity import Caller
from deskq.message_admin.forms import NamedForm, NewNamedForm
from deskq.message_admin.service import lists
from deskq.message_admin.views.choices import ACT, about
from deskq.message_settings.models import District
from deskq.message_settings.queries import Furniture
from deskq.office import admin_pages
from deskq.office.admin.rows import Rows, next_place, say_offered, say_saved
from deskq.office.admin_pages import FilledForm

blueprint = Blueprint("manage_messages_districts", __name__, url_prefix="/manage/messages/districts")


@blueprint.get("")
def index() -> str:
    return _index(FilledForm())


def _index(form: FilledForm) -> str:
    return admin_pages.draw("manage/messages/districts.html", about=about(), form=form)


def _blank(office: Furniture) -> dict[str, Any]:
    return {"position": next_place(office.districts.values()), "offered": True}


def _draw(row: Any, form: FilledForm, office: Furniture) -> str:
    return admin_pages.draw("manage/messages/district.html", row=row, form=form)


def _save(caller: Caller, row_id: int | None, form: NamedForm) -> None:
    say_saved(lists.save_row(District, caller.office_id, caller.by, row_id, form.model_dump()))


def _offer(caller: Caller, row_id: int, offered: bool) -> None:
    say_offered(lists.offer_row(District, caller.office_id, caller.by, row_id, offered))


def _delete(caller: Caller, row_id: int) -> None:
    lists.delete_row(District, caller.office_id, caller.by, row_id)
    admin_pages.done(gettext("District deleted."))


Rows(
    then="manage_messages_districts.index",
    index=_index,
    found=lambda office: office.districts,
    blank=_blank,
    page=_draw,
    form=NamedForm,
    new_form=NewNamedForm,
    save=_save,
    offer=_offer,
    delete=_delete,
    act=ACT,
    about=about,
).serve(blueprint)
