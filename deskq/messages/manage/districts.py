"""The parts of the town."""

from typing import Any

from flask import Blueprint
from flask_babel import gettext

from deskq import managing
from deskq.identity import Caller
from deskq.managing import Filled
from deskq.messages import editing
from deskq.messages.furniture import District
from deskq.messages.manage.forms import NamedForm, NewNamedForm
from deskq.messages.manage.furnished import ACT, about
from deskq.messages.queries import Furniture
from deskq.office.manage.rows import Rows, next_place, say_offered, say_saved

blueprint = Blueprint("manage_messages_districts", __name__, url_prefix="/manage/messages/districts")


@blueprint.get("")
def index() -> str:
    return _index(Filled())


def _index(form: Filled) -> str:
    return managing.draw("manage/messages/districts.html", about=about(), form=form)


def _blank(office: Furniture) -> dict[str, Any]:
    return {"position": next_place(office.districts.values()), "offered": True}


def _draw(row: Any, form: Filled, office: Furniture) -> str:
    return managing.draw("manage/messages/district.html", row=row, form=form)


def _save(caller: Caller, row_id: int | None, form: NamedForm) -> None:
    say_saved(editing.save_row(District, caller.office_id, caller.by, row_id, form.model_dump()))


def _offer(caller: Caller, row_id: int, offered: bool) -> None:
    say_offered(editing.offer_row(District, caller.office_id, caller.by, row_id, offered))


def _delete(caller: Caller, row_id: int) -> None:
    editing.delete_row(District, caller.office_id, caller.by, row_id)
    managing.done(gettext("The district is deleted."))


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
