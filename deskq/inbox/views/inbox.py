"""The inbox page: tabs, filters and search, all in the address."""

import re
from typing import Any

from flask import Blueprint, jsonify, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.inbox.queries import inbox
from deskq.inbox.queries.inbox import AGES, MOST, PAGE, TABS, Filters, Row
from deskq.inbox.queries.search import LATEST, by_code_begins, search
from deskq.inbox.views import labels, query_params
from deskq.inbox.views.inbox_context import Reader, reader
from deskq.message_settings.kinds import KINDS
from deskq.messages import tracking_code
from deskq.messages.queries import visibility
from deskq.messages.rules.transitions import STATES
from deskq.messages.rules.visibility import REFERS
from deskq.office import admin_pages

blueprint = Blueprint("inbox", __name__, url_prefix="/inbox")
#: Roles that work in a unit: without one there is nothing for them here.
OF_UNITS = ("clerk", "expert")
LONGEST_SEARCH = 40
FEWEST_DIGITS = 4
#: What the address of a list asks for.
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
    tabs = _tabs(who)
    tab = request.args.get("tab", "")
    tab = tab if tab in tabs else _first(who, tabs)
    typed = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    filters = _filters(who)
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
        "next": _address(tab, after=after, q=typed) if after else None,
        "next_several": _address(tab, "inbox.choose_several", after=after) if after else None,
        "several": _address(tab, "inbox.choose_several", after=request.args.get("after")),
        "first": _address(tab, q=typed) if request.args.get("after") else None,
        "kind_icons": KIND_ICONS,
        "rules": labels,
    }


def _tabs(who: Reader) -> dict[str, str]:
    """Those this one has something to do with, in order."""
    words = {
        "mine": gettext("Mine"),
        "unit": gettext("My unit"),
        "refer": gettext("To be referred"),
        "escalated": gettext("Escalated to me"),
        "gone": gettext("Forwarded by us"),
        "all": gettext("All"),
    }
    if who.viewer.role not in REFERS:
        del words["refer"]
    if not visibility.escalation_levels(who.viewer, who.settings):
        del words["escalated"]
    if not who.viewer.units:
        del words["unit"], words["gone"]
    return {tab: words[tab] for tab in TABS if tab in words}


def _first(who: Reader, tabs: dict[str, str]) -> str:
    """The first tab of each role."""
    wanted = {"operator": "refer", "executive": "escalated", "supervisor": "all"}.get(who.viewer.role, "unit")
    return wanted if wanted in tabs else "all"


def _filters(who: Reader) -> Filters:
    """What the address asks for; what is nonsense asks for nothing."""
    state, kind, age = (request.args.get(name, "") for name in ("state", "kind", "age"))
    category, district = query_params.number("category"), query_params.number("district")
    return Filters(
        state=state if state in STATES else "",
        kind=kind if kind in KINDS else "",
        category_id=category if category in who.settings.categories else None,
        district_id=district if district in who.settings.districts else None,
        age=age if age in AGES else "",
    )


def _searched(who: Reader, typed: str, before: int | None) -> tuple[list[Row], str | None]:
    """A page by words, by a tracking code or by its beginning, and where the next one begins."""
    session, office = db.session(), who.caller.office_id
    found = search(session, office, who.viewer, typed, before)
    digits = tracking_code.digits(typed)
    if not found.rows and re.fullmatch(rf"[0-9]{{{FEWEST_DIGITS},12}}", digits):
        rows = by_code_begins(session, who.viewer, office, digits, before or LATEST, PAGE + 1)
        return rows[:PAGE], str(rows[PAGE - 1].id) if len(rows) > PAGE else None
    return found.rows, str(found.before) if found.before is not None else None


def _address(tab: str, endpoint: str = "inbox.index", **more: str | None) -> str:
    kept = {name: request.args.get(name) for name in ("state", "kind", "category", "district", "age")}
    values: dict[str, Any] = {name: value for name, value in (kept | more).items() if value}
    return url_for(endpoint, tab=tab, **values)
