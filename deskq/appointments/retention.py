"""How long appointments are kept after their day; personal data is erased on the day after (jobs.py)."""

from datetime import date, datetime

from deskq.appointments import queries, rules
from deskq.appointments.service import maintenance
from deskq.core import clock
from deskq.core.retention_rules import Rule


def _before(now: datetime) -> date:
    return clock.local(now).date() - rules.KEPT


RULES = (
    Rule(
        "appointments, open times and cancelled days",
        f"{rules.KEPT.days} days",
        lambda session, office_id, now: queries.count_before(session, office_id, _before(now)),
        lambda office_id, now: maintenance.forget_old(office_id, _before(now)),
    ),
)
