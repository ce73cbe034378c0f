"""The public directory: where is …? Its list, one place with the way to it, the board at the entrance."""

from collections.abc import Sequence

from flask import Blueprint, Response, render_template, request, send_from_directory

from deskq.access import identity
from deskq.building import pictures, queries
from deskq.building.queries import Entry
from deskq.building.rules import search
from deskq.building.rules.kinds import KINDS, STEP_FREE, Kind
from deskq.building.views import site_plan
from deskq.core.errors import NotFound
from deskq.core.extensions import db, limiter
from deskq.core.text import persian
from deskq.core.text.names import Name
from deskq.office import queries as office_queries
from deskq.web import images

blueprint = Blueprint("where", __name__, url_prefix="/where")
YEAR = 365 * 24 * 3600
LONGEST_QUESTION = 100


@blueprint.get("")
@limiter.limit("120 per minute")
def index() -> str:
    typed = persian.clean(request.args.get("q", "")[:LONGEST_QUESTION])
    places = entries()
    found = search.matching(places, typed) if typed else places
    shown = {"typed": typed, "found": found, "floors": by_floor(found), "asked": asked(places), "any": bool(places)}
    return render_template("building/where.html", office=office_name(), **shown)


@blueprint.get("/<int:room_id>")
def show(room_id: int) -> str:
    one = find(room_id)
    plan = site_plan.of(one)
    return render_template("building/place.html", office=office_name(), one=one, plan=plan, step_free=STEP_FREE)


@blueprint.get("/board")
def board() -> str:
    """The directory for a large screen at the entrance."""
    return render_template("building/board.html", office=office_name(), floors=by_floor(entries()))


@blueprint.get("/pictures/<name>")
def picture(name: str) -> Response:
    """A photo or a plan. The name is the hash of the content, so it never changes."""
    if not images.NAME.fullmatch(name) or not (pictures.folder() / name).is_file():
        raise NotFound
    answer = send_from_directory(pictures.folder(), name, mimetype="image/webp", max_age=YEAR)
    answer.cache_control.immutable = True
    return answer


def office_name() -> Name:
    return office_queries.office(db.session(), identity.office_id()).name


def entries() -> list[Entry]:
    return queries.entries(db.session(), identity.office_id())


def find(room_id: int) -> Entry:
    """A listed place; ``NotFound`` where there is none."""
    one = queries.entry(db.session(), identity.office_id(), room_id)
    if one is None:
        raise NotFound
    return one


def asked(places: list[Entry]) -> list[tuple[Kind, Entry]]:
    """The questions with a button of their own, each with the first place that answers it."""
    found: dict[str, Entry] = {}
    for place in places:
        found.setdefault(place.room.kind, place)
    return [(kind, found[code]) for code, kind in KINDS.items() if kind.asked is not None and code in found]


def by_floor(places: Sequence[Entry]) -> list[tuple[Name, list[Entry]]]:
    """(floor, its places) in the order of the directory."""
    floors: dict[int, tuple[Name, list[Entry]]] = {}
    for place in places:
        floors.setdefault(place.floor.id, (place.floor_name, []))[1].append(place)
    return list(floors.values())
