"""Pages for supervisors and admins: the hall page, tickets by number and day, the history of a ticket."""

from flask import Blueprint, current_app, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access import identity, sessions
from deskq.core import clock
from deskq.core.errors import NotFound
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.office import admin_pages, config_cache
from deskq.office.admin_pages import FilledForm
from deskq.queue.ticket_queries import by_code
from deskq.reports import queries, setup_checklist, ticket_history
from deskq.reports import tickets as ticket_queries
from deskq.web import filters, i18n
from deskq.web.error_handlers import STATE_NAMES

blueprint = Blueprint("manage", __name__, url_prefix="/manage")


@blueprint.get("")
def hall() -> str:
    caller = identity.require("hall.see")
    shown = queries.hall(db.session(), caller.office_id, sessions.longest_idle())
    missing = setup_checklist.open_steps(db.session(), caller.office_id, current_app.config["DEMO"])
    return admin_pages.render("manage/hall.html", hall=shown, steps=missing, zone=clock.zone().key)


@blueprint.get("/hall/state")
def hall_state() -> Response:
    """The hall as JSON, for a page without a socket connection."""
    caller = identity.require("hall.see")
    shown = queries.hall(db.session(), caller.office_id, sessions.longest_idle())
    html = render_template("manage/_hall.html", hall=shown)
    return jsonify(version=shown.version, at=shown.at.isoformat(), html=html)


@blueprint.get("/tickets")
def tickets() -> str | Response | tuple[str, int]:
    """The tickets of a day, or a redirect to the one with this number."""
    caller = identity.require("ticket.history")
    session = db.session()
    code = request.args.get("code", "")[:20]
    typed = request.args.get("day", "")[:20]
    problems = {}
    day = ticket_queries.today(session, caller.office_id)
    try:
        day = jalali.day_number(jalali.parse(typed)) if typed else day
    except ValueError:
        problems["day"] = gettext("Please enter a date, for example 1405/09/03.")
    found = by_code(session, caller.office_id, day, code) if code and not problems else None
    if found is not None:
        return redirect(url_for("manage.ticket", ticket_id=found.id), 303)
    if code and not problems:
        problems["code"] = gettext("No ticket on this day has this number.")
    values = {"code": code, "day": typed or filters.digits(jalali.short_date(jalali.gregorian(day)))}
    page = admin_pages.render(
        "manage/tickets.html",
        form=FilledForm(admin_pages.filled(values).values, problems),
        shown=ticket_queries.of_day(session, caller.office_id, day),
        about=config_cache.of(session, caller.office_id),
        written=jalali.written_date(jalali.gregorian(day), i18n.language()),
        states=STATE_NAMES,
    )
    return (page, 422) if "day" in problems else page


@blueprint.get("/tickets/<int:ticket_id>")
def ticket(ticket_id: int) -> str:
    """Everything that happened to one ticket, and why others were called before it."""
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
        day=jalali.short_date(day),
    )
