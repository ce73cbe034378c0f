"""Inspections that wait for one person: stages of their units that are on no tour, and the tours that are theirs."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from deskq.applications.models import Application, ApplicationStage
from deskq.applications.rules.progress import LIVE
from deskq.inspections.models import InspectionResult, InspectionStop, InspectionTour
from deskq.service_sheets.rules.stage_kinds import INSPECTIONS, PREFIX
from deskq.work.rules import Count

#: Tours of so many days ahead are shown.
AHEAD = timedelta(days=7)


class Tour(NamedTuple):
    """``left``: stops without a result."""

    id: int
    person_id: int
    day: date
    left: int


def is_inspection(stage: Any) -> ColumnElement[bool]:
    """``stage_kinds.is_inspection`` as a condition."""
    return or_(stage.code.in_(INSPECTIONS), stage.code.startswith(PREFIX, autoescape=True))


def waiting(
    session: Session, office_id: int, units: Collection[int], today: date, most: int
) -> list[tuple[Application, ApplicationStage]]:
    """The earliest due first."""
    stage = aliased(ApplicationStage)
    wanted = _waiting(select(Application, stage), stage, office_id, units, today)
    return [(one, row) for one, row in session.execute(wanted.order_by(stage.due_at, Application.id).limit(most))]


def count_waiting(session: Session, office_id: int, units: Collection[int], today: date, now: datetime) -> Count:
    stage = aliased(ApplicationStage)
    late = case((or_(stage.due_at <= now, Application.due_at <= now), 1), else_=0)
    counted = select(func.count(), func.coalesce(func.sum(late), 0))
    return Count(*map(int, session.execute(_waiting(counted, stage, office_id, units, today)).one()))


def tours(session: Session, office_id: int, people: Collection[int], today: date) -> list[Tour]:
    """Tours of today and the coming days with something left to inspect, the next first."""
    done = select(InspectionResult.id).where(
        InspectionResult.tour_id == InspectionStop.tour_id,
        InspectionResult.application_id == InspectionStop.application_id,
        InspectionResult.stage == InspectionStop.stage,
    )
    joined = (
        select(InspectionTour.id, InspectionTour.person_id, InspectionTour.day, func.count())
        .join(InspectionStop, InspectionStop.tour_id == InspectionTour.id)
        .join(
            ApplicationStage,
            (ApplicationStage.application_id == InspectionStop.application_id)
            & (ApplicationStage.code == InspectionStop.stage),
        )
        .where(
            InspectionTour.office_id == office_id,
            InspectionTour.person_id.in_(people),
            InspectionTour.day.between(today, today + AHEAD),
            ApplicationStage.state == "here",
            ~done.exists(),
        )
    )
    grouped = joined.group_by(InspectionTour.id, InspectionTour.person_id, InspectionTour.day)
    return [Tour(*row) for row in session.execute(grouped.order_by(InspectionTour.day, InspectionTour.id))]


def _waiting(wanted: Any, stage: Any, office_id: int, units: Collection[int], today: date) -> Any:
    """Stages of these units that wait for an inspection and are on no tour of today or later."""
    planned = (
        select(InspectionStop.id)
        .join(InspectionTour, InspectionTour.id == InspectionStop.tour_id)
        .where(
            InspectionStop.application_id == stage.application_id,
            InspectionStop.stage == stage.code,
            InspectionTour.day >= today,
        )
    )
    return (
        wanted.select_from(Application)
        .join(stage, stage.application_id == Application.id)
        .where(
            Application.office_id == office_id,
            Application.state.in_(LIVE),
            Application.state != "objected",
            stage.state == "here",
            stage.unit_id.in_(units),
            is_inspection(stage),
            ~planned.exists(),
        )
    )
