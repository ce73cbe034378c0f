"""The boxes for slips of paper and where they hang."""

from typing import Any

from flask import Blueprint
from flask_babel import gettext

from deskq.access.identity import Caller
from deskq.message_admin.forms import BoxForm, NewBoxForm
from deskq.message_admin.service import lists
from deskq.message_admin.views.choices import ACT, about
from deskq.message_settings.models import Box
from deskq.message_settings.queries import Furniture
from deskq.office import admin_pages
from deskq.office.admin.rows import Rows, next_place, say_offered, say_saved
from deskq.office.admin_pages import FilledForm

blueprint = Blueprint("manage_messages_boxes", __name__, url_prefix="/manage/messages/boxes")


@blueprint.get("")
def index() -> str:
    return _index(FilledForm())


def _index(form: FilledForm) -> str:
    return admin_pages.draw("manage/messages/boxes.html", about=about(), form=form)


def _blank(office: Furniture) -> dict[str, Any]:
    return {"position": next_place(office.boxes.values()), "offered": True}


def _draw(row: Any, form: FilledForm, office: Furniture) -> str:
    return admin_pages.draw("manage/messages/box.html", row=row, form=form)


def _save(caller: Caller, row_id: int | None, form: BoxForm) -> None:
    say_saved(lists.save_row(Box, caller.office_id, caller.by, row_id, form.model_dump()))


def _offer(caller: Caller, row_id: int, offered: bool) -> None:
    say_offered(lists.offer_row(Box, caller.office_id, caller.by, row_id, offered))


def _delete(caller: Caller, row_id: int) -> None:
    lists.delete_row(Box, caller.office_id, caller.by, row_id)
    admin_pages.done(gettext("Box deleted."))


Rows(
    then="manage_messages_boxes.index",
    index=_index,
    found=lambda office: office.boxes,
    blank=_blank,
    page=_draw,
    form=BoxForm,
    new_form=NewBoxForm,
    save=_save,
    offer=_offer,
    delete=_delete,
    act=ACT,
    about=about,
).serve(blueprint)
