"""Queries of two-step sign-in: who has it, who needs it, how many recovery codes are left."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskq.staff import queries as staff_queries
from deskq.staff.models import Person
from deskq.staff.second_factor.models import RecoveryCode, SecondFactor, SecondFactorRole

#: What is left to do after the right password.
NOTHING, CODE, SET_UP = "", "code", "set-up"


def step_left(session: Session, person: Person) -> str:
    """``NOTHING``; ``CODE``: to enter a code; ``SET_UP``: the role needs two-step sign-in and the person lacks it."""
    if factor(session, person.id) is not None:
        return CODE
    return SET_UP if is_required(session, person) else NOTHING


def is_required(session: Session, person: Person) -> bool:
    """Whether the role needs it in one of the offices of this person."""
    accounts = staff_queries.accounts(session, person.login_id)
    return any(one.role in required_roles(session, one.office_id) for one in accounts)


def factor(session: Session, person_id: int) -> SecondFactor | None:
    """Two-step sign-in of a person; None while it is off."""
    return session.get(SecondFactor, person_id, populate_existing=True)


def required_roles(session: Session, office_id: int) -> set[str]:
    return set(session.scalars(select(SecondFactorRole.role).where(SecondFactorRole.office_id == office_id)))


def codes_left(session: Session, person_id: int) -> int:
    """Recovery codes that were not used."""
    wanted = select(func.count()).select_from(RecoveryCode).where(RecoveryCode.person_id == person_id)
    return session.scalar(wanted) or 0


class Status(NamedTuple):
    """Two-step sign-in of one person: since when it is on, and how many recovery codes are left."""

    since: datetime
    codes_left: int


def of_office(session: Session, office_id: int) -> dict[int, Status]:
    """{person: status} of those of the office who have it, whatever office they sign in with."""
    left = select(func.count()).where(RecoveryCode.person_id == SecondFactor.person_id).scalar_subquery()
    wanted = (
        select(Person.id, SecondFactor.set_at, left)
        .join(SecondFactor, SecondFactor.person_id == func.coalesce(Person.principal_id, Person.id))
        .where(Person.office_id == office_id)
    )
    return {person_id: Status(since, codes) for person_id, since, codes in session.execute(wanted)}


def by_role(session: Session, office_id: int) -> dict[str, tuple[int, int]]:
    """{role: (active people who have it, active people)}, without roles of nobody."""
    wanted = (
        select(Person.role, func.count(SecondFactor.person_id), func.count())
        .join(SecondFactor, SecondFactor.person_id == func.coalesce(Person.principal_id, Person.id), isouter=True)
        .where(Person.office_id == office_id, Person.active)
        .group_by(Person.role)
    )
    return {role: (have, everybody) for role, have, everybody in session.execute(wanted)}
