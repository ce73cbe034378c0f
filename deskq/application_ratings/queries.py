"""The rating of one application, and the figures of a period."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from deskq.application_ratings import rules
from deskq.application_ratings.models import ApplicationRating
from deskq.applications.models import Applicant, Application

OF_APPLICATION = ApplicationRating.application_id == Application.id


class Count(NamedTuple):
    """Of one question: answers, and how many said yes."""

    n: int
    yes: int


def rating(session: Session, application_id: int) -> ApplicationRating | None:
    return session.get(ApplicationRating, application_id)


def to_rate_of_phone(session: Session, office_id: int, index: str, now: datetime) -> Application | None:
    """The application of a number (its keyed hash, of applicants) that ended last and still may be rated."""
    wanted = (
        select(Application)
        .join(Applicant, Applicant.application_id == Application.id)
        .where(
            Application.office_id == office_id,
            Applicant.phone_index == index,
            Application.state.in_(rules.RATED_IN),
            Application.ended_at >= now - rules.WITHIN,
        )
    )
    return session.scalars(wanted.order_by(Application.ended_at.desc(), Application.id.desc()).limit(1)).first()


def ended(session: Session, office_id: int, begins: datetime, ends: datetime) -> int:
    """Applications that were answered in this time, rated or not."""
    return session.scalar(select(func.count()).select_from(Application).where(*_ended(office_id, begins, ends))) or 0


def rated(session: Session, office_id: int, begins: datetime, ends: datetime) -> int:
    """Those of them with at least one answer."""
    mine = _ended(office_id, begins, ends)
    wanted = select(func.count()).select_from(Application).join(ApplicationRating, OF_APPLICATION)
    return session.scalar(wanted.where(*mine)) or 0


def counts(session: Session, office_id: int, begins: datetime, ends: datetime) -> dict[str, Count]:
    """{question: its answers} about the applications that ended in this time."""
    mine = _ended(office_id, begins, ends)
    found = {}
    for name in rules.QUESTIONS:
        column = getattr(ApplicationRating, name)
        wanted = select(func.count(column), func.count(case((column.is_(True), 1))))
        rated_ones = wanted.select_from(Application).join(ApplicationRating, OF_APPLICATION)
        n, yes = session.execute(rated_ones.where(*mine)).one()
        found[name] = Count(n, yes)
    return found


def _ended(office_id: int, begins: datetime, ends: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Application.office_id == office_id,
        Application.state.in_(rules.RATED_IN),
        Application.ended_at >= begins,
        Application.ended_at < ends,
    )
