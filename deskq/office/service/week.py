"""Command of the set-up: the same hours on some weekdays, closed on the others, and public holidays."""

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import select

from deskq.core.text.names import Name
from deskq.core.transactions import transaction
from deskq.office.date_ranges import Hours
from deskq.office.models import Opening, SpecialDay
from deskq.office.service import calendar, days


def set_week(
    office_id: int, by: str, hours: Hours, weekdays: Collection[int], holidays: Iterable[tuple[date, Name]]
) -> None:
    """Replace the weekly hours of the whole office. Hours of single services, and holidays that are already in the
    calendar, are not changed."""
    with transaction(office_id, by) as tx:
        weekly = select(Opening.id).where(Opening.office_id == office_id, Opening.service_id.is_(None))
        calendar.delete_openings(office_id, by, tx.session.scalars(weekly).all())
        calendar.add_opening(office_id, by, hours, weekdays, replaces=True)
        there = set(tx.session.scalars(select(SpecialDay.day).where(SpecialDay.office_id == office_id)))
        for day, name in holidays:
            if day not in there:
                days.save_special(office_id, by, None, day, None, None, (name.fa, name.en))
