"""Queries of staff, their browsers and their leave."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import Session

from deskq.core.db.fixed import FixedStatement
from deskq.core.errors import NotFound
from deskq.core.text import persian
from deskq.core.text.names import Name
from deskq.core.transactions import connection_of
from deskq.office.models import Office, Skill
from deskq.staff.models import KnownBrowser, Leave, Person


def person_by_name(session: Session, sign_in_name: str) -> Person | None:
    """The account that signs in with this name; never one that another account opens."""
    key = persian.search_key(sign_in_name)
    return session.scalars(select(Person).where(Person.sign_in_key == key, Person.principal_id.is_(None))).one_or_none()


def person(session: Session, person_id: int) -> Person | None:
    return session.get(Person, person_id)


def get_person(session: Session, person_id: int, office_id: int | None = None) -> Person:
    """A person, of this office if one is named; ``NotFound`` otherwise."""
    found = person(session, person_id)
    if found is None or office_id not in (None, found.office_id):
        raise NotFound
    return found


def account_in(session: Session, principal_id: int, office_id: int) -> Person | None:
    """The account in this office that the person ``principal_id`` signs in to."""
    mine = Person.office_id == office_id, Person.principal_id == principal_id
    return session.scalars(select(Person).where(*mine)).one_or_none()


def accounts(session: Session, login_id: int) -> list[Person]:
    """The active accounts of one person in all offices but practice halls, the one that signs in first."""
    wanted = _accounts(login_id).join(Office, Office.id == Person.office_id).where(Office.practice_of.is_(None))
    return list(session.scalars(wanted))


def other_accounts(session: Session, login_id: int) -> list[Person]:
    """The active accounts that this one opens: in other offices and in practice halls."""
    return list(session.scalars(_accounts(login_id).where(Person.principal_id.is_not(None))))


def _accounts(login_id: int) -> Select[Person]:
    mine = or_(Person.id == login_id, Person.principal_id == login_id)
    return select(Person).where(mine, Person.active).order_by(Person.id)


def epochs(session: Session, login_id: int) -> dict[int, int]:
    """{account: epoch} of the active accounts that this one opens, for a new session."""
    return {one.id: one.epoch for one in other_accounts(session, login_id)}


def people(session: Session, office_id: int) -> list[Person]:
    return list(session.scalars(select(Person).where(Person.office_id == office_id).order_by(Person.role, Person.name)))


def admin_names(session: Session, office_id: int) -> list[Name]:
    """Whom to ask for a change of the set-up."""
    return [one.names for one in people(session, office_id) if one.role == "admin" and one.active]


def active_admins(session: Session, office_id: int) -> set[int]:
    wanted = select(Person.id).where(Person.office_id == office_id, Person.role == "admin", Person.active)
    return set(session.scalars(wanted))


def admins(session: Session, office_id: int) -> list[Person]:
    wanted = select(Person).where(Person.office_id == office_id, Person.role == "admin", Person.active)
    return list(session.scalars(wanted.order_by(Person.name)))


def logins(session: Session, people: Collection[int]) -> list[int]:
    """The accounts that sign in for these accounts."""
    return list(session.scalars(select(func.coalesce(Person.principal_id, Person.id)).where(Person.id.in_(people))))


def names(session: Session, office_id: int) -> dict[int, Name]:
    """{person id: name}."""
    found = NAMES.all(connection_of(session), {"office": office_id})
    return {person_id: Name(name, name_en) for person_id, name, name_en in found}


NAMES = FixedStatement(select(Person.id, Person.name, Person.name_en).where(Person.office_id == bindparam("office")))


def knows(session: Session, person_id: int, browser: str) -> bool:
    """Whether this person has signed in with this browser."""
    return session.get(KnownBrowser, (person_id, browser)) is not None


def is_known(session: Session, browser: str) -> bool:
    """Whether anybody of the staff has signed in with this browser."""
    return session.scalars(select(KnownBrowser.browser).where(KnownBrowser.browser == browser)).first() is not None


def browsers(session: Session, person_id: int) -> list[KnownBrowser]:
    """The browsers of a person, the one used last first."""
    wanted = select(KnownBrowser).where(KnownBrowser.person_id == person_id)
    return list(session.scalars(wanted.order_by(KnownBrowser.seen_at.desc())))


def browser_counts(session: Session, office_id: int) -> dict[int, int]:
    """{person id: in how many browsers they have signed in}, without people who have in none."""
    joined = select(KnownBrowser.person_id, func.count()).join(Person, Person.id == KnownBrowser.person_id)
    found = session.execute(joined.where(Person.office_id == office_id).group_by(KnownBrowser.person_id))
    return {person_id: count for person_id, count in found}


def skills(session: Session, person_id: int) -> set[int]:
    return set(session.scalars(select(Skill.service_id).where(Skill.person_id == person_id)))


def leaves_between(session: Session, person_id: int, first: date, last: date) -> list[Leave]:
    """Leave of a person on any of these days."""
    wanted = select(Leave).where(Leave.person_id == person_id, Leave.first_day <= last, Leave.last_day >= first)
    return list(session.scalars(wanted.order_by(Leave.first_day)))


def leaves_of(session: Session, person_id: int, today: date) -> list[Leave]:
    """Leave of a person that is not over."""
    return leaves_between(session, person_id, today, date.max)


def away(session: Session, office_id: int, today: date) -> list[Leave]:
    """Leave on that day, the earliest to end first."""
    on = (Leave.office_id == office_id, Leave.first_day <= today, Leave.last_day >= today)
    return list(session.scalars(select(Leave).where(*on).order_by(Leave.last_day, Leave.id)))


def standing_in(session: Session, person_id: int, today: date) -> list[Leave]:
    """Leave of others, now or later, with this person as substitute."""
    wanted = select(Leave).where(Leave.substitute_id == person_id, Leave.last_day >= today)
    return list(session.scalars(wanted.order_by(Leave.first_day)))


def substitutes(session: Session, office_id: int, person_id: int) -> list[Person]:
    """Possible substitutes of a person: everybody else who is active and belongs to a unit."""
    wanted = select(Person).where(Person.office_id == office_id, Person.active, Person.unit_id.is_not(None))
    return list(session.scalars(wanted.where(Person.id != person_id).order_by(Person.name)))
