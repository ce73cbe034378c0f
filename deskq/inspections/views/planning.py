"""The list of open inspections by district, tours of a day, one tour with its order and its paper."""

from collections.abc import Iterable
from datetime import date

from flask import Blueprint, request, url_for
from flask_babel import gettext

from deskq.applications.rules import visibility
from deskq.applications.views.reader import Reader, reader
from deskq.core import clock
from deskq.core.errors import DomainError, NotFound
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.inbox.views.city_map import plan_for
from deskq.inspections.forms import ChangeForm, PlanForm
from deskq.inspections.models import InspectionTour
from deskq.inspections.queries import rows, waiting
from deskq.inspections.queries.waiting import Inspection
from deskq.inspections.rules import way
from deskq.inspections.rules.results import CHECKS, OUTCOME_NAMES
from deskq.inspections.service import tours
from deskq.inspections.service.tours import Planner, TooManyStops
from deskq.message_settings.models import District
from deskq.message_settings.queries import MessageSettings, load_settings
from deskq.messages.queries import viewers
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm, PageResponse
from deskq.staff import queries as staff_queries
from deskq.staff.models import Person
from deskq.web.filters import named, short_date
from deskq.web.forms import read_page
from deskq.web.i18n import language

blueprint = Blueprint("inspections", __name__, url_prefix="/inspections")
ACT = "inspections.work"
Numbered = tuple[int, Inspection]
ERROR_FIELDS: dict[type[DomainError], str] = {TooManyStops: "stages"}


@blueprint.get("")
def index() -> str:
    return _page(FilledForm())


@blueprint.post("/tours")
def create_tour() -> PageResponse:
    who = reader(ACT)

    def do() -> str:
        form = read_page(PlanForm, request.form)
        chosen = [_stage_of(one) for one in form.stages]
        tour = tours.plan(planner(who), form.person_id or 0, form.day, chosen)
        admin_pages.done(gettext("The tour is ready, ordered by a short route."))
        if not _sees(who, tour):  # its inspector is of another unit, and covers one of theirs or heads it
            return url_for("inspections.index", day=short_date(tour.day))
        return url_for("inspections.show_tour", tour_id=tour.id)

    return admin_pages.submit(do, _page, ERROR_FIELDS)


@blueprint.get("/tours/<int:tour_id>")
def show_tour(tour_id: int) -> str:
    return _tour_page(tour_id, FilledForm())


@blueprint.post("/tours/<int:tour_id>/order")
def change_tour(tour_id: int) -> PageResponse:
    who = reader(ACT)
    found_tour(who, tour_id)

    def do() -> str:
        form = read_page(ChangeForm, request.form)
        tours.change(planner(who), tour_id, form.turn, form.move, form.stop)
        return url_for("inspections.show_tour", tour_id=tour_id) + (f"#stop-{form.stop}" if form.stop else "")

    return admin_pages.submit(do, lambda form: _tour_page(tour_id, form))


@blueprint.get("/tours/<int:tour_id>/paper")
def paper(tour_id: int) -> str:
    """The list to take along, on A4."""
    who = reader(ACT)
    return admin_pages.render("inspections/paper.html", **of_tour(who, found_tour(who, tour_id)), checks=CHECKS)


def planner(who: Reader) -> Planner:
    return Planner(who.caller.office_id, who.caller.by, who.person_id)


def found_tour(who: Reader, tour_id: int) -> InspectionTour:
    """The tour, or ``NotFound`` if the reader may not see it."""
    tour = rows.tour(db.session(), who.caller.office_id, tour_id)
    if tour is None or not _sees(who, tour):
        raise NotFound
    return tour


