"""The page that asks which office, where an address without one is opened, or one that no office has."""

from dataclasses import dataclass

from flask import Flask, make_response, render_template, request
from werkzeug.wrappers import Response

from deskq.access import identity, served_office
from deskq.access.served_office import OfficeNotChosen, UnknownOffice
from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.text import persian
from deskq.office import config_cache, directory
from deskq.office.directory import OfficeEntry
from deskq.office.rules import Hours
from deskq.web import error_handlers
from deskq.web.i18n import language
from deskq.web.refusal_sentences import sentence

#: With more offices the page has a search; so many are shown at once.
SEARCH_FROM, MOST_SHOWN = 9, 40


@dataclass(frozen=True)
class Choice:
    office: OfficeEntry
    hours: Hours
    address: str


def init_app(app: Flask) -> None:
    error_handlers.own_page(app, OfficeNotChosen, _ask)
    error_handlers.own_page(app, UnknownOffice, _ask)


def _ask(refusal: OfficeNotChosen | UnknownOffice) -> Response:
    unknown = isinstance(refusal, UnknownOffice)
    status = 404 if unknown else 200 if request.path == "/" else 300
    return make_response(page("" if unknown else request.path, sentence(refusal), unknown), status)


def page(path: str, sentence: str, unknown: bool) -> str:
    """``path``: the page that is opened in the chosen office."""
    known = directory.entries(db.session())
    wanted = persian.search_key(request.args.get("office", ""))[:60]
    found = [one for one in known if wanted in persian.search_key(f"{one.name.fa} {one.name.en} {one.building.fa}")]
    return render_template(
        "offices/choose.html",
        sentence=sentence,
        signed_out=identity.login() is None,
        unknown=unknown,
        choices=[_choice(one, path) for one in found[:MOST_SHOWN]],
        found=len(found),
        searches=len(known) >= SEARCH_FROM,
        wanted=request.args.get("office", "")[:60],
        path=request.script_root + request.path if not unknown else served_office.root() + "/",
    )


def _choice(office: OfficeEntry, path: str) -> Choice:
    chosen = "" if language() == request.args.get("lang", language()) and "lang" not in request.args else language()
    query = f"?lang={chosen}" if chosen else ""
    hours = config_cache.of(db.session(), office.id).hours(clock.now())
    return Choice(office, hours, f"{served_office.root()}/o/{office.slug}{path or '/'}{query}")
