"""Stickers to print: a sheet of labels, each with a code that opens the page of its object."""

from flask import current_app, request, url_for
from flask_babel import gettext

from deskq.amenities.admin.choices import blueprint, office_id
from deskq.amenities.models import Amenity
from deskq.amenities.queries import objects
from deskq.core.extensions import db
from deskq.office import admin_pages
from deskq.web import qr_code


@blueprint.get("/stickers")
def stickers() -> str:
    """Of all objects that are checked, or of one."""
    only = request.args.get("only", type=int)
    rows = [row for row in objects.amenities(db.session(), office_id()) if only in (None, row.id)]
    rooms = objects.places(db.session(), office_id())
    labels = [(row, objects.place(row, rooms), _address(row), _code(row)) for row in rows]
    return admin_pages.render("amenities/stickers.html", labels=labels)


def _address(row: Amenity) -> str:
    """As somebody without a camera types it."""
    return str(current_app.config["PUBLIC_URL"] + url_for("sticker.show", code=row.code))


def _code(row: Amenity) -> str:
    return qr_code.svg(_address(row), gettext("Code for your phone"))
