"""Stages that wait for an inspection, and the stops of a tour with all that an inspector needs there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from deskq.applications.models import Application, ApplicationStage
from deskq.applications.queries.inbox import visible
from deskq.applications.rules.progress import LIVE, OVER
from deskq.core.text.names import Name
from deskq.inspections.models import InspectionPlace, InspectionResult, InspectionStop, InspectionTour
from deskq.inspections.queries import rows
from deskq.messages.rules.visibility import SEES_ALL, Viewer
from deskq.service_sheets import queries as sheet_queries
from deskq.service_sheets.rules.stage_kinds import INSPECTIONS, PREFIX

#: So many open inspections are shown; the most urgent first.
MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Inspection:
    """A stage to be inspected. ``state`` of a stop: ``planned``, ``counted`` (a result finished it), ``not_possible``,
    or ``over`` (finished in another way, or the application has ended)."""

    application: Application
    stage: ApplicationStage
    service: Name
    name: Name
    place: InspectionPlace | None
    stop: InspectionStop | None = None
    result: InspectionResult | None = None

    @property
    def key(self) -> str:
        return f"{self.application.id}:{self.stage.code}"

    @property
    def state(self) -> str:
        if self.result is not None:
            return "not_possible" if self.result.outcome == "not_possible" else "counted"
        return "over" if self.stage.state in OVER or self.application.state not in LIVE else "planned"

    @property
    def point(self) -> tuple[int, int] | None:
        return self.place.point if self.place is not None else None


def waiting(session: Session, office_id: int, viewer: Viewer, today: date) -> list[Inspection]:
    """Stages of their units that wait for an inspection and are on no tour of today or later."""
    stage = aliased(ApplicationStage)  # ``visible`` asks about all stages of the application
    planned = (
        select(InspectionStop.id)
        .join(InspectionTour, InspectionTour.id == InspectionStop.tour_id)
        .where(
            InspectionStop.application_id == stage.application_id,
            InspectionStop.stage == stage.code,
            InspectionTour.day >= today,
        )
    )
    wanted = (
        select(Application, stage)
        .join(stage, stage.application_id == Application.id)
        .where(
            Application.office_id == office_id,
            Application.state.in_(LIVE),
            stage.state == "here",
            or_(stage.code.in_(INSPECTIONS), stage.code.startswith(PREFIX, autoescape=True)),
            visible(viewer),
            ~planned.exists(),
        )
    )
    if viewer.role not in SEES_ALL:
        wanted = wanted.where(stage.unit_id.in_(viewer.units | viewer.under))
    found = session.execute(wanted.order_by(stage.due_at, Application.id).limit(MOST_SHOWN)).all()
    return _inspections(session, [(one, row, None) for one, row in found])


def of_tour(session: Session, tour: InspectionTour) -> list[Inspection]:
    """The stops of a tour in order."""
    joined = (
        select(Application, ApplicationStage, InspectionStop)
        .join(InspectionStop, InspectionStop.application_id == Application.id)
        .join(
            ApplicationStage,
            (ApplicationStage.application_id == Application.id) & (ApplicationStage.code == InspectionStop.stage),
        )
        .where(InspectionStop.tour_id == tour.id)
    )
    found = session.execute(joined.order_by(InspectionStop.position, InspectionStop.id)).all()
    results = {(one.application_id, one.stage): one for one in rows.results_of_tour(session, tour.id)
               if one.standing == "counted"}  # fmt: skip
    return _inspections(session, [(one, stage, stop) for one, stage, stop in found], results)


def _inspections(
    session: Session,
    found: Iterable[tuple[Application, ApplicationStage, InspectionStop | None]],
    results: dict[tuple[int, str], InspectionResult] | None = None,
) -> list[Inspection]:
    found = list(found)
    places = rows.places(session, [one.id for one, _, _ in found])
    contents = {one: sheet_queries.version(session, one).content for one in {each.version_id for each, _, _ in found}}
    return [
        Inspection(
            application,
            stage,
            contents[application.version_id].name,
            contents[application.version_id].stage(stage.code).name,
            places.get(application.id),
            stop,
            (results or {}).get((application.id, stage.code)),
        )
        for application, stage, stop in found
    ]
