"""The corrective actions of an office that are late: for the hall page and the list of reports."""

from flask import url_for

from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.half_year.queries import content, progress
from deskq.half_year.rules.progress import LATE
from deskq.half_year.views import labels
from deskq.reports.late_port import LatePromise
from deskq.staff import queries as staff_queries
from deskq.web import filters


def late_ones(office_id: int) -> list[LatePromise]:
    session, today = db.session(), clock.today()
    rows = progress.late_actions(session, office_id, today)
    if not rows:
        return []
    units, people = content.unit_names(session, office_id), staff_queries.names(session, office_id)
    return [
        LatePromise(
            filters.named(row.what),
            filters.named(people.get(row.person_id or 0) or units[row.unit_id]),
            labels.progress(LATE, jalali.gregorian(row.due_day), None, today),
            url_for("corrective_actions.show", action_id=row.id),
        )
        for row in rows
    ]
