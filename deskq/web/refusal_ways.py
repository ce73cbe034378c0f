"""What the page of a refusal leads to: a start page, and people who can be asked. The feature that knows who is signed
in says which."""

from collections.abc import Callable

from flask import Flask, current_app, url_for

from deskq.core.errors import DomainError, Forbidden
from deskq.core.text.names import Name

START_PAGE = "start_page"
ADMIN_NAMES = "admin_names"


def start_page(app: Flask, address: Callable[[], str]) -> None:
    """Where error pages lead home; ``address`` is "" for people who are not signed in."""
    app.extensions[START_PAGE] = address


def admin_names(app: Flask, names: Callable[[], list[Name]]) -> None:
    """Whom a page refused to somebody signed in tells to ask; ``names`` is empty for others and for an admin."""
    app.extensions[ADMIN_NAMES] = names


def home(refusal: DomainError) -> str:
    """The start page of who is signed in, else the home page; the latter too where the database may not answer."""
    own = current_app.extensions.get(START_PAGE) if refusal.status < 500 else None
    return (own() if own is not None else "") or url_for("site.home")


def admins(refusal: DomainError) -> list[Name]:
    """The administrators who could give the right that was missing."""
    names = current_app.extensions.get(ADMIN_NAMES)
    return names() if names is not None and refusal.slug == Forbidden.slug else []
