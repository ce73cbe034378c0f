"""Items of the last half-year that have no subject and cause yet: for the page of a person's work."""

from datetime import datetime, timedelta

from flask import url_for
from flask_babel import gettext, ngettext
from sqlalchemy.orm import Session

from deskq.access import permissions
from deskq.coding import queries
from deskq.coding.views.pages import CODE, COMMENTS
from deskq.core import clock
from deskq.core.errors import N_
from deskq.core.text import half_years
from deskq.core.text.half_years import Half
from deskq.ratings.labels import short_period
from deskq.web.filters import digits
from deskq.work.rules import MOST_COUNTED, Count, Task
from deskq.work.sources import Source, Worker

#: The items of a half-year are coded within so many days after its end, so that its report can be written.
WITHIN = timedelta(days=30)


def source() -> Source:
    return Source("coding.start", N_("Coding"), CODE, tasks, count)


def count(session: Session, who: Worker) -> Count:
    half, items = _uncoded(session, who)
    return Count(items, items if who.now > _due(half) else 0)


def tasks(session: Session, who: Worker, _most: int) -> list[Task]:
    half, items = _uncoded(session, who)
    if not items:
        return []
    n = digits(items) if items <= MOST_COUNTED else gettext("over %(n)s", n=digits(MOST_COUNTED))
    return [
        Task(
            sort_at=_due(half),
            age="late" if who.now > _due(half) else "calm",
            icon="list-checks",
            title=gettext("Coding for the half-year report"),
            next_step=ngettext("Give %(n)s item its subject and cause", "Give %(n)s items their subject and cause",
                               items, n=n),
            address=url_for("coding.start"),
            when=short_period("half", half.code),
            number=items,
        )
    ]  # fmt: skip


def _uncoded(session: Session, who: Worker) -> tuple[Half, int]:
    half = half_years.containing(who.today).before
    comments = permissions.may(who.role, COMMENTS)
    return half, queries.count_uncoded(session, who.office_id, half.days, comments, MOST_COUNTED + 1)


def _due(half: Half) -> datetime:
    return datetime.combine(half.last + WITHIN, datetime.min.time(), clock.zone())
