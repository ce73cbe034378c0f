"""What a new office still lacks before its first visitor."""

from dataclasses import astuple, dataclass

from sqlalchemy.orm import Session

from deskq.office import catalogue
from deskq.office import queries as office_queries
from deskq.staff import queries as staff_queries


@dataclass(frozen=True, slots=True)
class Steps:
    """Each is true when it is done. ``counters``: one serves something; ``clerks``: somebody may call."""

    hours: bool
    services: bool
    counters: bool
    clerks: bool
    kiosk: bool


def steps(session: Session, office_id: int, paired_by_itself: bool = False) -> Steps | None:
    """The steps, or None once all are done. A demo office's kiosk is ``paired_by_itself``."""
    about = catalogue.of(session, office_id)
    people = staff_queries.people(session, office_id)
    found = Steps(
        hours=bool(about.weekly),
        services=bool(about.offered),
        counters=about.serves_something,
        clerks=any(person.active and person.role in ("clerk", "supervisor") for person in people),
        kiosk=paired_by_itself or any(device.kind == "kiosk" for device in office_queries.devices(session, office_id)),
    )
    return None if all(astuple(found)) else found
