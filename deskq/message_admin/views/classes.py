"""The classes of deadline (R21): how long each may take, in which time."""

from typing import Any

from flask import Blueprint
from flask_babel import gettext

from deskq.access.identity import Caller
from deskq.message_admin.forms import ClassForm, NewClassForm
from deskq.message_admin.service import lists
from deskq.message_admin.service.lists import BY_KIND
from deskq.message_admin.views.choices import ACT, about, measures
from deskq.message_settings.models import MessageClass
from deskq.message_settings.queries import Furniture
from deskq.office import admin_pages
from deskq.office.admin.rows import Rows, next_place, say_offered, say_saved
from deskq.office.admin_pages import FilledForm

blueprint = Blueprint("manage_messages_classes", __name__, url_prefix="/manage/messages/classes")


@blueprint.get("")
def index() -> str:
    return _index(FilledForm())


def _index(form: FilledForm) -> str:
    return admin_pages.draw(
        "manage/messages/classes.html", about=about(), form=form, measures=dict(measures()), stay=BY_KIND
    )


def _blank(office: Furniture) -> dict[str, Any]:
    return {"position": next_place(office.classes.values()), "measure": "working_days", "offered": True}


def _draw(row: Any, form: FilledForm, office: Furniture) -> str:
    return admin_pages.draw(
        "manage/messages/class.html",
        row=row,
        form=form,
        measures=measures(),
        stays=bool(row and row.code in BY_KIND),
    )


def _save(caller: Caller, row_id: int | None, form: ClassForm) -> None:
    say_saved(lists.save_class(caller.office_id, caller.by, row_id, form.model_dump()))


def _offer(caller: Caller, row_id: int, offered: bool) -> None:
    say_offered(lists.offer_row(MessageClass, caller.office_id, caller.by, row_id, offered))


def _delete(caller: Caller, row_id: int) -> None:
    lists.delete_row(MessageClass, caller.office_id, caller.by, row_id)
    admin_pages.done(gettext("Deadline deleted."))


Rows(
    then="manage_messages_classes.index",
    index=_index,
    found=lambda office: office.classes,
    blank=_blank,
    page=_draw,
    form=ClassForm,
    new_form=NewClassForm,
    save=_save,
    offer=_offer,
    delete=_delete,
    act=ACT,
    about=about,
).serve(blueprint)
