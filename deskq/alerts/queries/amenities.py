"""Faults of amenities that call for an alert: reported and nobody sees to it yet, not repaired in time."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from deskq.alerts.models import Alert
from deskq.alerts.queries.found import Found
from deskq.alerts.rules import AMENITY, UNREPAIRED, Settings
from deskq.amenities import team
from deskq.amenities.queries import faults

HOUR = timedelta(hours=1)


def found(session: Session, office_id: int, enabled: Mapping[str, Settings], now: datetime) -> Iterator[Found]:
    """``enabled``: the kinds that are switched on. What is late is no longer only reported."""
    settings = team.settings(session, office_id)
    if not enabled.keys() & {AMENITY, UNREPAIRED} or not settings.has_list:
        return
    for one in faults.open_faults(session, office_id, settings):
        if now >= one.due:
            if UNREPAIRED in enabled:
                yield Found(UNREPAIRED, one.id, figure=(now - one.row.opened_at) // HOUR)
        elif AMENITY in enabled and one.row.taken_at is None:
            yield Found(AMENITY, one.id)


def responsible(session: Session, office_id: int, alerts: Sequence[Alert]) -> dict[int, int | None]:
    """{fault: who answers for what is broken}."""
    known = faults.by_ids(session, office_id, [one.subject for one in alerts], team.settings(session, office_id))
    return {fault_id: one.person_id for fault_id, one in known.items()}
