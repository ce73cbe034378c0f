"""Reading people and tokens."""

from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from deskq import persian
from deskq.office.models import Skill
from deskq.staff.models import ApiToken, Person


def person_by_name(session: Session, sign_in_name: str) -> Person | None:
    return session.scalars(select(Person).where(Person.sign_in_key == persian.key(sign_in_name))).one_or_none()


def person(session: Session, person_id: int) -> Person | None:
    return session.get(Person, person_id)


def people(session: Session, office_id: int) -> list[Person]:
    return list(session.scalars(select(Person).where(Person.office_id == office_id).order_by(Person.role, Person.name)))


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
    found = session.connection().execute(TOKEN, {"hash": token_hash}).first()
    return Key(*found) if found is not None else None


TOKEN = select(ApiToken.id, ApiToken.office_id, ApiToken.role, ApiToken.counter_id).where(
    ApiToken.token_hash == bindparam("hash"), ApiToken.revoked_at.is_(None)
)
