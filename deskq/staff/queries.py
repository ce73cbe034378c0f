"""Reading people and tokens."""

from time import monotonic
from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from deskq import persian
from deskq.office.models import Skill
from deskq.staff.models import ApiToken, EndedSession, Person


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
