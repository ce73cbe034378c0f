"""The counters: where they are, and what each serves first, second, third."""

from functools import partial

from flask import Blueprint, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq import identity, managing, web
from deskq.extensions import db
from deskq.forms import read_page
from deskq.managing import Filled
from deskq.office import catalogue, editing
from deskq.office.forms import CounterForm
from deskq.office.manage.columns import columns, of_office

blueprint = Blueprint("manage_counters", __name__, url_prefix="/manage/counters")


@blueprint.get("")
def index() -> str:
    return _index(Filled())


@blueprint.get("/new")
def new() -> str:
    caller = identity.require("office.manage")
    about = catalogue.of(db.session(), caller.office_id)
    last = max((row.number for row in about.counters.values()), default=0)
    return _counter(None, managing.filled({"number": last + 1, "arrow": "ahead"}))


@blueprint.post("")
def create() -> Response | tuple[str, int]:
    return _save(None)


@blueprint.get("/<int:row_id>")
def edit(row_id: int) -> str:
    return _counter(row_id, None)


@blueprint.post("/<int:row_id>")
def save(row_id: int) -> Response | tuple[str, int]:
    return _save(row_id)


@blueprint.post("/<int:row_id>/removal")
def delete(row_id: int) -> Response | tuple[str, int]:
    caller = identity.require("office.manage")

    def do() -> str:
        editing.delete_counter(caller.office_id, caller.by, row_id)
        managing.done(gettext("The counter is deleted."))
        return url_for("manage_counters.index")

    return managing.submit(do, _index)


def _save(row_id: int | None) -> Response | tuple[str, int]:
    caller = identity.require("office.manage")

    def do() -> str:
        form = read_page(CounterForm, request.form)
        fields = form.model_dump(exclude={"ranks"})
        row = editing.save_counter(caller.office_id, caller.by, row_id, fields, form.rank_of)
        managing.done(gettext("Counter %(number)s is saved.", number=web.digits(row.number)))
        return url_for("manage_counters.index")

    return managing.submit(do, partial(_counter, row_id), {editing.CounterBusy: "number"})


def _index(form: Filled) -> str:
    caller = identity.require("office.manage")
    return managing.draw("manage/counters.html", about=catalogue.of(db.session(), caller.office_id), form=form)


def _counter(row_id: int | None, form: Filled | None) -> str:
    caller = identity.require("office.manage")
    about = catalogue.of(db.session(), caller.office_id)
    row = of_office(about.counters.get(row_id)) if row_id is not None else None
    ranks = [f"{service}:{rank}" for service, rank in about.ranks.get(row_id or 0, {}).items()]
    form = form or managing.filled({**columns(row, CounterForm), "ranks": ranks})
    return managing.draw("manage/counter.html", row=row, form=form, about=about)
