"""Join from outside, and say "I am here". Callers pass in the services of the queue that issue a ticket and put it into
the queue; all write in one transaction."""

from collections.abc import Callable
from datetime import timedelta

from deskq.core import actors
from deskq.core.errors import SentAlready
from deskq.core.transactions import transaction
from deskq.joining import events, queries, rules
from deskq.joining.models import RemoteTicket
from deskq.joining.rules import AlreadyJoined, NotFromOutside
from deskq.office import config_cache
from deskq.queue import queries as queue_queries
from deskq.queue import ticket_queries
from deskq.queue.models import Ticket
from deskq.sms import queries as sms_queries

#: Puts a ticket into the queue; with True its waiting counts from now.
Admit = Callable[[int, bool], Ticket]


def join(
    office_id: int, service_code: str, number: str, request_key: str, travel_minutes: int, issue: Callable[[], Ticket]
) -> Ticket:
    """Issue a ticket that is called only once its visitor is here. The same request again returns the same ticket, or
    ``SentAlready`` with another service or number; a number (in E.164) has one living ticket at a time."""
    with transaction(office_id, actors.VISITOR) as tx:
        earlier = ticket_queries.by_request(tx.session, office_id, request_key)
        config = config_cache.at(office_id, tx.config_version, tx.connection)
        if earlier is not None:
            known = sms_queries.number_of(tx.session, earlier.id) or number  # it is erased with the day
            if (config.services[earlier.service_id].code, known) != (service_code, number):
                raise SentAlready
            return earlier
        office = config.office
        remote, everyone = queries.living(tx.session, office_id, tx.at - timedelta(minutes=office.join_minutes))
        rules.check_share(remote, everyone, office.join_share)
        if sms_queries.live_ticket_of(tx.session, office_id, number) is not None:
            raise AlreadyJoined
        made = issue()
        row = RemoteTicket(ticket_id=made.id, office_id=office_id, joined_at=tx.at, travel_minutes=travel_minutes)
        tx.session.add(row)
        tx.record(events.RemoteJoined(made.id))
        return made


def arrive(office_id: int, by: str, ticket_id: int, way: str, admit: Admit) -> Ticket:
    """The visitor is here and waits from now on. The waiting counts from joining, unless the turn passed longer ago
    than the office allows. A second call changes nothing."""
    with transaction(office_id, by) as tx:
        found = queries.remote(tx.session, ticket_id)
        if found is None or found.office_id != office_id:
            raise NotFromOutside
        if found.here_at is not None:
            return queue_queries.ticket_by_id(tx.session, ticket_id)
        grace = config_cache.at(office_id, tx.config_version, tx.connection).office.join_minutes
        kept = rules.keeps_claim(found.turn_at, tx.at, timedelta(minutes=grace))
        ticket = admit(ticket_id, not kept)
        found.here_at, found.way = tx.at, way
        tx.record(events.RemoteArrived(ticket_id, way, kept))
        return ticket


def tell_to_leave(office_id: int, ticket_ids: list[int]) -> int:
    """Send these visitors an SMS to leave now, each once, unless they have arrived or left the queue. Returns the
    number of SMS."""
    with transaction(office_id, actors.SYSTEM) as tx:
        rows = [row for row, ticket in queries.not_told(tx.session, office_id, tx.at) if ticket.id in ticket_ids]
        for row in rows:
            row.told_at = tx.at
            tx.record(events.RemoteToldToLeave(row.ticket_id))
        return len(rows)
