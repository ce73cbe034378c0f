"""Pages for supervisors and admins: the hall page, the history of a ticket."""

import json

from flask import Blueprint, get_flashed_messages, jsonify, render_template
from werkzeug.wrappers import Response

from deskq.access import identity, permissions, sessions
from deskq.core import clock
from deskq.core.errors import NotFound
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.core.text.names import Name
from deskq.office import admin_pages, config_cache
from deskq.office.today.rules import READY_REASONS
from deskq.queue.hall import views as hall_actions
from deskq.queue.views.supervisor import GIVEN
from deskq.reports import late_port, queries, ticket_history
from deskq.reports.views import tickets
from deskq.web import filters, i18n
from deskq.web.refusal_sentences import STATE_NAMES

blueprint = Blueprint("manage", __name__, url_prefix="/manage")
blueprint.add_url_rule("/tickets", "tickets", tickets.tickets)
blueprint.add_url_rule("/tickets.pdf", "tickets_pdf", tickets.tickets_pdf)


@blueprint.get("")
def hall() -> str:
    caller = identity.require("hall.see")
    acting = permissions.may(caller.role, "counter.assign")
    shown = queries.hall(db.session(), caller.office_id, sessions.longest_idle(), acting=acting)
    return admin_pages.render(
        "manage/hall.html",
        hall=shown,
        form=admin_pages.FilledForm(),
        zone=clock.zone().key,
        given=_given(caller.office_id),
        acted=[json.loads(str(one)) for one in get_flashed_messages(category_filter=[hall_actions.DONE])],
        reasons=READY_REASONS,
        late_promises=late_port.PORT.bound(caller.office_id) if permissions.may(caller.role, "half_year.see") else (),
    )


def _given(office_id: int) -> list[tuple[str, Name, list[int]]]:
    """The service that was just given to counters: (value of the button that takes it back, service, numbers of
    counters)."""
    services = config_cache.of(db.session(), office_id).services
    found = []
    for value in map(str, get_flashed_messages(category_filter=[GIVEN])):
        service, _, numbers = value.partition(":")
        if int(service) in services:
            found.append((value, services[int(service)].name, [int(number) for number in numbers.split(",")]))
    return found


@blueprint.get("/hall/state")
def hall_state() -> Response:
    """The hall as JSON, for a page without a socket connection."""
    caller = identity.require("hall.see")
    acting = permissions.may(caller.role, "counter.assign")
    shown = queries.hall(db.session(), caller.office_id, sessions.longest_idle(), acting=acting)
    html = render_template("manage/_hall.html", hall=shown)
    return jsonify(version=shown.version, at=shown.at.isoformat(), html=html)


@blueprint.get("/tickets/<int:ticket_id>")
def ticket(ticket_id: int) -> str:
    """The history of one ticket, and the reasons why others were called before it."""
    caller = identity.require("ticket.history")
    found = ticket_history.ticket_history(db.session(), caller.office_id, ticket_id)
    if found is None:
        raise NotFound
    day = jalali.gregorian(found.ticket.day)
    return admin_pages.render(
        "manage/ticket.html",
        story=found,
        states=STATE_NAMES,
        bound=config_cache.of(db.session(), caller.office_id).office.bound_minutes,
        written=jalali.written_date(day, i18n.language()),
        day=filters.short_date(day),
    )