def of_tour(who: Reader, tour: InspectionTour) -> dict[str, object]:
    """What every page of a tour shows."""
    settings = load_settings(db.session(), who.caller.office_id)
    stops = waiting.of_tour(db.session(), tour)
    person = staff_queries.person(db.session(), tour.person_id)
    return {
        "tour": tour,
        "stops": stops,
        "person": person,
        "day": jalali_day(tour.day),
        "is_today": tour.day == clock.today(),
        "metres": way.length([one.point for one in stops]),
        "unplaced": sum(one.point is None for one in stops),
        "districts": settings.districts,
        "plan": plan_for(settings.plan),
        "marks": marks(stops),
        "outcomes": OUTCOME_NAMES,
        "turn": tour.turn,
    }


def marks(stops: Iterable[Inspection]) -> list[dict[str, object]]:
    """Points for the map, numbered as in the list."""
    return [
        {"lat": one.point[0], "lon": one.point[1], "number": number, "label": f"{number}. {named(one.service)}"}
        for number, one in enumerate(stops, 1)
        if one.point is not None
    ]


def jalali_day(day: date) -> str:
    return jalali.written_date(day, language())


def _tour_page(tour_id: int, form: FilledForm) -> str:
    who = reader(ACT)
    return admin_pages.render("inspections/tour.html", **of_tour(who, found_tour(who, tour_id)), form=form)


def _page(form: FilledForm) -> str:
    who = reader(ACT)
    session, office_id = db.session(), who.caller.office_id
    settings = load_settings(session, office_id)
    day = _day(form.get("day") or request.args.get("day", ""))
    found = waiting.waiting(session, office_id, who.viewer, clock.today())
    return admin_pages.render(
        "inspections/index.html",
        form=form,
        day=short_date(day),
        written_day=jalali_day(day),
        tours=[(one, waiting.of_tour(session, one)) for one in _tours_on(who, day)],
        people={one.id: one for one in staff_queries.people(session, office_id)},
        inspectors=_inspectors(who, day, {one.stage.unit_id for one in found}),
        me=who.person_id,
        groups=_by_district(found, settings),
        found=found,
        plan=plan_for(settings.plan),
        marks=marks(found),
        districts=settings.districts,
    )  # fmt: skip


def _tours_on(who: Reader, day: date) -> list[InspectionTour]:
    """The tours of a day that the reader may see."""
    return [one for one in rows.tours_on(db.session(), who.caller.office_id, day) if _sees(who, one)]


def _by_district(found: list[Inspection], settings: MessageSettings) -> list[tuple[District | None, list[Numbered]]]:
    """(district or None, [(number in the whole list, inspection)]), districts in list order, those without one last."""
    groups: dict[int, list[Numbered]] = {}
    for number, one in enumerate(found, 1):
        district = one.place.district_id if one.place is not None and one.place.district_id is not None else 0
        groups.setdefault(district, []).append((number, one))
    ordered = [district for district in settings.districts if district in groups] + ([0] if 0 in groups else [])
    return [(settings.districts.get(district), groups[district]) for district in ordered]


def _inspectors(who: Reader, day: date, units: set[int]) -> list[Person]:
    """Who may do inspections of these units that day: anybody who asks first, then those of their own units."""
    mine = who.viewer.units | who.viewer.under
    people = staff_queries.people(db.session(), who.caller.office_id)
    going = [one for one in people if _may_go(one, day, units)]
    return sorted(going, key=lambda one: (one.id != who.person_id, one.unit_id not in mine))


def _may_go(person: Person, day: date, units: set[int]) -> bool:
    if not (person.active and person.role in tours.GOING):
        return False
    viewer = viewers.viewer(db.session(), person.office_id, person.id, day)
    return any(visibility.may_do(viewer, unit_id, at_desk=False) for unit_id in units)


def _sees(who: Reader, tour: InspectionTour) -> bool:
    person = staff_queries.person(db.session(), tour.person_id)
    return tours.may_see(who.viewer, tour, person.unit_id if person is not None else None)


def _day(typed: str) -> date:
    try:
        return jalali.parse(typed)
    except ValueError:
        return clock.today()


def _stage_of(written: str) -> tuple[int, str]:
    application, _, stage = written.partition(":")
    return int(application), stage
