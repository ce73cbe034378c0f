"""Which office a request is for: that of its address ``/o/<slug>/…``, or that of a secret in a short address.

The WSGI layer moves ``/o/<slug>`` from the path to the root of the application: routes, links, redirects and the path
of the sockets are the same for one office and for several.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, current_app, g, has_request_context, redirect, request
from werkzeug.wrappers import Response

from deskq.access import ports
from deskq.core.errors import N_, DomainError, NotFound
from deskq.core.extensions import db

ADDRESS = re.compile(r"/o/([a-z0-9-]{1,40})(?=/|$)")
#: The slug of the address, and the root of the application before it, in the WSGI environment.
SLUG, ROOT = "deskq.office_slug", "deskq.root"
EXTENSION, GUARDS = "secret_offices", "office_guards"
#: Addresses of the whole installation.
OF_ALL = ("assets", "health")
#: Finds the office that the secret or code in an address belongs to.
Finder = Callable[[Mapping[str, Any]], int | None]
Guard = Callable[[int], Response | None]


class OfficeNotChosen(DomainError):
    slug = "choose-office"
    title = N_("There are several offices here. Please choose yours.")


class UnknownOffice(NotFound):
    slug = "unknown-office"
    title = N_("There is no office at this address. These are the offices:")


class OfficePrefix:
    """WSGI layer: ``/o/north/kiosk`` becomes ``/kiosk`` below the root ``/o/north``."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path, root = environ.get("PATH_INFO", ""), environ.get("SCRIPT_NAME", "")
        found = ADDRESS.match(path)
        if found is not None:
            environ[SLUG], environ[ROOT] = found[1], root
            environ["SCRIPT_NAME"] = root + found[0]
            environ["PATH_INFO"] = path[found.end() :] or "/"
        return self._app(environ, start_response)


def current() -> int | None:
    """The office of this address or drawing; None at an address without one."""
    found: int | None = g.get("served_office")
    return found


def is_named() -> bool:
    """Whether the address names an office."""
    return has_request_context() and SLUG in request.environ


def root() -> str:
    """The root of the installation, without an office."""
    return str(request.environ.get(ROOT, request.script_root))


def address_in(office_id: int, path: str) -> str:
    """``path``, an address from ``url_for``, in another office."""
    below = path.removeprefix(request.script_root) if is_named() else path.removeprefix(root())
    return f"{root()}{ports.offices().prefix(db.session(), office_id)}{below}"


@contextmanager
def serving(office_id: int) -> Iterator[None]:
    """Outside a request: what is drawn is for this office."""
    before = g.get("served_office")
    g.served_office = office_id
    try:
        yield
    finally:
        g.served_office = before


def find_by(app: Flask, finders: Mapping[str, Finder]) -> None:
    """{blueprint: finder} of pages whose secret or code says which office they are of."""
    app.extensions.setdefault(EXTENSION, {}).update(finders)


def guard_by(app: Flask, guard: Guard) -> None:
    """Have each page and socket of an office ask ``guard`` first. It raises, answers in place of a page, or returns
    None."""
    app.extensions.setdefault(GUARDS, []).append(guard)


def choose() -> None:
    """Note the office of a socket's address, and ask the guards. Raises ``UnknownOffice``, or what a guard does."""
    slug = request.environ.get(SLUG)
    if slug is None:
        return
    office = ports.offices().by_slug(db.session(), slug)
    if office is None:
        raise UnknownOffice
    g.served_office = office.id
    _guarded()


def _note_office(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Before all else: limits of uploads and of requests ask already who is here, and in which office."""
    slug = request.environ.get(SLUG)
    if slug is None or endpoint is None or request.blueprint in OF_ALL:
        return
    office = ports.offices().by_slug(db.session(), slug)
    if office is not None:
        g.served_office = office.id


def _before_request() -> Response | None:
    if request.blueprint in OF_ALL:
        return None
    if request.routing_exception is not None:
        if request.path.startswith("/o/"):
            raise UnknownOffice
        return None
    chosen = current()
    if chosen is None and is_named():
        raise UnknownOffice
    if chosen is None and ports.offices().has_one(db.session()):
        return None
    return _to_owner(chosen) or _guarded()


def _to_owner(chosen: int | None) -> Response | None:
    """Serve the office of the secret or code in the address, or lead to its long address."""
    finder = current_app.extensions.get(EXTENSION, {}).get(request.blueprint or "")
    owner = finder(request.view_args or {}) if finder is not None else None
    if owner is None:
        return None
    if chosen is not None and chosen != owner:
        raise NotFound
    g.served_office = owner
    return _to_office(owner) if chosen is None and request.method == "GET" and _is_page() else None


def admits(office_id: int) -> bool:
    """Whether the guards let who asks see this office, although the address does not name it."""
    with serving(office_id):
        try:
            return _guarded() is None
        except DomainError:
            return False


def _guarded() -> Response | None:
    office = current()
    guards = current_app.extensions.get(GUARDS, ()) if office is not None else ()
    return next((answer for guard in guards if (answer := guard(office)) is not None), None)


def _is_page() -> bool:
    return not request.path.startswith("/api/") and "X-Fragment" not in request.headers


def _to_office(office_id: int) -> Response | None:
    """The long address; None where the short one is that of the office."""
    prefix = ports.offices().prefix(db.session(), office_id)
    if not prefix:
        return None
    query = f"?{request.query_string.decode(errors='replace')}" if request.query_string else ""
    return redirect(f"{request.script_root}{prefix}{request.path}{query}", 302)


def init_app(app: Flask) -> None:
    app.url_value_preprocessor(_note_office)
    app.before_request(_before_request)
