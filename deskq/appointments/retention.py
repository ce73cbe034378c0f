"""How long appointments are kept after their day; whose they were is erased on the day after (keeper.py)."""

from datetime import date, datetime

from deskq import clock
from deskq.appointments import queries, rules, service
from deskq.retention import Rule


def _before(now: datetime) -> date:
    return now.astimezone(clock.zone()).date() - rules.KEPT


RULES = (
    Rule(
        "appointments, times for them and days called off",
        f"{rules.KEPT.days} days",
        lambda session, office_id, now: queries.count_before(session, office_id, _before(now)),
        lambda office_id, now: service.forget_old(office_id, _before(now)),
    ),
)
