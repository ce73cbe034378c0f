"""Signs to print, on A4 or A3, also as PDF files: door plates, signs of a wall with arrows, the directory."""

from typing import Any

from flask import current_app, request, url_for
from flask_babel import gettext
from markupsafe import Markup

from deskq.access import limit_keys
from deskq.building import queries
from deskq.building.admin.choices import blueprint, floor_choices, office_id
from deskq.building.queries import Entry
from deskq.building.signs import documents
from deskq.building.signs.documents import Code, Sheet
from deskq.building.views.public import by_floor
from deskq.core.errors import N_
from deskq.core.extensions import db, limiter
from deskq.office import admin_pages, config_cache, pdf_pages
from deskq.office.admin_pages import PageResponse
from deskq.web import i18n, qr_code

PAPERS = ("a4", "a3")
FILES = "20 per minute"
#: {arrow: its words}, in the order in which they stand on a sign.
ARROWS = {
    "ahead": N_("Straight ahead"),
    "right": N_("To the right"),
    "left": N_("To the left"),
    "up": N_("Upstairs"),
    "here": N_("Here"),
}


@blueprint.get("/signs")
def signs() -> str:
    """Where the signs are chosen."""
    entries = _entries()
    return admin_pages.render(
        "building/signs.html", floors=by_floor(entries), choices=floor_choices(), arrows=ARROWS, any=bool(entries)
    )


@blueprint.get("/signs/doors")
def door_plates() -> str:
    """One plate a page: of one room, of a floor, or of all."""
    return _door_page(_plates())


@blueprint.get("/signs/doors.pdf")
@limiter.limit(FILES, key_func=limit_keys.person)
def door_plates_pdf() -> PageResponse:
    plates = _plates()
    if not plates:
        return _door_page(plates)
    made = documents.door_plates(_sheet(gettext("Door plates")), [(one, _code(_way_to(one))) for one in plates])
    return pdf_pages.set_by(documents.TEMPLATE, made, f"door-plates-{_paper()}")


@blueprint.get("/signs/wall")
def wall_sign() -> str:
    """The places that were given an arrow, each with its arrow as seen from the wall."""
    return _wall_page(_ways())


@blueprint.get("/signs/wall.pdf")
@limiter.limit(FILES, key_func=limit_keys.person)
def wall_sign_pdf() -> PageResponse:
    ways = _ways()
    if not ways:
        return _wall_page(ways)
    says = {arrow: gettext(words) for arrow, words in ARROWS.items()}
    made = documents.wall_sign(_sheet(gettext("Sign for a wall, with arrows")), ways, says, _code(_directory_address()))
    return pdf_pages.set_by(documents.TEMPLATE, made, f"wall-sign-{_paper()}")


@blueprint.get("/signs/directory")
def directory_sign() -> str:
    """All places by floor, for the wall at the entrance."""
    return _directory_page(_entries())


@blueprint.get("/signs/directory.pdf")
@limiter.limit(FILES, key_func=limit_keys.person)
def directory_sign_pdf() -> PageResponse:
    entries = _entries()
    if not entries:
        return _directory_page(entries)
    sheet = _sheet(gettext("Directory of the building"))
    made = documents.directory(sheet, by_floor(entries), _code(_directory_address()))
    return pdf_pages.set_by(documents.TEMPLATE, made, f"directory-{_paper()}")


def _entries() -> list[Entry]:
    return queries.entries(db.session(), office_id())


def _plates() -> list[Entry]:
    room_id, floor_id = _door_choice()
    return [one for one in _entries() if room_id in (None, one.id) and floor_id in (None, 0, one.floor.id)]


def _door_choice() -> tuple[int | None, int | None]:
    """(room, floor) of the address."""
    return request.args.get("room", type=int), request.args.get("floor", type=int)


def _ways() -> list[tuple[Entry, str]]:
    """The chosen places with their arrows, those of one direction together."""
    chosen = ((one, request.args.get(f"arrow-{one.id}", "")) for one in _entries())
    order = list(ARROWS)
    return sorted(((one, arrow) for one, arrow in chosen if arrow in ARROWS), key=lambda way: order.index(way[1]))


def _door_page(plates: list[Entry]) -> str:
    room_id, floor_id = _door_choice()
    file = url_for(".door_plates_pdf", room=room_id, floor=floor_id, paper=_paper())
    shown = [(one, _svg(_way_to(one))) for one in plates]
    return _page("building/door_plates.html", is_empty=not plates, pdf=file, plates=shown)


def _wall_page(ways: list[tuple[Entry, str]]) -> str:
    chosen = {f"arrow-{one.id}": arrow for one, arrow in ways}
    file = url_for(".wall_sign_pdf", paper=_paper(), **chosen)  # type: ignore[arg-type]
    code = _svg(_directory_address())
    return _page("building/wall_sign.html", is_empty=not ways, pdf=file, rows=ways, code=code)


def _directory_page(entries: list[Entry]) -> str:
    file = url_for(".directory_sign_pdf", paper=_paper())
    code = _svg(_directory_address())
    return _page("building/directory_sign.html", is_empty=not entries, pdf=file, floors=by_floor(entries), code=code)


def _page(template: str, **shown: Any) -> str:
    return admin_pages.render(template, paper=_paper(), **shown)


def _paper() -> str:
    paper = request.args.get("paper", "a4")
    return paper if paper in PAPERS else "a4"


def _sheet(title: str) -> Sheet:
    office = config_cache.of(db.session(), office_id()).office.name
    return Sheet(i18n.language(), title, office.in_language(i18n.language()), _paper(), office)


def _way_to(one: Entry) -> str:
    return str(current_app.config["PUBLIC_URL"]) + url_for("where.show", room_id=one.id)


def _directory_address() -> str:
    return str(current_app.config["PUBLIC_URL"]) + url_for("where.index")


def _code(address: str) -> Code:
    return Code(str(_svg(address)), gettext("Code for your phone"))


def _svg(address: str) -> Markup:
    return qr_code.svg(address, gettext("Code for your phone"))
