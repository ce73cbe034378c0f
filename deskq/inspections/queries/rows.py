"""Rows of inspections by their keys."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.inspections.models import InspectionPhoto, InspectionPlace, InspectionResult, InspectionStop, InspectionTour
from deskq.inspections.rules.results import COUNTED, NOT_POSSIBLE


def tour(session: Session, office_id: int, tour_id: int) -> InspectionTour | None:
    wanted = select(InspectionTour).where(InspectionTour.office_id == office_id, InspectionTour.id == tour_id)
    return session.scalars(wanted).one_or_none()


def tour_of(session: Session, office_id: int, person_id: int, day: date) -> InspectionTour | None:
    wanted = select(InspectionTour).where(
        InspectionTour.office_id == office_id, InspectionTour.person_id == person_id, InspectionTour.day == day
    )
    return session.scalars(wanted).one_or_none()


def tours_on(session: Session, office_id: int, day: date) -> list[InspectionTour]:
    wanted = select(InspectionTour).where(InspectionTour.office_id == office_id, InspectionTour.day == day)
    return list(session.scalars(wanted.order_by(InspectionTour.id)))


def stops(session: Session, tour_id: int) -> list[InspectionStop]:
    """The stops of a tour, in the order of the way."""
    wanted = select(InspectionStop).where(InspectionStop.tour_id == tour_id)
    return list(session.scalars(wanted.order_by(InspectionStop.position, InspectionStop.id)))


def place(session: Session, application_id: int) -> InspectionPlace | None:
    return session.get(InspectionPlace, application_id)


def places(session: Session, applications: Collection[int]) -> dict[int, InspectionPlace]:
    """{application: its place}, of those that have one."""
    wanted = select(InspectionPlace).where(InspectionPlace.application_id.in_(applications))
    return {one.application_id: one for one in session.scalars(wanted)}


def result_by_key(session: Session, office_id: int, key: str) -> InspectionResult | None:
    wanted = select(InspectionResult).where(InspectionResult.office_id == office_id, InspectionResult.key == key)
    return session.scalars(wanted).one_or_none()


def results(session: Session, application_id: int, stage: str | None = None) -> list[InspectionResult]:
    """The results of an application, in the order in which they arrived."""
    wanted = select(InspectionResult).where(InspectionResult.application_id == application_id)
    if stage is not None:
        wanted = wanted.where(InspectionResult.stage == stage)
    return list(session.scalars(wanted.order_by(InspectionResult.id)))


def results_of_tour(session: Session, tour_id: int) -> list[InspectionResult]:
    wanted = select(InspectionResult).where(InspectionResult.tour_id == tour_id)
    return list(session.scalars(wanted.order_by(InspectionResult.id)))


def finishing(session: Session, application_id: int, stage: str) -> InspectionResult | None:
    """The result that finished the stage, if one did."""
    counted = [one for one in results(session, application_id, stage) if one.standing == COUNTED]
    return next((one for one in reversed(counted) if one.outcome != NOT_POSSIBLE), None)


def photos(session: Session, result_ids: Collection[int]) -> list[InspectionPhoto]:
    wanted = select(InspectionPhoto).where(InspectionPhoto.result_id.in_(result_ids))
    return list(session.scalars(wanted.order_by(InspectionPhoto.id)))


def photo_by_key(session: Session, result_id: int, key: str) -> InspectionPhoto | None:
    wanted = select(InspectionPhoto).where(InspectionPhoto.result_id == result_id, InspectionPhoto.key == key)
    return session.scalars(wanted).one_or_none()


def results_with(session: Session, office_id: int, file: str) -> list[InspectionResult]:
    """The results to which a photo belongs."""
    joined = select(InspectionResult).join(InspectionPhoto, InspectionPhoto.result_id == InspectionResult.id)
    wanted = joined.where(InspectionResult.office_id == office_id, InspectionPhoto.file == file)
    return list(session.scalars(wanted))


def files(session: Session, among: Collection[str] | None = None) -> set[str]:
    """Every photo that an inspection has; or those of ``among`` that one has."""
    wanted = select(InspectionPhoto.file).distinct()
    return set(session.scalars(wanted if among is None else wanted.where(InspectionPhoto.file.in_(among))))
