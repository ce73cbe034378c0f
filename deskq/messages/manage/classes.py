"""The classes of deadline (R21): how long each may take, in which time."""

from typing import Any

from flask import Blueprint
from flask_babel import gettext

from deskq import managing
from deskq.identity import Caller
from deskq.managing import Filled
from deskq.messages import editing
from deskq.messages.furniture import MessageClass
from deskq.messages.manage.forms import ClassForm, NewClassForm
from deskq.messages.manage.furnished import ACT, about, measures
from deskq.messages.queries import Furniture
from deskq.office.manage.rows import Rows, next_place, say_offered, say_saved

blueprint = Blueprint("manage_messages_classes", __name__, url_prefix="/manage/messages/classes")


@blueprint.get("")
def index() -> str:
    return _index(Filled())


def _index(form: Filled) -> str:
    return managing.draw(
        "manage/messages/classes.html", about=about(), form=form, measures=dict(measures()), stay=editing.BY_KIND
    )


def _blank(office: Furniture) -> dict[str, Any]:
    return {"position": next_place(office.classes.values()), "measure": "working_days", "offered": True}


def _draw(row: Any, form: Filled, office: Furniture) -> str:
    return managing.draw(
        "manage/messages/class.html",
        row=row,
        form=form,
        measures=measures(),
        stays=bool(row and row.code in editing.BY_KIND),
    )


def _save(caller: Caller, row_id: int | None, form: ClassForm) -> None:
    say_saved(editing.save_class(caller.office_id, caller.by, row_id, form.model_dump()))


def _offer(caller: Caller, row_id: int, offered: bool) -> None:
    say_offered(editing.offer_row(MessageClass, caller.office_id, caller.by, row_id, offered))


def _delete(caller: Caller, row_id: int) -> None:
    editing.delete_row(MessageClass, caller.office_id, caller.by, row_id)
    managing.done(gettext("The class is deleted."))


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
