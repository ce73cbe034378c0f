"""Reads the training register."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.staff.training.models import Training


def trainings(session: Session, office_id: int) -> list[Training]:
    """All trainings of an office, the newest first."""
    wanted = select(Training).where(Training.office_id == office_id)
    return list(session.scalars(wanted.order_by(Training.trained_on.desc(), Training.id.desc())))


def entered_together(session: Session, office_id: int, first_id: int) -> list[Training]:
    """Those that were entered with one press and are still there."""
    together = Training.office_id == office_id, Training.entered_with == first_id
    return list(session.scalars(select(Training).where(*together).order_by(Training.id)))


def already_trained(session: Session, people: Collection[int], subject_key: str, trained_on: date) -> set[int]:
    """Those of these people who have this training of this day in the register."""
    same = Training.person_id.in_(people), Training.subject_key == subject_key, Training.trained_on == trained_on
    return set(session.scalars(select(Training.person_id).where(*same)))
