"""The published classes of visitors and how much their waiting counts."""

from functools import partial

from flask import Blueprint, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq import identity, managing, web
from deskq.extensions import db
from deskq.forms import read_page
from deskq.managing import Filled
from deskq.office import catalogue, editing
from deskq.office.forms import NewPriorityForm, PriorityForm
from deskq.office.manage.columns import columns, of_office
from deskq.office.models import ORDINARY

blueprint = Blueprint("manage_priorities", __name__, url_prefix="/manage/priorities")


@blueprint.get("")
def index() -> str:
    return _index(Filled())


@blueprint.get("/new")
def new() -> str:
    caller = identity.require("office.manage")
    about = catalogue.of(db.session(), caller.office_id)
    last = max((row.position for row in about.priorities.values()), default=0)
    return _priority(None, managing.filled({"position": last + 1, "weight": 2}))


@blueprint.post("")
def create() -> Response | tuple[str, int]:
    return _save(None, NewPriorityForm)


@blueprint.get("/<int:row_id>")
def edit(row_id: int) -> str:
    return _priority(row_id, None)


@blueprint.post("/<int:row_id>")
def save(row_id: int) -> Response | tuple[str, int]:
    return _save(row_id, PriorityForm)


@blueprint.post("/<int:row_id>/removal")
def delete(row_id: int) -> Response | tuple[str, int]:
    caller = identity.require("office.manage")

    def do() -> str:
        editing.delete_priority(caller.office_id, caller.by, row_id)
        managing.done(gettext("The class is deleted."))
        return url_for("manage_priorities.index")

    return managing.submit(do, _index)


def _save(row_id: int | None, asked: type[PriorityForm]) -> Response | tuple[str, int]:
    caller = identity.require("office.manage")

    def do() -> str:
        form = read_page(asked, request.form)
        row = editing.save_priority(caller.office_id, caller.by, row_id, form.model_dump())
        managing.done(gettext("“%(name)s” is saved.", name=web.named(row.name)))
        return url_for("manage_priorities.index")

    return managing.submit(do, partial(_priority, row_id))


def _index(form: Filled) -> str:
    caller = identity.require("office.manage")
    about = catalogue.of(db.session(), caller.office_id)
    return managing.draw("manage/priorities.html", about=about, form=form, ordinary=ORDINARY)


def _priority(row_id: int | None, form: Filled | None) -> str:
    caller = identity.require("office.manage")
    about = catalogue.of(db.session(), caller.office_id)
    row = of_office(about.priorities.get(row_id)) if row_id is not None else None
    form = form or managing.filled(columns(row, PriorityForm))
    return managing.draw("manage/priority.html", row=row, form=form, ordinary=ORDINARY)
