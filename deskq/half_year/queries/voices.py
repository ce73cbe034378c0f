"""What citizens said about answers and applications of a half-year, with rates of answer, beside what was measured."""

from datetime import datetime
from typing import TypedDict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskq.application_figures.models import ApplicationEnding
from deskq.application_ratings import queries as rating_queries
from deskq.application_ratings.rules import RATED_IN
from deskq.message_settings.kinds import REPORT
from deskq.messages.models import Feedback, Message


class Voice(TypedDict):
    """``asked``: answers or applications about which something could be said; ``n``: about which something was said;
    ``yes``: how many of them were content."""

    asked: int
    n: int
    yes: int


class Voices(TypedDict):
    """``questions`` of applications; measured: means of those that ended, in calendar days, visits and sections."""

    helped: Voice
    questions: dict[str, Voice]
    days: float | None
    visits: float | None
    sections: float | None


def voices(session: Session, office_id: int, begins: datetime, ends: datetime, days: tuple[int, int]) -> Voices:
    """``days``: first and last Jalali day."""
    whole, visits, sections = _means(session, office_id, days)
    return {
        "helped": _helped(session, office_id, begins, ends),
        "questions": questions(session, office_id, begins, ends),
        "days": whole,
        "visits": visits,
        "sections": sections,
    }


def questions(session: Session, office_id: int, begins: datetime, ends: datetime) -> dict[str, Voice]:
    """{question: its answers} about the applications that ended in this time."""
    ended = rating_queries.ended(session, office_id, begins, ends)
    counted = rating_queries.counts(session, office_id, begins, ends)
    return {name: {"asked": ended, "n": one.n, "yes": one.yes} for name, one in counted.items()}


def _helped(session: Session, office_id: int, begins: datetime, ends: datetime) -> Voice:
    """Each message that was first answered in this time counts once: content if anybody said so, else not if it was
    opened again or called about."""
    mine = (
        Message.office_id == office_id,
        Message.kind != REPORT,
        Message.duplicate_of_id.is_(None),
        Message.first_answered_at >= begins,
        Message.first_answered_at < ends,
    )
    said = select(Feedback.id).where(Feedback.message_id == Message.id)
    content = said.where(Feedback.outcome == "satisfied").exists()
    not_content = (Message.reopened.is_(True)) | said.where(Feedback.outcome == "not_satisfied").exists()
    count = select(func.count()).select_from(Message).where(*mine)
    asked, yes = session.scalar(count) or 0, session.scalar(count.where(content)) or 0
    no = session.scalar(count.where(~content, not_content)) or 0
    return {"asked": asked, "n": yes + no, "yes": yes}


def _means(session: Session, office_id: int, days: tuple[int, int]) -> tuple[float | None, float | None, float | None]:
    ending = ApplicationEnding
    means = (func.avg(ending.whole), func.avg(ending.visits), func.avg(ending.units))
    mine = (ending.office_id == office_id, ending.day.between(*days), ending.how.in_(RATED_IN))
    whole, visits, units = session.execute(select(*means).where(*mine)).one()
    return _rounded(whole), _rounded(visits), _rounded(units)


def _rounded(mean: object) -> float | None:
    return round(float(str(mean)), 1) if mean is not None else None
