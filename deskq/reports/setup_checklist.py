"""What an office still lacks before its first visitor and its first message."""

from dataclasses import astuple, dataclass

from sqlalchemy.orm import Session

from deskq.access.devices import queries as device_queries
from deskq.core import clock
from deskq.message_settings import queries
from deskq.messages.queries import viewers
from deskq.office import config_cache
from deskq.staff import queries as staff_queries


@dataclass(frozen=True, slots=True)
class SetupSteps:
    """True when done. ``counters``: one serves something; ``clerks``: somebody may call; ``mayor``: somebody reads
    messages about the inspectorate (R25), or no messages are accepted yet."""

    hours: bool
    services: bool
    counters: bool
    clerks: bool
    kiosk: bool
    mayor: bool


def open_steps(session: Session, office_id: int, paired_by_itself: bool = False) -> SetupSteps | None:
    """The steps, or None once all are done. The kiosk of a demo office is ``paired_by_itself``."""
    about = config_cache.of(session, office_id)
    people = staff_queries.people(session, office_id)
    found = SetupSteps(
        hours=bool(about.weekly),
        services=bool(about.offered),
        counters=bool(about.at_kiosk),
        clerks=any(person.active and person.role in ("clerk", "supervisor") for person in people),
        kiosk=paired_by_itself or any(device.kind == "kiosk" for device in device_queries.devices(session, office_id)),
        mayor=_has_reader_above_inspectorate(session, office_id),
    )
    return None if all(astuple(found)) else found


def _has_reader_above_inspectorate(session: Session, office_id: int) -> bool:
    if not queries.takes_messages(session, office_id):
        return True
    about = queries.load_settings(session, office_id)
    return viewers.has_reader_of_inspectorate_reports(session, about, clock.today())
