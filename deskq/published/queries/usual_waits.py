"""Waits of the last weeks by service, weekday and hour: the raw material of the best hours. A wait is until the first
call, and belongs to the service of that call, as in reports."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, and_, select, type_coerce
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.db.engine import SECOND
from deskq.core.db.journal import Entry
from deskq.core.quantiles import rounded_up
from deskq.core.text import jalali
from deskq.office.models import Office
from deskq.published.rules.usual_waits import Place, Waits
from deskq.queue.models import Ticket, VisitInterval

WEEKS = 8
#: Fewer open days make no picture.
LEAST_DAYS = 10
WEEK = timedelta(weeks=1)
#: Time zones differ from UTC by halves of an hour at most, as in Tehran.
HALF_HOUR = 1800


def of_last_weeks(session: Session, office: Office, today: date, breathe: Callable[[], None]) -> dict[str, Any]:
    """{"days": open days, "week": rows of ``UsualWait``, "best": {service: such a row}} of the weeks before ``today``;
    without rows of too few days. Read week by week: others work in between."""
    waits, days, places = Waits(), set[int](), dict[int, Place]()
    for past in range(WEEKS, 0, -1):
        first = today - WEEK * past
        _add(session, office, (first, first + WEEK - timedelta(1)), waits, days, places)
        breathe()
    if len(days) < LEAST_DAYS:
        return {"days": len(days), "week": [], "best": {}}
    return {"days": len(days), "week": waits.week(), "best": waits.best()}


def _add(
    session: Session, office: Office, span: tuple[date, date], waits: Waits, days: set[int], places: dict[int, Place]
) -> None:
    first, last = (jalali.day_number(day) for day in span)
    columns = (Ticket.id, Ticket.day, Ticket.service_id, type_coerce(Ticket.arrived_at, BigInteger), Ticket.first_wait)
    mine = (Ticket.office_id == office.id, Ticket.day.between(first, last), Ticket.first_wait.is_not(None))
    called_for = _called_for(session, mine)
    rows: Any = session.execute(select(*columns).where(*mine))
    for ticket, day, service, arrived, wait in rows:
        half_hour = arrived // (HALF_HOUR * SECOND)
        if half_hour not in places:
            places[half_hour] = _place(half_hour)
        waits.add(called_for.get(ticket, service), places[half_hour], rounded_up(wait, 60 * SECOND))
        days.add(day)


def _called_for(session: Session, mine: tuple[Any, ...]) -> dict[int, int]:
    """{ticket: service of its first call after a wait} of these tickets; those of before the journal have none."""
    row = VisitInterval
    calls = (row.state == "waiting", row.verb == "call", row.outcome.is_(None))
    wanted = (
        select(row.ticket_id, row.service_id)
        .select_from(Ticket)
        .join(Entry, Entry.ticket_id == Ticket.id)
        .join(row, and_(row.office_id == Ticket.office_id, row.sequence == Entry.sequence))
    )
    found: Any = session.execute(wanted.where(*mine, *calls).order_by(row.sequence.desc()))
    return {ticket: service for ticket, service in found}


def _place(half_hour: int) -> Place:
    local = clock.local(datetime.fromtimestamp(half_hour * HALF_HOUR, UTC))
    return Place(jalali.weekday(local), local.hour)
