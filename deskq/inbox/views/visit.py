"""The visit a message is about, as the staff see it."""

from dataclasses import dataclass
from datetime import datetime

from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.inbox.views.inbox_context import Reader
from deskq.messages.models import Message
from deskq.messages.rules import visibility
from deskq.office import config_cache
from deskq.queue import queries as queue_queries
from deskq.queue.models import Ticket
from deskq.ratings import rules as rating_rules
from deskq.web import filters


@dataclass(frozen=True)
class Visit:
    """``ended`` is None while the visit lasts; ``clerk`` is the clerk's name, empty for viewers who may not see it."""

    code: str
    service: Name
    counter: int | None
    issued: datetime
    called: datetime | None
    ended: datetime | None
    clerk: str


def visit(who: Reader, message: Message) -> Visit | None:
    """The visit of a message; None when it is about none."""
    if message.ticket_id is None:
        return None
    found = queue_queries.ticket_by_id(db.session(), message.ticket_id)
    config = config_cache.of(db.session(), message.office_id)
    counter = config.counters.get(found.counter_id or 0)
    return Visit(
        code=found.code,
        service=config.services[found.service_id].name,
        counter=counter.number if counter else None,
        issued=found.arrived_at,
        called=found.called_at,
        ended=rating_rules.ended_at(found) if rating_rules.ending(found) else None,
        clerk=_clerk(who, message, found),
    )


def _clerk(who: Reader, message: Message, found: Ticket) -> str:
    person = who.people.get(found.clerk_id or 0)
    return filters.named(person.names) if person and visibility.names_clerk(who.viewer, message, person.unit_id) else ""
