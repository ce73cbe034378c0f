"""What is shown to somebody in the wrong office: a device that belongs to another one, a person without an account."""

from typing import NamedTuple

from flask import Flask, make_response, render_template, url_for
from werkzeug.wrappers import Response

from deskq.access import identity, ports, served_office
from deskq.access.devices import cookies
from deskq.access.identity import NotInThisOffice
from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.office import config_cache, directory
from deskq.office.views import DEVICE_PAGES
from deskq.offices.choosing import Choice
from deskq.staff import landing
from deskq.staff import queries as staff_queries
from deskq.web import error_handlers
from deskq.web.refusal_sentences import sentence


class Place(NamedTuple):
    name: Name
    address: str


def init_app(app: Flask) -> None:
    error_handlers.own_page(app, NotInThisOffice, _say)
    app.jinja_env.globals["belongs_to"] = belongs_to


def belongs_to(kind: str, number: int | None) -> Place | None:
    """The office to which this browser's device was moved, or was paired first. Its cookie is set for the pages there
    as well: a moved device need not be paired again."""
    device = identity.device_elsewhere(kind, number)
    office = ports.offices().by_id(db.session(), device.office_id) if device is not None else None
    if office is None:
        return None
    address = served_office.address_in(office.id, url_for(DEVICE_PAGES[kind], number=number))
    slot = cookies.slot(kind, number)
    cookies.keep(slot, cookies.secret(slot) or "", f"{served_office.root()}/o/{office.slug}")
    return Place(office.name, address)


def _say(refusal: NotInThisOffice) -> Response:
    signed_in = identity.login()
    accounts = staff_queries.accounts(db.session(), signed_in.id) if signed_in is not None else []
    known = {one.id: one for one in directory.entries(db.session())}
    choices = [
        Choice(
            known[one.office_id],
            config_cache.of(db.session(), one.office_id).hours(clock.now()),
            served_office.address_in(one.office_id, url_for(landing.home(one.role))),
        )
        for one in accounts
    ]
    words = sentence(refusal)
    page = render_template(
        "offices/choose.html",
        sentence=words,
        signed_out=signed_in is None,
        choices=choices,
        found=len(choices),
        searches=False,
    )
    return make_response(page, refusal.status)
