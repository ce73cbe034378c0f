"""Admin pages of counters: their place, and which services each serves by rank."""

from typing import Any

from flask import Blueprint
from flask_babel import gettext

from deskq.access.identity import Caller
from deskq.office import admin_pages, rooms_port
from deskq.office.admin.rows import Rows, about
from deskq.office.admin_pages import FilledForm
from deskq.office.config_cache import OfficeConfig
from deskq.office.forms import CounterForm
from deskq.office.service import counters
from deskq.office.service.counters import CounterBusy
from deskq.web import filters

blueprint = Blueprint("manage_counters", __name__, url_prefix="/manage/counters")


@blueprint.get("")
def index() -> str:
    return _index(FilledForm())


def _index(form: FilledForm) -> str:
    return admin_pages.render("manage/counters.html", about=about(), form=form)


def _blank(office: OfficeConfig) -> dict[str, Any]:
    last = max((row.number for row in office.counters.values()), default=0)
    return {"number": last + 1, "arrow": "ahead"}


def _more(office: OfficeConfig, row_id: int) -> dict[str, Any]:
    ranks = [f"{service}:{rank}" for service, rank in office.ranks.get(row_id, {}).items()]
    return {"ranks": ranks, "room": rooms_port.PORT.bound.of_counter(row_id)}


def _form_page(row: Any, form: FilledForm, office: OfficeConfig) -> str:
    return admin_pages.render("manage/counter.html", row=row, form=form, about=office)


def _save(caller: Caller, row_id: int | None, form: CounterForm) -> int:
    fields = form.model_dump(exclude={"ranks", "room"}) | _of_room(row_id, form.room)
    return counters.save_counter(caller.office_id, caller.by, row_id, fields, form.rank_of).id


def _say(row: Any, is_new: bool) -> None:
    admin_pages.done(gettext("Counter %(number)s saved.", number=filters.digits(row.number)))


def _of_room(row_id: int | None, room_id: int | None) -> dict[str, str]:
    """The place of a room that was chosen now. With the same room as before, what was typed is the place."""
    rooms = rooms_port.PORT.bound
    before = rooms.of_counter(row_id) if row_id is not None else None
    return rooms.columns(room_id) if room_id is not None and room_id != before else {}


def _delete(caller: Caller, row_id: int) -> None:
    counters.delete_counter(caller.office_id, caller.by, row_id)
    admin_pages.done(gettext("Counter deleted."))


Rows(
    then="manage_counters.index",
    index=_index,
    found=lambda office: office.counters,
    blank=_blank,
    more=_more,
    page=_form_page,
    form=CounterForm,
    save=_save,
    say=_say,
    delete=_delete,
    error_fields={CounterBusy: "number"},
).serve(blueprint)
