"""The list of objects: the table with templates, and the page of one object."""

from typing import Any

from flask import request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.access.identity import Caller
from deskq.amenities import team
from deskq.amenities.admin.choices import ACT, blueprint, kind_choices, office_id, person_choices, room_choices
from deskq.amenities.amenity_templates import TEMPLATES
from deskq.amenities.forms import AmenityForm, TemplatesForm
from deskq.amenities.models import Amenity
from deskq.amenities.queries import objects
from deskq.amenities.rules.kinds import KINDS
from deskq.amenities.service import objects as service
from deskq.core.extensions import db
from deskq.office import admin_pages
from deskq.office.admin.rows import Rows, next_position
from deskq.office.admin_pages import FilledForm
from deskq.office.sent_forms import once
from deskq.staff import queries as staff_queries
from deskq.web import filters
from deskq.web.forms import read_page


@blueprint.get("")
def index() -> str:
    return page(FilledForm())


def page(form: FilledForm) -> str:
    office = office_id()
    rows = objects.amenities(db.session(), office, retired=True)
    rooms = objects.places(db.session(), office)
    settings = team.settings(db.session(), office)
    names = staff_queries.names(db.session(), office)
    there = {(row.kind, row.place_fa) for row in rows} | {(row.kind, "") for row in rows}
    return admin_pages.render(
        "amenities/table.html",
        form=form,
        rows=sorted(rows, key=lambda row: row.retired_day is not None),
        place={row.id: objects.place(row, rooms) for row in rows},
        hours={row.id: settings.hours(row) for row in rows},
        person={row.id: names.get(settings.person_id(row) or 0) for row in rows},
        templates=[one for one in TEMPLATES if (one.kind, one.place.fa) not in there],
        kinds=KINDS,
        is_new=not rows,
    )


@blueprint.post("/templates")
def add_templates() -> Response | tuple[str, int]:
    caller = identity.require(ACT)

    def do() -> str:
        form = read_page(TemplatesForm, request.form)
        added = int(once(caller, lambda: str(service.add_templates(caller.office_id, caller.by, form.amenities))))
        words = ngettext("%(n)s amenity added.", "%(n)s amenities added.", added, n=filters.digits(added))
        admin_pages.done(words)
        return url_for("manage_amenities.index")

    return admin_pages.submit(do, page)


def _found(office: int) -> dict[int, Amenity]:
    return {row.id: row for row in objects.amenities(db.session(), office, retired=True)}


def _blank(office: int) -> dict[str, Any]:
    return {"kind": "seats", "position": next_position(_found(office).values())}


def _form_page(row: Amenity | None, form: FilledForm, office: int) -> str:
    return admin_pages.render(
        "amenities/amenity.html",
        row=row,
        form=form,
        kinds=kind_choices(),
        rooms=room_choices(),
        people=person_choices(gettext("as set for the kind")),
    )


def _save(caller: Caller, row_id: int | None, form: AmenityForm) -> int:
    return service.save_amenity(caller.office_id, caller.by, row_id, form.model_dump()).id


def _delete(caller: Caller, row_id: int) -> None:
    service.delete_amenity(caller.office_id, caller.by, row_id)
    admin_pages.done(gettext("Amenity deleted."))


def _offer(caller: Caller, row_id: int, offered: bool) -> None:
    row = service.retire_amenity(caller.office_id, caller.by, row_id, not offered)
    name = filters.named(row.name)
    if offered:
        admin_pages.done(gettext("“%(name)s” is checked again from today on.", name=name))
    else:
        admin_pages.done(gettext("“%(name)s” is no longer checked. Please take its sticker off.", name=name))


Rows(
    then="manage_amenities.index",
    index=page,
    found=_found,
    blank=_blank,
    page=_form_page,
    form=AmenityForm,
    save=_save,
    delete=_delete,
    offer=_offer,
    act=ACT,
    about=office_id,
).serve(blueprint, "/objects")
