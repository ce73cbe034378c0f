"""The list of service sheets: drafts to confirm and offer, those offered, and those retired."""

from flask import request, url_for
from flask_babel import gettext, ngettext

from deskq.access import identity
from deskq.core.extensions import db
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm, PageResponse
from deskq.service_sheets import queries, ready_sheets, running_port
from deskq.service_sheets.admin.blueprint import ACT, blueprint
from deskq.service_sheets.catalogue.content import TO_LOOK_UP, contents
from deskq.service_sheets.forms import OfferingForm
from deskq.service_sheets.rules import graph
from deskq.service_sheets.rules.content import COST_NAMES
from deskq.service_sheets.service import sheets
from deskq.web import filters
from deskq.web.forms import read_page


@blueprint.get("")
def index() -> str:
    return _page(FilledForm())


@blueprint.post("/offering")
def offer() -> PageResponse:
    """Offers or retires the ticked sheets."""
    caller = identity.require(ACT)

    def do() -> str:
        form = read_page(OfferingForm, request.form)
        changed = sheets.offer(caller.office_id, caller.by, form.sheets, form.go == "offer")
        _say([one.code for one in changed], form.go == "offer")
        return url_for("manage_sheets.index")

    return admin_pages.submit(do, _page)


def _say(codes: list[str], offered: bool) -> None:
    session, office_id = db.session(), identity.office_id()
    names = [filters.named(one.content.name) for one in queries.sheets(session, office_id) if one.sheet.code in codes]
    named = gettext(", ").join(names)
    if not codes:
        admin_pages.done(gettext("Nothing had to be changed."))
    elif offered:
        words = ngettext("Offered from now on: %(names)s.", "Offered from now on: %(names)s.", len(codes), names=named)
        admin_pages.done(words)
    else:
        admin_pages.done(gettext("Not offered any more: %(names)s. “Offer again” takes this back.", names=named))


def _page(form: FilledForm) -> str:
    caller = identity.require(ACT)
    session = db.session()
    found = queries.sheets(session, caller.office_id)
    taken = {one.sheet.template or one.sheet.code for one in found} | {one.sheet.code for one in found}
    return admin_pages.render(
        "manage/sheets.html",
        form=form,
        drafts=[one for one in found if not one.sheet.confirmed],
        offered=[one for one in found if one.sheet.confirmed and one.sheet.offered],
        retired=[one for one in found if one.sheet.confirmed and not one.sheet.offered],
        days={one.sheet.code: graph.days_needed(one.content.stages) for one in found},
        costs=COST_NAMES,
        lacks={one.code: one for one in queries.readiness(session, caller.office_id)},
        to_look_up=TO_LOOK_UP,
        running=running_port.running(session, caller.office_id),
        left=len(contents().keys() - taken),
        others=ready_sheets.other_offices(session, caller.office_id),
    )
