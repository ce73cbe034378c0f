"""What messages are about (domain §6): how soon each is due, who usually does it."""

from typing import Any

from flask import Blueprint
from flask_babel import gettext

from deskq.access.identity import Caller
from deskq.message_admin.forms import CategoryForm, NewCategoryForm
from deskq.message_admin.service import lists
from deskq.message_admin.views.choices import ACT, about, choice
from deskq.message_settings.models import Category
from deskq.message_settings.queries import Furniture
from deskq.office import admin_pages
from deskq.office.admin.icons import pictures
from deskq.office.admin.rows import Rows, next_place, say_offered, say_saved
from deskq.office.admin_pages import FilledForm

blueprint = Blueprint("manage_messages_categories", __name__, url_prefix="/manage/messages/categories")


@blueprint.get("")
def index() -> str:
    return _index(FilledForm())


def _index(form: FilledForm) -> str:
    return admin_pages.draw("manage/messages/categories.html", about=about(), form=form)


def _blank(office: Furniture) -> dict[str, Any]:
    first = next(iter(office.classes), None)
    return {"position": next_place(office.categories.values()), "icon": "info", "class_id": first, "offered": True}


def _draw(row: Any, form: FilledForm, office: Furniture) -> str:
    return admin_pages.draw(
        "manage/messages/category.html",
        row=row,
        form=form,
        classes=choice(office.classes.values(), form.get("class_id")),
        units=choice(office.units.values(), form.get("unit_id"), gettext("chosen by the operator")),
        pictures=pictures(form.get("icon")),
    )


def _save(caller: Caller, row_id: int | None, form: CategoryForm) -> None:
    say_saved(lists.save_category(caller.office_id, caller.by, row_id, form.model_dump()))


def _offer(caller: Caller, row_id: int, offered: bool) -> None:
    say_offered(lists.offer_row(Category, caller.office_id, caller.by, row_id, offered))


def _delete(caller: Caller, row_id: int) -> None:
    lists.delete_row(Category, caller.office_id, caller.by, row_id)
    admin_pages.done(gettext("Category deleted."))


Rows(
    then="manage_messages_categories.index",
    index=_index,
    found=lambda office: office.categories,
    blank=_blank,
    page=_draw,
    form=CategoryForm,
    new_form=NewCategoryForm,
    save=_save,
    offer=_offer,
    delete=_delete,
    act=ACT,
    about=about,
).serve(blueprint)
