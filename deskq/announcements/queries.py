"""Queries of announcements: all for the admin pages, current ones for the board."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, bindparam, select
from sqlalchemy.orm import Session

from deskq.announcements.models import Announcement
from deskq.core.db.fixed import FixedStatement
from deskq.core.text.names import Name


@dataclass(frozen=True, slots=True)
class BoardAnnouncement:
    """One announcement as the board shows it: ``kind`` is text, picture or video."""

    id: int
    kind: str
    text: Name
    file: str
    seconds: int


#: Those that are switched on in an ``office``, in order, with the times between which they are shown.
SWITCHED_ON = FixedStatement(
    select(
        Announcement.starts_at,
        Announcement.ends_at,
        Announcement.id,
        Announcement.kind,
        Announcement.text_fa,
        Announcement.text_en,
        Announcement.file,
        Announcement.seconds,
    )
    .where(Announcement.office_id == bindparam("office"), Announcement.active)
    .order_by(Announcement.position, Announcement.id)
)


class _Timed(NamedTuple):
    starts_at: datetime
    ends_at: datetime
    announcement: BoardAnnouncement


#: {engine: {office: (version of its configuration, what is switched on)}}
_kept: WeakKeyDictionary[Engine, dict[int, tuple[int, list[_Timed]]]] = WeakKeyDictionary()


def current(connection: Connection, office_id: int, config_version: int, now: datetime) -> list[BoardAnnouncement]:
    """What the board shows ``now``, in order. Read once for each version of the configuration, which every change of
    an announcement raises."""
    offices = _kept.setdefault(connection.engine, {})
    known = offices.get(office_id)
    if known is None or known[0] != config_version:
        rows = SWITCHED_ON.all(connection, {"office": office_id})
        known = offices[office_id] = config_version, [_timed(*row) for row in rows]
    return [row.announcement for row in known[1] if row.starts_at <= now < row.ends_at]


def _timed(
    starts_at: datetime, ends_at: datetime, row_id: int, kind: str, fa: str, en: str, file: str, seconds: int
) -> _Timed:
    return _Timed(starts_at, ends_at, BoardAnnouncement(row_id, kind, Name(fa, en), file, seconds))


def forget(engine: Engine) -> None:
    """For a database whose content was replaced."""
    _kept.pop(engine, None)


def announcements(session: Session, office_id: int) -> list[Announcement]:
    """All announcements of the office, in the order of the board."""
    wanted = select(Announcement).where(Announcement.office_id == office_id)
    return list(session.scalars(wanted.order_by(Announcement.position, Announcement.id)))


def announcement(session: Session, office_id: int, row_id: int) -> Announcement | None:
    row = session.get(Announcement, row_id)
    return row if row is not None and row.office_id == office_id else None


def files(session: Session) -> set[str]:
    """Names of all files in use."""
    return set(session.scalars(select(Announcement.file)))
