"""Commands for announcements. Each function is one action of a supervisor and one transaction."""

from collections.abc import Mapping
from typing import Any

from deskq.announcements import queries, rules
from deskq.announcements.events import AnnouncementRemoved, AnnouncementSaved, AnnouncementsOrdered
from deskq.announcements.models import Announcement
from deskq.core.errors import NotFound
from deskq.core.transactions import Transaction, transaction


def save(office_id: int, by: str, row_id: int | None, fields: Mapping[str, Any]) -> Announcement:
    """Write an announcement, a new one at the end of the order when ``row_id`` is None; ``fields`` are its columns,
    ``kind`` and ``file`` only when a file was given."""
    with transaction(office_id, by) as tx:
        row = _new(tx) if row_id is None else _find(tx, row_id)
        rules.check(fields["text_fa"], fields.get("kind", row.kind), fields["starts_at"], fields["ends_at"])
        for column, value in fields.items():
            setattr(row, column, value)
        return _store(tx, row)


def show(office_id: int, by: str, row_id: int, active: bool) -> Announcement:
    """Switch one on or off."""
    with transaction(office_id, by) as tx:
        row = _find(tx, row_id)
        row.active = active
        return _store(tx, row)


def move(office_id: int, by: str, row_id: int, step: int) -> None:
    """Show one ``step`` places later (earlier when negative)."""
    with transaction(office_id, by) as tx:
        _find(tx, row_id)
        rows = {row.id: row for row in queries.announcements(tx.session, office_id)}
        order = rules.moved(list(rows), row_id, step)
        for position, other in enumerate(order):
            rows[other].position = position
        tx.record(AnnouncementsOrdered(row_id, order))
        tx.config_changed()


def remove(office_id: int, by: str, row_id: int) -> None:
    with transaction(office_id, by) as tx:
        tx.session.delete(_find(tx, row_id))
        tx.record(AnnouncementRemoved(row_id))
        tx.config_changed()


def _new(tx: Transaction) -> Announcement:
    others = queries.announcements(tx.session, tx.office_id)
    if len(others) >= rules.MOST:
        raise rules.TooManyAnnouncements(most=rules.MOST)
    last = max((row.position for row in others), default=-1)
    return Announcement(office_id=tx.office_id, position=last + 1, kind="text", file="")


def _find(tx: Transaction, row_id: int) -> Announcement:
    row = queries.announcement(tx.session, tx.office_id, row_id)
    if row is None:
        raise NotFound
    return row


def _store(tx: Transaction, row: Announcement) -> Announcement:
    tx.session.add(row)
    tx.session.flush()
    tx.record(AnnouncementSaved(row.id, row.active))
    tx.config_changed()
    return row
