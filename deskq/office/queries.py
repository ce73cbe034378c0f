"""Queries of offices and counters; config_cache.py caches the configuration."""

from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from deskq.office.models import Counter, Office


def office(session: Session, office_id: int) -> Office:
    return session.get_one(Office, office_id)


def usual_settings() -> dict[str, Any]:
    """{setting: value in a new office}."""
    columns = inspect(Office).columns
    found = {column.key: getattr(column.default, "arg", None) for column in columns}
    return {
        name: int(value) if isinstance(value, float) and value.is_integer() else value for name, value in found.items()
    }


def first_office(session: Session) -> Office | None:
    return session.scalars(select(Office).order_by(Office.id).limit(1)).first()


def office_by_slug(session: Session, slug: str) -> Office | None:
    return session.scalars(select(Office).where(Office.slug == slug)).one_or_none()


def rows(session: Session) -> list[Office]:
    """Every office by id, with its settings; practice halls too."""
    return list(session.scalars(select(Office).order_by(Office.id)))


def offices(session: Session) -> list[int]:
    """Every office, practice halls too: for upkeep that each row of the database needs."""
    return list(session.scalars(select(Office.id).order_by(Office.id)))


def real_offices(session: Session) -> list[int]:
    """Every office but practice halls: for figures, and for what is told to anybody."""
    return list(session.scalars(select(Office.id).where(Office.practice_of.is_(None)).order_by(Office.id)))


def counters(session: Session, office_id: int) -> list[Counter]:
    return list(session.scalars(select(Counter).where(Counter.office_id == office_id).order_by(Counter.number)))


def fresh_counters(session: Session, office_id: int) -> list[Counter]:
    """All counters, read from the database even if the session has loaded them."""
    rows = select(Counter).where(Counter.office_id == office_id).order_by(Counter.number)
    return list(session.scalars(rows.execution_options(populate_existing=True)))


def counter_by_number(session: Session, office_id: int, number: int) -> Counter | None:
    return session.scalars(
        select(Counter).where(Counter.office_id == office_id, Counter.number == number)
    ).one_or_none()


def counter_id(session: Session, office_id: int, number: int | None) -> int | None:
    """The id of the counter of this number; None without a number or such a counter."""
    found = counter_by_number(session, office_id, number) if number is not None else None
    return found.id if found is not None else None


def counter_number(session: Session, counter_id: int | None) -> int | None:
    return session.scalars(select(Counter.number).where(Counter.id == counter_id)).one_or_none()


def counter_of(session: Session, clerk_id: int) -> Counter | None:
    """The counter that this clerk works at."""
    return session.scalars(select(Counter).where(Counter.clerk_id == clerk_id)).one_or_none()
