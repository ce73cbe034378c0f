"""The list of the inbox in an address: tab and filters."""

from typing import Any

from flask import request, url_for
from flask_babel import gettext

from deskq.inbox.models import SavedFilter
from deskq.inbox.queries.inbox import AGES, TABS, Filters
from deskq.inbox.views import query_params
from deskq.inbox.views.inbox_context import Reader
from deskq.message_settings.kinds import KINDS
from deskq.messages.queries import visibility
from deskq.messages.rules.transitions import STATES
from deskq.messages.rules.visibility import REFERS

#: The filters by their names in an address.
FILTERS = ("state", "kind", "category", "district", "age")


def tabs(who: Reader) -> dict[str, str]:
    """The tabs of this viewer, in order."""
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
    if not who.viewer.units | who.viewer.covers:
        del words["unit"]
    if not who.viewer.units:
        del words["gone"]
    return {tab: words[tab] for tab in TABS if tab in words}


def tab(who: Reader) -> str:
    """The tab in the address if the viewer has it, otherwise the first tab of the role."""
    own, asked = tabs(who), request.args.get("tab", "")
    return asked if asked in own else _first(who, own)


def _first(who: Reader, own: dict[str, str]) -> str:
    """The first tab of each role."""
    wanted = {"operator": "refer", "executive": "escalated", "supervisor": "all"}.get(who.viewer.role, "unit")
    return wanted if wanted in own else "all"


def filters(who: Reader) -> Filters:
    """The filters in the address. Invalid values filter nothing."""
    state, kind, age = (request.args.get(name, "") for name in ("state", "kind", "age"))
    category, district = query_params.number("category"), query_params.number("district")
    return Filters(
        state=state if state in STATES else "",
        kind=kind if kind in KINDS else "",
        category_id=category if category in who.settings.categories else None,
        district_id=district if district in who.settings.districts else None,
        age=age if age in AGES else "",
    )


def address(tab: str, endpoint: str = "inbox.index", **more: str | None) -> str:
    """The address of a page with the same filters and with ``more``."""
    kept = {name: request.args.get(name) for name in FILTERS}
    values: dict[str, Any] = {name: value for name, value in (kept | more).items() if value}
    return url_for(endpoint, tab=tab, **values)


def of_saved(row: SavedFilter) -> str:
    """The list of a saved filter."""
    kept = {"state": row.state, "kind": row.sort, "category": row.category_id, "district": row.district_id}
    values: dict[str, Any] = {name: value for name, value in (kept | {"age": row.age}).items() if value}
    return url_for("inbox.index", tab=row.tab, **values)
