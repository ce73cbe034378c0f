"""Units: who is above whom, who heads them, how much lies with each."""

from typing import Any

from flask import Blueprint
from flask_babel import gettext

from deskq import clock, identity, managing, web
from deskq.extensions import db
from deskq.identity import Caller
from deskq.managing import Filled
from deskq.messages import editing, queries
from deskq.messages.manage.forms import NewUnitForm, UnitForm
from deskq.messages.manage.furnished import ACT, about, choice
from deskq.messages.queries import Furniture
from deskq.messages.rules.chain import tree
from deskq.office.manage.rows import Rows, next_place, say_saved
from deskq.staff import queries as staff_queries

blueprint = Blueprint("manage_messages_units", __name__, url_prefix="/manage/messages/units")


@blueprint.get("")
def index() -> str:
    return _index(Filled())


def _index(form: Filled) -> str:
    office, caller = about(), identity.require(ACT)
    today = clock.now().astimezone(clock.zone()).date()
    people = staff_queries.people(db.session(), caller.office_id)
    return managing.draw(
        "manage/messages/units.html",
        about=office,
        rows=[(office.units[unit_id], depth) for unit_id, depth in tree(_parents(office))],
        people={person.id: person for person in people},
        belong={unit_id: sum(person.unit_id == unit_id for person in people) for unit_id in office.units},
        heard=queries.hears_of_inspectorate(db.session(), office, today),
        loads=queries.open_by_unit(db.session(), caller.office_id),
        form=form,
    )


def _parents(office: Furniture) -> dict[int, int | None]:
    return {unit.id: unit.parent_id for unit in office.units.values()}


def _blank(office: Furniture) -> dict[str, Any]:
    return {"position": next_place(office.units.values()), "offered": True}


def _draw(row: Any, form: Filled, office: Furniture) -> str:
    above = [unit for unit in office.units.values() if row is None or unit.id != row.id]
    people = staff_queries.people(db.session(), identity.require(ACT).office_id)
    heads = [(str(one.id), one.name) for one in people if one.active or str(one.id) == form.get("head_id")]
    return managing.draw(
        "manage/messages/unit.html",
        row=row,
        form=form,
        above=choice(above, form.get("parent_id"), gettext("none: the top of the house")),
        heads=[("", gettext("nobody yet")), *heads],
    )


def _save(caller: Caller, row_id: int | None, form: UnitForm) -> None:
    say_saved(editing.save_unit(caller.office_id, caller.by, row_id, form.model_dump()))


def _offer(caller: Caller, row_id: int, offered: bool) -> None:
    row = editing.offer_unit(caller.office_id, caller.by, row_id, offered)
    words = gettext("“%(name)s” is open again.") if row.offered else gettext("“%(name)s” is closed.")
    managing.done(words % {"name": web.named(row.name)})


def _delete(caller: Caller, row_id: int) -> None:
    editing.delete_unit(caller.office_id, caller.by, row_id)
    managing.done(gettext("The unit is deleted."))


Rows(
    then="manage_messages_units.index",
    index=_index,
    found=lambda office: office.units,
    blank=_blank,
    page=_draw,
    form=UnitForm,
    new_form=NewUnitForm,
    save=_save,
    offer=_offer,
    delete=_delete,
    beside={editing.UnitBusy: "offered", editing.UnitBegins: "offered"},
    act=ACT,
    about=about,
).serve(blueprint)
