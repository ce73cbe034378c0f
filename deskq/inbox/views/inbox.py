"""The inbox page: tabs, filters and search, all in the address."""

import re
from typing import Any

from flask import Blueprint, jsonify, render_template, request, url_for
from werkzeug.wrappers import Response

from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.inbox.queries import inbox, saved_filters
from deskq.inbox.queries.inbox import MOST, PAGE, Row
from deskq.inbox.queries.search import LATEST, by_code_begins, search
from deskq.inbox.views import labels, list_address, query_params
from deskq.inbox.views.inbox_context import Reader, reader
from deskq.messages import tracking_code
from deskq.office import admin_pages

blueprint = Blueprint("inbox", __name__, url_prefix="/inbox")
#: Roles that work in a unit: without one there is nothing for them here.
OF_UNITS = ("clerk", "expert")
LONGEST_SEARCH = 40
FEWEST_DIGITS = 4
#: Parameters in the address of a list.
QUESTIONS = ("tab", "state", "kind", "category", "district", "age", "q", "after")
KIND_ICONS = {
    "request": "phone",
    "criticism": "thumbs-down",
    "complaint": "scale",
    "suggestion": "lightbulb",
    "praise": "thumbs-up",
    "report": "shield-alert",
}


@blueprint.get("")
def index() -> str:
    who = reader()
    if who.viewer.role in OF_UNITS and not who.viewer.units:
        return admin_pages.render("messages/no_unit.html")
    return admin_pages.render("messages/inbox.html", state_address=_state_address(), **shown(who))


@blueprint.get("/state")
def state() -> Response:
    """The same list as JSON: fetched when the live screen says that messages changed, or while it is disconnected."""
    who = reader()
    version = journal.position(db.session(), who.caller.office_id)[0]
    html = render_template("messages/_inbox.html", **shown(who))
    return jsonify(version=version, at=who.now.isoformat(), html=html)


def _state_address() -> str:
    kept: dict[str, Any] = {name: request.args[name] for name in QUESTIONS if request.args.get(name)}
    return url_for("inbox.state", **kept)


def shown(who: Reader) -> dict[str, Any]:
    tabs, tab = list_address.tabs(who), list_address.tab(who)
    typed = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    filters = list_address.filters(who)
    if typed:
        rows, after = _searched(who, typed, query_params.number("after"))
    else:
        found = inbox.page(db.session(), who.scope, tab, filters, request.args.get("after", ""))
        rows, after = found.rows, found.after
    counts = inbox.counts(db.session(), who.scope, [one for one in tabs if one != "gone"])
    return {
        "who": who,
        "rows": rows,
        "tab": tab,
        "tabs": [(one, tabs[one], counts.get(one)) for one in tabs],
        "most": MOST,
        "filters": filters,
        "typed": typed,
        "next": list_address.address(tab, after=after, q=typed) if after else None,
        "next_several": list_address.address(tab, "inbox.choose_several", after=after) if after else None,
        "several": list_address.address(tab, "inbox.choose_several", after=request.args.get("after")),
        "saved": _saved(who, list_address.address(tab)),
        "save": list_address.address(tab, "inbox.saved_filters"),
        "workbook": list_address.address(tab, "inbox.xlsx"),
        "csv": list_address.address(tab, "inbox.csv"),
        "pdf": list_address.address(tab, "inbox.pdf"),
        "first": list_address.address(tab, q=typed) if request.args.get("after") else None,
        "kind_icons": KIND_ICONS,
        "rules": labels,
    }


def _saved(who: Reader, here: str) -> list[tuple[str, str, bool]]:
    """(name, address, whether it is this list) of the viewer's saved filters."""
    rows = saved_filters.of_person(db.session(), who.person_id)
    return [(row.name, address, address == here) for row in rows for address in [list_address.of_saved(row)]]


def _searched(who: Reader, typed: str, before: int | None) -> tuple[list[Row], str | None]:
    """A page by words, by a tracking code or by its beginning, and where the next one begins."""
    session, office = db.session(), who.caller.office_id
    found = search(session, office, who.viewer, typed, before)
    digits = tracking_code.digits(typed)
    if not found.rows and re.fullmatch(rf"[0-9]{{{FEWEST_DIGITS},12}}", digits):
        rows = by_code_begins(session, who.viewer, office, digits, before or LATEST, PAGE + 1)
        return rows[:PAGE], str(rows[PAGE - 1].id) if len(rows) > PAGE else None
    return found.rows, str(found.before) if found.before is not None else None
