"""Leave on two pages: one's own account, and the admin page of a person."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from flask import request
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access.identity import Caller
from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm
from deskq.staff import leave_service, queries
from deskq.staff.forms import LeaveForm
from deskq.staff.models import Leave
from deskq.web import filters, i18n
from deskq.web.forms import read_page


class LeaveRow(NamedTuple):
    """One leave as shown: who is away, the substitute, the days; ``now`` when it has begun."""

    id: int
    person: str
    substitute: str
    first_day: str
    last_day: str
    now: bool


@dataclass(frozen=True)
class LeaveContext:
    """A person's leave that is not over, leave of others in which they are the substitute, and the form to add
    leave."""

    own: list[LeaveRow]
    standing_in: list[LeaveRow]
    substitutes: list[tuple[str, str]]
    form: FilledForm


def leave_context(office_id: int, person_id: int, form: FilledForm | None = None) -> LeaveContext:
    session, on = db.session(), clock.today()
    start = {"first_day": jalali.short_date(on), "last_day": jalali.short_date(on)}
    choice = [(str(one.id), filters.named(one.names)) for one in queries.substitutes(session, office_id, person_id)]
    return LeaveContext(
        own=_leave_rows(office_id, queries.leaves_of(session, person_id, on)),
        standing_in=_leave_rows(office_id, queries.standing_in(session, person_id, on)),
        substitutes=[("", gettext("Please choose")), *choice],
        form=form or admin_pages.filled(start),
    )


def away(office_id: int) -> list[LeaveRow]:
    """Leave of today."""
    return _leave_rows(office_id, queries.away(db.session(), office_id, clock.today()))


def _leave_rows(office_id: int, rows: list[Leave]) -> list[LeaveRow]:
    names = {person: filters.named(name) for person, name in queries.names(db.session(), office_id).items()}

    def leave_row(row: Leave) -> LeaveRow:
        first, last = (jalali.written_date(day, i18n.language()) for day in (row.first_day, row.last_day))
        return LeaveRow(
            row.id, names[row.person_id], names[row.substitute_id], first, last, row.first_day <= clock.today()
        )

    return [leave_row(row) for row in rows]


def give(caller: Caller, person_id: int, then: str, again: Callable[[FilledForm], str]) -> Response | tuple[str, int]:
    """Handle the form that gives leave; then redirect to ``then``, or show the page ``again`` with its errors."""

    def do() -> str:
        form = read_page(LeaveForm, request.form)
        given = leave_service.Days(form.first_day, form.last_day, form.substitute_id)
        leave_service.give_leave(caller.office_id, caller.by, person_id, given)
        admin_pages.done(gettext("Leave saved. The person covering sees the work from its first day."))
        return then

    return admin_pages.submit(do, again)


def end(
    caller: Caller, person_id: int, leave_id: int, then: str, again: Callable[[FilledForm], str]
) -> Response | tuple[str, int]:
    """Handle the button that ends leave; ``then`` and ``again`` as in ``give``."""

    def do() -> str:
        leave_service.end_leave(caller.office_id, caller.by, person_id, leave_id)
        admin_pages.done(gettext("Leave ended. The work is back with its owner."))
        return then

    return admin_pages.submit(do, again)
