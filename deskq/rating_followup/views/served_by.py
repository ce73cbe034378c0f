"""The unit of the clerk who served a visit, for the link to a confidential report."""

from deskq.core.extensions import db
from deskq.queue import queries as queue_queries
from deskq.staff import queries as staff_queries


def served_by(ticket_id: int) -> int | None:
    """For templates: the unit of who served a visit."""
    clerk_id = queue_queries.ticket_by_id(db.session(), ticket_id).clerk_id
    person = staff_queries.person(db.session(), clerk_id) if clerk_id is not None else None
    return person.unit_id if person is not None else None
