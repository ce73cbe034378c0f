"""Reading people and tokens."""

from datetime import date
from time import monotonic
from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from deskq.core.text import persian
from deskq.office.models import Skill
from deskq.staff.models import ApiToken, EndedSession, Leave, Person


def person_by_name(session: Session, sign_in_name: str) -> Person | None:
    return session.scalars(select(Person).where(Person.sign_in_key == persian.key(sign_in_name))).one_or_none()


def person(session: Session, person_id: int) -> Person | None:
    return session.get(Person, person_id)


def session_ended(session: Session, key: str) -> bool:
    """Whether somebody signed out of the session of this key, at any process."""
    return session.connection().execute(ENDED, {"key": key}).first() is not None


def people(session: Session, office_id: int) -> list[Person]:
    return list(session.scalars(select(Person).where(Person.office_id == office_id).order_by(Person.role, Person.name)))


def active_admins(session: Session, office_id: int) -> set[int]:
    wanted = select(Person.id).where(Person.office_id == office_id, Person.role == "admin", Person.active)
    return set(session.scalars(wanted))


def names(session: Session, office_id: int) -> dict[int, str]:
    """{person id: name}."""
    found = session.execute(select(Person.id, Person.name).where(Person.office_id == office_id))
    return {person_id: name for person_id, name in found}


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
    """Who is away on that day, the first to come back first."""
    on = (Leave.office_id == office_id, Leave.first_day <= today, Leave.last_day >= today)
    return list(session.scalars(select(Leave).where(*on).order_by(Leave.last_day, Leave.id)))


def standing_in(session: Session, person_id: int, today: date) -> list[Leave]:
    """Leave of others, now or later, in which this person stands in."""
    wanted = select(Leave).where(Leave.substitute_id == person_id, Leave.last_day >= today)
    return list(session.scalars(wanted.order_by(Leave.first_day)))


def substitutes(session: Session, office_id: int, person_id: int) -> list[Person]:
    """Who may stand in for a person: everybody else who is active and belongs to a unit."""
    wanted = select(Person).where(Person.office_id == office_id, Person.active, Person.unit_id.is_not(None))
    return list(session.scalars(wanted.where(Person.id != person_id).order_by(Person.name)))


class Key(NamedTuple):
    """What a machine's token opens."""

    id: int
    office_id: int
    role: str
    counter_id: int | None


def token_by_hash(session: Session, token_hash: str) -> Key | None:
    """A valid token is believed for a second, so that a busy machine does not open a transaction for each look. One
    revoked here ends at once, one revoked by another process within that second."""
    seen, key = _believed.get(token_hash, (0.0, None))
    if key is not None and monotonic() - seen < BELIEVED_FOR:
        return key
    found = session.connection().execute(TOKEN, {"hash": token_hash}).first()
    if found is None:
        _believed.pop(token_hash, None)
        return None
    if len(_believed) >= MOST_BELIEVED:
        _believed.clear()
    _believed[token_hash] = monotonic(), Key(*found)
    return _believed[token_hash][1]


def doubt_tokens() -> None:
    """Ask for every token again: one was revoked."""
    _believed.clear()


ENDED = select(EndedSession.key).where(EndedSession.key == bindparam("key"))
BELIEVED_FOR = 1.0
MOST_BELIEVED = 1000
_believed: dict[str, tuple[float, Key | None]] = {}


TOKEN = select(ApiToken.id, ApiToken.office_id, ApiToken.role, ApiToken.counter_id).where(
    ApiToken.token_hash == bindparam("hash"), ApiToken.revoked_at.is_(None)
)
