"""The appointments that are still to come today: for the page of a supervisor's work."""

from flask import url_for
from flask_babel import gettext, ngettext
from sqlalchemy.orm import Session

from deskq.appointments import queries
from deskq.core.errors import N_
from deskq.core.text import jalali
from deskq.web.filters import digits, hour
from deskq.work.rules import Count, Task
from deskq.work.sources import Source, Worker

ACT = "appointments.see"


def source() -> Source:
    return Source("manage_appointments.index", N_("Appointments"), ACT, tasks, count)


def count(session: Session, who: Worker) -> Count:
    people, _ = queries.still_to_come(session, who.office_id, jalali.day_number(who.today), who.now)
    return Count(people)


def tasks(session: Session, who: Worker, _most: int) -> list[Task]:
    """All of them in one row: the page of appointments has the list."""
    people, first = queries.still_to_come(session, who.office_id, jalali.day_number(who.today), who.now)
    if first is None:
        return []
    step = ngettext("%(n)s person comes today", "%(n)s people come today", people, n=digits(people))
    when = gettext("from %(hour)s on", hour=hour(first))
    title, address = gettext("Appointments"), url_for("manage_appointments.index")
    return [Task(first, "calm", "calendar", title, step, address, when, number=people)]
