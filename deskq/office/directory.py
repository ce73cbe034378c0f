"""The offices of this installation by their addresses: kept in memory, because every request asks for them."""

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
    """``slug`` is the office's part of addresses: ``/o/<slug>/…``."""

    id: int
    slug: str
    name: Name
    building: Name


_kept: WeakKeyDictionary[Engine, tuple[float, tuple[OfficeEntry, ...]]] = WeakKeyDictionary()


def entries(session: Session) -> tuple[OfficeEntry, ...]:
    """All offices, the oldest first."""
    read_at, found = _kept.get(db.engine, (0.0, ()))
    return found if found and monotonic() - read_at < FRESH else _read(session)


def by_slug(session: Session, slug: str) -> OfficeEntry | None:
    return _one(entries(session), slug) or _one(_read(session), slug)


def by_id(session: Session, office_id: int) -> OfficeEntry | None:
    known = next((one for one in entries(session) if one.id == office_id), None)
    return known or next((one for one in _read(session) if one.id == office_id), None)


def prefix(session: Session, office_id: int) -> str:
    """What addresses of this office begin with; nothing while it is the only one."""
    found = entries(session)
    one = by_id(session, office_id) if len(found) > 1 else None
    return f"/o/{one.slug}" if one is not None else ""


def forget(engine: Engine) -> None:
    """Read again at the next request: an office was added or changed, or the database was replaced."""
    _kept.pop(engine, None)


def _read(session: Session) -> tuple[OfficeEntry, ...]:
    columns = (Office.id, Office.slug, Office.name_fa, Office.name_en, Office.building_fa, Office.building_en)
    rows = session.execute(select(*columns).order_by(Office.id))
    found = tuple(OfficeEntry(row[0], row[1], Name(row[2], row[3]), Name(row[4], row[5])) for row in rows)
    _kept[db.engine] = monotonic(), found
    return found


def _one(found: tuple[OfficeEntry, ...], slug: str) -> OfficeEntry | None:
    return next((one for one in found if one.slug == slug), None)
