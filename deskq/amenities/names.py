"""What amenities and their faults are called, in the language of the page or text message."""

from flask_babel import gettext
from sqlalchemy.orm import Session

from deskq.amenities import team
from deskq.amenities.models import Amenity
from deskq.amenities.queries import faults, objects
from deskq.amenities.queries.faults import Fault
from deskq.amenities.rules.kinds import PROBLEMS
from deskq.core.text.names import Name
from deskq.web.filters import digits, named


def with_place(row: Amenity, place: Name) -> str:
    """«آب آشامیدنی (سالن انتظار)»."""
    where = named(place)
    return f"{digits(named(row.name))} ({digits(where)})" if where else digits(named(row.name))


def of_fault(session: Session, office_id: int, fault_id: int) -> str:
    """The name and place of what is broken; that it is gone where it was undone meanwhile."""
    found = faults.by_ids(session, office_id, [fault_id], team.settings(session, office_id)).get(fault_id)
    if found is None:
        return str(gettext("an amenity"))
    return with_place(found.amenity, faults.places(session, office_id, [found])[found.amenity.id])


def what(fault: Fault) -> str:
    """What is wrong, in a few words; that nobody has said so yet."""
    problem = PROBLEMS.get(fault.row.what)
    return named(problem.name) if problem is not None else str(gettext("Broken"))


def place(session: Session, office_id: int, row: Amenity) -> Name:
    rooms = objects.places(session, office_id) if row.room_id else {}
    return objects.place(row, rooms)
