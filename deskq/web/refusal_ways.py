"""What the page of a refusal leads to: a start page, people who can be asked, the menu of staff, or the screen itself,
which opens again without anybody. The features register them."""

from collections.abc import Callable
from typing import Any

from flask import Flask, current_app, request, url_for

from deskq.core.errors import DomainError, Forbidden
from deskq.core.text.names import Name

START_PAGE = "start_page"
ADMIN_NAMES = "admin_names"
STAFF_BAR = "staff_bar"
UNATTENDED = "unattended_screens"
#: From this status on the database may not answer.
FAULT = 500


def start_page(app: Flask, address: Callable[[], str]) -> None:
    """Where error pages lead home; ``address`` is "" for people who are not signed in."""
    app.extensions[START_PAGE] = address


def admin_names(app: Flask, names: Callable[[], list[Name]]) -> None:
    """Whom a page refused to somebody signed in tells to ask; ``names`` is empty for others and for an admin."""
    app.extensions[ADMIN_NAMES] = names


def staff_bar(app: Flask, values: Callable[[], dict[str, Any]]) -> None:
    """What the bar of staff pages shows; ``values`` is empty for people who are not signed in."""
    app.extensions[STAFF_BAR] = values


def unattended(app: Flask, *endpoints: str) -> None:
    """Screens before which nobody can press a button: their page of an outage opens them again by itself."""
    app.extensions.setdefault(UNATTENDED, set()).update(endpoints)


def known(refusal: DomainError) -> dict[str, Any]:
    """All ways onwards. An outage does without those that need the database."""
    if refusal.status >= FAULT:
        return without_database(refusal)
    home = _asked(START_PAGE, "") or url_for("site.home")
    admins = _asked(ADMIN_NAMES, []) if refusal.slug == Forbidden.slug else []
    return {"home": home, "admins": admins, "staff": _asked(STAFF_BAR, {}), "reopens": False}


def without_database(refusal: DomainError) -> dict[str, Any]:
    """The ways that need no database: the home page, and a screen without anybody that opens again."""
    screens = current_app.extensions.get(UNATTENDED, ())
    reopens = request.method == "GET" and refusal.status >= FAULT and request.endpoint in screens
    return {"home": url_for("site.home"), "admins": [], "staff": {}, "reopens": reopens}


def _asked(who: str, unknown: Any) -> Any:
    found = current_app.extensions.get(who)
    return found() if found is not None else unknown
