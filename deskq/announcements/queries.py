"""Queries of announcements: all for the admin pages, current ones for the board."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from deskq.announcements.models import Announcement
from deskq.core.db.engine import UtcMicroseconds
from deskq.core.db.fixed import FixedStatement, Row
from deskq.core.text.names import Name


@dataclass(frozen=True, slots=True)
class BoardAnnouncement:
    """One announcement as the board shows it: ``kind`` is text, picture or video."""

    id: int
    kind: str
    text: Name
    file: str
    seconds: int


NOW = bindparam("now", type_=UtcMicroseconds)
#: Announcements shown ``now`` in an ``office``, in order.
CURRENT = FixedStatement(
    select(
        Announcement.id,
        Announcement.kind,
        Announcement.text_fa,
        Announcement.text_en,
        Announcement.file,
        Announcement.seconds,
    )
    .where(Announcement.office_id == bindparam("office"), Announcement.active)
    .where(Announcement.starts_at <= NOW, Announcement.ends_at > NOW)
    .order_by(Announcement.position, Announcement.id)
)


def current_from_rows(rows: Iterable[Row]) -> list[BoardAnnouncement]:
    """The announcements in rows of ``CURRENT``."""
    return [BoardAnnouncement(row, kind, Name(fa, en), file, seconds) for row, kind, fa, en, file, seconds in rows]


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
