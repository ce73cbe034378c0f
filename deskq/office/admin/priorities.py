"""Admin pages of priority classes: their weights, and which of them are offered."""

from typing import Any

from flask import Blueprint
from flask_babel import gettext

from deskq.access.identity import Caller
from deskq.office import admin_pages
from deskq.office.admin.icons import pictures
from deskq.office.admin.rows import Rows, about, next_position, say_offered
from deskq.office.admin_pages import FilledForm
from deskq.office.config_cache import OfficeConfig
from deskq.office.forms import NewPriorityForm, PriorityForm
from deskq.office.models import ORDINARY
from deskq.office.service import priorities

blueprint = Blueprint("manage_priorities", __name__, url_prefix="/manage/priorities")


@blueprint.get("")
def index() -> str:
    return _index(FilledForm())


def _index(form: FilledForm) -> str:
    return admin_pages.render("manage/priorities.html", about=about(), form=form, ordinary=ORDINARY)


def _blank(office: OfficeConfig) -> dict[str, Any]:
    return {
        "position": next_position(office.priorities.values()),
        "weight": 2,
        "icon": "heart-handshake",
        "offered": True,
    }


def _form_page(row: Any, form: FilledForm, office: OfficeConfig) -> str:
    return admin_pages.render(
        "manage/priority.html", row=row, form=form, ordinary=ORDINARY, pictures=pictures(form.get("icon"))
    )


def _save(caller: Caller, row_id: int | None, form: PriorityForm) -> int:
    return priorities.save_priority(caller.office_id, caller.by, row_id, form.model_dump()).id


def _offer(caller: Caller, row_id: int, offered: bool) -> None:
    say_offered(priorities.offer_priority(caller.office_id, caller.by, row_id, offered))


def _delete(caller: Caller, row_id: int) -> None:
    priorities.delete_priority(caller.office_id, caller.by, row_id)
    admin_pages.done(gettext("Class deleted."))


Rows(
    then="manage_priorities.index",
    index=_index,
    found=lambda office: office.priorities,
    blank=_blank,
    page=_form_page,
    form=PriorityForm,
    new_form=NewPriorityForm,
    save=_save,
    offer=_offer,
    delete=_delete,
).serve(blueprint)
