"""Reads the training register."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.staff.training.models import Training


def trainings(session: Session, office_id: int) -> list[Training]:
    """All trainings of an office, the newest first."""
    wanted = select(Training).where(Training.office_id == office_id)
    return list(session.scalars(wanted.order_by(Training.trained_on.desc(), Training.id.desc())))
