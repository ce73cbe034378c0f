"""Visitors sent on from the desk: one of them, those of a citizen, and how many went where."""

from collections import Counter
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, false, func, or_, select
from sqlalchemy.orm import Session

from deskq.application_opening.models import VisitorReferral
from deskq.applications.models import Application
from deskq.applications.queries import application as application_queries

#: Days in which the ways of one citizen are counted; after them nothing names who it was.
COUNTED = timedelta(days=365)


class Sent(NamedTuple):
    """Of a period. ``places``: {id of a unit, or the name of a body outside: visitors sent there}; ``known``: citizens
    whose number or national ID was given, ``again``: those of them who were sent on more than once."""

    places: Counter[int | str]
    known: int
    again: int

    @property
    def visitors(self) -> int:
        return self.places.total()


def by_id(session: Session, office_id: int, referral_id: int) -> VisitorReferral | None:
    wanted = select(VisitorReferral).where(VisitorReferral.office_id == office_id, VisitorReferral.id == referral_id)
    return session.scalars(wanted).one_or_none()


def by_request_key(session: Session, office_id: int, key: str) -> VisitorReferral | None:
    wanted = select(VisitorReferral).where(VisitorReferral.office_id == office_id, VisitorReferral.request_key == key)
    return session.scalars(wanted).one_or_none()


def of_application(session: Session, application: Application, now: datetime) -> list[VisitorReferral]:
    """Those of its applicant in the last year, of whatever application, the newest first."""
    applicant = application_queries.applicant(session, application.id)
    same = _same(applicant.phone_index, applicant.national_index)
    mine = or_(VisitorReferral.application_id == application.id, same)
    return _found(session, application.office_id, mine, now)


def of_same_citizen(session: Session, referral: VisitorReferral, now: datetime) -> list[VisitorReferral]:
    """Those of the same citizen in the last year, this one too, the newest first."""
    mine = or_(VisitorReferral.id == referral.id, _same(referral.phone_index, referral.national_index))
    return _found(session, referral.office_id, mine, now)


def _same(phone: str | None, national: str | None) -> ColumnElement[bool]:
    """Whether one of the two is the same; None is the same as nothing."""
    by_phone = VisitorReferral.phone_index == phone if phone is not None else false()
    by_national = VisitorReferral.national_index == national if national is not None else false()
    return or_(by_phone, by_national)


def _found(session: Session, office_id: int, mine: ColumnElement[bool], now: datetime) -> list[VisitorReferral]:
    wanted = select(VisitorReferral).where(
        VisitorReferral.office_id == office_id, VisitorReferral.at >= now - COUNTED, mine
    )
    return list(session.scalars(wanted.order_by(VisitorReferral.id.desc())))


def sent(session: Session, office_id: int, first: int, last: int) -> Sent:
    """From the Jalali day ``first`` to ``last``. A citizen is known by the national ID, or else by the number."""
    row = VisitorReferral
    mine = (row.office_id == office_id, row.day.between(first, last))
    where = select(row.unit_id, row.body, func.count()).where(*mine).group_by(row.unit_id, row.body)
    places: Counter[int | str] = Counter()
    for unit_id, body, many in session.execute(where):
        places[unit_id if unit_id is not None else body] += many
    who = func.coalesce(row.national_index, row.phone_index)
    citizens = select(func.count()).where(*mine, who.is_not(None)).group_by(who)
    counts = list(session.scalars(citizens))
    return Sent(places, len(counts), sum(many > 1 for many in counts))
