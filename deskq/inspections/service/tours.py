"""Plans tours: stages chosen for a day and a person, put into the order of a short way, changed by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from deskq.applications.queries import application as application_queries
from deskq.applications.rules import visibility
from deskq.applications.rules.progress import LIVE, PRESENT
from deskq.core import clock
from deskq.core.errors import N_, DomainError, Forbidden, InvalidInput, NotFound
from deskq.core.text import jalali
from deskq.core.transactions import Transaction, transaction
from deskq.inspections.events import TourChanged, TourPlanned
from deskq.inspections.models import InspectionStop, InspectionTour
from deskq.inspections.queries import rows
from deskq.inspections.rules import way
from deskq.messages.queries import viewers
from deskq.messages.rules.visibility import SEES_ALL, Viewer
from deskq.service_sheets.rules.stage_kinds import is_inspection
from deskq.staff import queries as staff_queries

#: Tours are planned so far ahead at most.
FURTHEST = timedelta(days=60)
#: Roles of those who may be sent on a tour.
GOING = ("expert", "supervisor")
NOT_THEIRS = N_(
    "This person cannot do all of these inspections that day. Please choose somebody from the unit that does them, or "
    "fewer places."
)
MOVES = ("up", "down", "remove", "shortest")


class TourSeenOlder(DomainError):
    slug = "tour-seen-older"
    title = N_("Somebody else has changed this tour in the meantime. Please look at the current page.")


class TooManyStops(DomainError):
    slug = "too-many-stops"
    title = N_("A tour has %(most)s places at most. Please choose fewer, or make a second tour.")


@dataclass(frozen=True, slots=True)
class Planner:
    """The member of staff who plans tours."""

    office_id: int
    by: str
    person_id: int


def plan(planner: Planner, inspector_id: int, day: date, chosen: Sequence[tuple[int, str]]) -> InspectionTour:
    """Put these stages (application, stage) on the tour of a person and day, made where there is none yet. The
    planner must be allowed to do these stages today, the inspector on the day of the tour. They are ordered so that the
    way in straight lines is short."""
    if not chosen:
        raise InvalidInput({"stages": N_("Please choose at least one place.")})
    with transaction(planner.office_id, planner.by) as tx:
        _check(tx, inspector_id, day)
        viewer, inspector = _viewer(tx, planner.person_id), _viewer(tx, inspector_id, day)
        tour = rows.tour_of(tx.session, tx.office_id, inspector_id, day)
        is_new = tour is None
        if tour is None:
            tour = InspectionTour(
                office_id=tx.office_id, day=day, person_id=inspector_id, by=tx.by, made_at=tx.at, turn=0
            )  # fmt: skip
            tx.session.add(tour)
            tx.session.flush()
        _add(tx, viewer, inspector, tour, chosen)
        stops = _shortest(tx, rows.stops(tx.session, tour.id))
        _store_order(tx, tour, stops)
        written = _written(stops)
        if is_new:
            tx.record(TourPlanned(tour.id, inspector_id, jalali.day_number(day), written))
        else:
            tx.record(TourChanged(tour.id, written))
        return tour


def change(planner: Planner, tour_id: int, turn: int | None, move: str, stop_id: int | None = None) -> InspectionTour:
    """``up``, ``down`` or ``remove`` one stop, or put all into the order of a short way (``shortest``)."""
    with transaction(planner.office_id, planner.by) as tx:
        tour = found(tx, planner.person_id, tour_id)
        if turn is not None and turn != tour.turn:
            raise TourSeenOlder
        stops = rows.stops(tx.session, tour.id)
        after = _shortest(tx, stops) if move == "shortest" else _moved(stops, move, stop_id)
        for gone in set(stops) - set(after):
            tx.session.delete(gone)
        _store_order(tx, tour, after)
        tx.record(TourChanged(tour.id, _written(after)))
        return tour


def found(tx: Transaction, person_id: int, tour_id: int) -> InspectionTour:
    """The tour, if this person may change it: its inspector, somebody of the same units, or who sees all."""
    tour = rows.tour(tx.session, tx.office_id, tour_id)
    if tour is None or not may_see(_viewer(tx, person_id), tour, staff_unit(tx, tour.person_id)):
        raise NotFound
    return tour


def may_see(viewer: Viewer, tour: InspectionTour, unit_id: int | None) -> bool:
    """``unit_id``: the unit of its inspector."""
    mine = viewer.units | viewer.under
    return tour.person_id == viewer.person_id or viewer.role in SEES_ALL or unit_id in mine


def staff_unit(tx: Transaction, person_id: int) -> int | None:
    person = staff_queries.person(tx.session, person_id)
    return person.unit_id if person is not None else None


def _check(tx: Transaction, inspector_id: int, day: date) -> None:
    today = clock.local(tx.at).date()
    wrong = {}
    if day < today:
        wrong["day"] = N_("This day is over. Please choose today or a later day.")
    if day > today + FURTHEST:
        wrong["day"] = N_("A tour can be planned 60 days ahead at most.")
    person = staff_queries.person(tx.session, inspector_id)
    if person is None or person.office_id != tx.office_id or not person.active or person.role not in GOING:
        wrong["person_id"] = N_("Please choose who goes.")
    if wrong:
        raise InvalidInput(wrong)


def _viewer(tx: Transaction, person_id: int, day: date | None = None) -> Viewer:
    return viewers.viewer(tx.session, tx.office_id, person_id, day or clock.local(tx.at).date())


def _add(
    tx: Transaction, viewer: Viewer, inspector: Viewer, tour: InspectionTour, chosen: Sequence[tuple[int, str]]
) -> None:
    known = {(one.application_id, one.stage) for one in rows.stops(tx.session, tour.id)}
    new = [one for one in dict.fromkeys(chosen) if one not in known]
    if len(known) + len(new) > way.MOST_STOPS:
        raise TooManyStops(most=way.MOST_STOPS)
    for application_id, stage in new:
        unit_id = _check_stage(tx, viewer, application_id, stage)
        if not visibility.may_do(inspector, unit_id, at_desk=False):
            raise InvalidInput({"person_id": NOT_THEIRS})
        tx.session.add(
            InspectionStop(tour_id=tour.id, application_id=application_id, stage=stage, position=way.MOST_STOPS)
        )  # fmt: skip
    tx.session.flush()


def _check_stage(tx: Transaction, viewer: Viewer, application_id: int, stage: str) -> int:
    """The unit of the stage."""
    application = application_queries.by_id(tx.session, tx.office_id, application_id)
    if application is None:
        raise NotFound
    stages = {one.code: one for one in application_queries.stages(tx.session, application_id)}
    if not visibility.sees(viewer, application, {one.unit_id for one in stages.values()}):
        raise NotFound
    if stage not in stages or not is_inspection(stage):
        raise NotFound
    if not (viewer.role in SEES_ALL or visibility.may_do(viewer, stages[stage].unit_id, at_desk=False)):
        raise Forbidden
    if stages[stage].state not in PRESENT or application.state not in LIVE:
        raise InvalidInput({"stages": N_("One of these inspections is done already. Please look at the list again.")})
    return stages[stage].unit_id


def _shortest(tx: Transaction, stops: list[InspectionStop]) -> list[InspectionStop]:
    places = rows.places(tx.session, [one.application_id for one in stops])
    points = [places[one.application_id].point if one.application_id in places else None for one in stops]
    return [stops[index] for index in way.shortest(points)]


def _moved(stops: list[InspectionStop], move: str, stop_id: int | None) -> list[InspectionStop]:
    index = next((index for index, one in enumerate(stops) if one.id == stop_id), None)
    if index is None or move not in MOVES:
        raise NotFound
    after = [one for one in stops if one.id != stop_id]
    if move != "remove":
        after.insert(max(0, index - 1) if move == "up" else index + 1, stops[index])
    return after


def _store_order(tx: Transaction, tour: InspectionTour, stops: list[InspectionStop]) -> None:
    for position, one in enumerate(stops):
        one.position = position
    tour.turn += 1
    tx.session.flush()


def _written(stops: list[InspectionStop]) -> str:
    return " ".join(f"{one.application_id}:{one.stage}" for one in stops)
