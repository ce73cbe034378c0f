"""The counters: where they are, and what each serves first, second, third."""

from typing import Any

from flask import Blueprint
from flask_babel import gettext

from deskq import managing, web
from deskq.identity import Caller
from deskq.managing import Filled
from deskq.office import editing
from deskq.office.catalogue import Catalogue
from deskq.office.forms import CounterForm
from deskq.office.manage.rows import Rows, about

blueprint = Blueprint("manage_counters", __name__, url_prefix="/manage/counters")


@blueprint.get("")
def index() -> str:
    return _index(Filled())


def _index(form: Filled) -> str:
    return managing.draw("manage/counters.html", about=about(), form=form)


def _blank(office: Catalogue) -> dict[str, Any]:
    last = max((row.number for row in office.counters.values()), default=0)
    return {"number": last + 1, "arrow": "ahead"}


def _ranks(office: Catalogue, row_id: int) -> dict[str, Any]:
    return {"ranks": [f"{service}:{rank}" for service, rank in office.ranks.get(row_id, {}).items()]}


def _draw(row: Any, form: Filled, office: Catalogue) -> str:
    return managing.draw("manage/counter.html", row=row, form=form, about=office)


def _save(caller: Caller, row_id: int | None, form: CounterForm) -> None:
    fields = form.model_dump(exclude={"ranks"})
    row = editing.save_counter(caller.office_id, caller.by, row_id, fields, form.rank_of)
    managing.done(gettext("Counter %(number)s is saved.", number=web.digits(row.number)))


def _delete(caller: Caller, row_id: int) -> None:
    editing.delete_counter(caller.office_id, caller.by, row_id)
    managing.done(gettext("The counter is deleted."))


Rows(
    then="manage_counters.index",
    index=_index,
    found=lambda office: office.counters,
    blank=_blank,
    more=_ranks,
    page=_draw,
    form=CounterForm,
    save=_save,
    delete=_delete,
    beside={editing.CounterBusy: "number"},
).serve(blueprint)
