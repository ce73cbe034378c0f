"""The offices of this installation by their addresses: kept in memory, because every request asks for them.

A practice hall is found by its address and its id, and belongs to no list of offices.
"""

from dataclasses import dataclass
from time import monotonic
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.office.models import Office

#: Seconds until another process's new office or new name is seen here; an unknown address is looked up at once.
FRESH = 5.0


@dataclass(frozen=True, slots=True)
class OfficeEntry:
    """``slug`` is the office's part of addresses: ``/o/<slug>/…``. ``practice_of``: of a practice hall, its real
    office."""

    id: int
    slug: str
    name: Name
    building: Name
    practice_of: int | None = None


_kept: WeakKeyDictionary[Engine, tuple[float, tuple[OfficeEntry, ...]]] = WeakKeyDictionary()


def entries(session: Session) -> tuple[OfficeEntry, ...]:
    """All real offices, the oldest first."""
    return tuple(one for one in _with_practice(session) if one.practice_of is None)


def has_one(session: Session) -> bool:
    """Whether every short address is of the same office: there is one, and it has no practice hall."""
    return len(_with_practice(session)) < 2


def _with_practice(session: Session) -> tuple[OfficeEntry, ...]:
    read_at, found = _kept.get(db.engine, (0.0, ()))
    return found if found and monotonic() - read_at < FRESH else _read(session)


def by_slug(session: Session, slug: str) -> OfficeEntry | None:
    return _one(_with_practice(session), slug) or _one(_read(session), slug)


def by_id(session: Session, office_id: int) -> OfficeEntry | None:
    known = next((one for one in _with_practice(session) if one.id == office_id), None)
    return known or next((one for one in _read(session) if one.id == office_id), None)


def is_practice(session: Session, office_id: int) -> bool:
    """Whether this is a practice hall: nothing may leave it."""
    found = by_id(session, office_id)
    return found is not None and found.practice_of is not None


def is_known_practice(engine: Engine, office_id: int) -> bool:
    """As ``is_practice``, from memory alone."""
    _, known = _kept.get(engine, (0.0, ()))
    return any(one.id == office_id and one.practice_of is not None for one in known)


def prefix(session: Session, office_id: int) -> str:
    """What addresses of this office begin with; nothing while it is the only real one."""
    one = by_id(session, office_id)
    alone = one is None or (one.practice_of is None and len(entries(session)) < 2)
    return "" if one is None or alone else f"/o/{one.slug}"


def forget(engine: Engine) -> None:
    """Read again at the next request: an office was added or changed, or the database was replaced."""
    _kept.pop(engine, None)


def _read(session: Session) -> tuple[OfficeEntry, ...]:
    columns = (Office.id, Office.slug, Office.name_fa, Office.name_en, Office.building_fa, Office.building_en)
    rows = session.execute(select(*columns, Office.practice_of).order_by(Office.id))
    found = tuple(OfficeEntry(row[0], row[1], Name(row[2], row[3]), Name(row[4], row[5]), row[6]) for row in rows)
    _kept[db.engine] = monotonic(), found
    return found


def _one(found: tuple[OfficeEntry, ...], slug: str) -> OfficeEntry | None:
    return next((one for one in found if one.slug == slug), None)
