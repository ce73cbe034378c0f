"""Sending a visitor on from the desk, the slip with the way, and how often it happened."""

from flask import Blueprint, request, url_for
from flask_babel import gettext

from deskq.access import identity
from deskq.application_opening.forms import ReferralForm, is_id
from deskq.application_opening.queries import referrals
from deskq.application_opening.service import refer
from deskq.application_opening.views.request_keys import key_of
from deskq.applications.models import Application
from deskq.applications.views.reader import reader
from deskq.core import clock
from deskq.core.errors import NotFound
from deskq.core.extensions import db
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm, PageResponse
from deskq.queue import queries as queue_queries
from deskq.queue.models import Ticket
from deskq.staff import queries as staff_queries
from deskq.units import queries as unit_queries
from deskq.units.models import Unit
from deskq.web.forms import read_page

blueprint = Blueprint("visitor_referrals", __name__, url_prefix="/applications/referrals")
ACT = "applications.open"


@blueprint.get("/new")
def new() -> str:
    """``application`` or ``ticket`` in the address says for whom."""
    identity.require(ACT)
    begun = {name: request.args.get(name, "")[:20] for name in ("application", "ticket")}
    return _page(admin_pages.filled(begun))


@blueprint.post("/new")
def create_referral() -> PageResponse:
    caller = identity.require(ACT)
    assert caller.person_id is not None
    person_id = caller.person_id

    def do() -> str:
        form = read_page(ReferralForm, request.form)
        made = refer.refer(caller.office_id, caller.by, person_id, form.content, form.request_key)
        admin_pages.done(gettext("Noted. Please give the visitor the slip."))
        return url_for("visitor_referrals.show", referral_id=made.id)

    return admin_pages.submit(do, _page)


def _page(form: FilledForm) -> str:
    caller = identity.require(ACT)
    application, ticket = _application(form.get("application")), _ticket(caller.office_id, form.get("ticket"))
    return admin_pages.render(
        "application_opening/referral.html",
        form=form,
        application=application,
        ticket=ticket,
        units=_units(caller.office_id),
        request_key=key_of(form, lambda key: referrals.by_request_key(db.session(), caller.office_id, key) is not None),
    )


def _application(typed: str) -> Application | None:
    return reader().found(int(typed)) if is_id(typed) else None


def _ticket(office_id: int, typed: str) -> Ticket | None:
    return queue_queries.ticket_of(db.session(), office_id, int(typed)) if is_id(typed) else None


def _units(office_id: int) -> list[Unit]:
    return [one for one in unit_queries.units(db.session(), office_id) if one.offered]


@blueprint.get("/<int:referral_id>")
def show(referral_id: int) -> str:
    """The slip for the visitor; beside it, for staff only, how often this citizen was sent on in the last year."""
    caller = identity.require(ACT)
    session = db.session()
    found = referrals.by_id(session, caller.office_id, referral_id)
    if found is None or (found.application_id is not None and _application(str(found.application_id)) is None):
        raise NotFound
    return admin_pages.render(
        "application_opening/slip.html",
        referral=found,
        units={one.id: one for one in unit_queries.units(session, caller.office_id)},
        people=staff_queries.names(session, caller.office_id),
        times=referrals.of_same_citizen(session, found, clock.now()),
    )
