"""What an office still lacks: before its first visitor, and before its first message."""

from dataclasses import astuple, dataclass

from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.message_settings import queries
from deskq.messages.queries import viewers
from deskq.office import config_cache
from deskq.office import queries as office_queries
from deskq.staff import queries as staff_queries


@dataclass(frozen=True, slots=True)
class Steps:
    """Each is true when it is done. ``counters``: one serves something; ``clerks``: somebody may call; ``mayor``:
    somebody reads what is said of the inspectorate (R25), or no messages are taken yet."""

    hours: bool
    services: bool
    counters: bool
    clerks: bool
    kiosk: bool
    mayor: bool


def steps(session: Session, office_id: int, paired_by_itself: bool = False) -> Steps | None:
    """The steps, or None once all are done. A demo office's kiosk is ``paired_by_itself``."""
    about = config_cache.of(session, office_id)
    people = staff_queries.people(session, office_id)
    found = Steps(
        hours=bool(about.weekly),
        services=bool(about.offered),
        counters=about.serves_something,
        clerks=any(person.active and person.role in ("clerk", "supervisor") for person in people),
        kiosk=paired_by_itself or any(device.kind == "kiosk" for device in office_queries.devices(session, office_id)),
        mayor=_heard_above(session, office_id),
    )
    return None if all(astuple(found)) else found


def _heard_above(session: Session, office_id: int) -> bool:
    if not queries.takes_messages(session, office_id):
        return True
    about = queries.load_settings(session, office_id)
    return viewers.has_reader_of_inspectorate_reports(session, about, clock.now().astimezone(clock.zone()).date())
