"""Notes at each call which visitors from outside would have been called earlier; queues SMS in the commit of their
cause."""

from datetime import datetime, timedelta

from flask import has_app_context

from deskq.core.transactions import Transaction, in_transaction
from deskq.joining import events, queries
from deskq.joining.confirmation import queries as confirmation_queries
from deskq.joining.events import RemoteCodeAsked, RemoteToldToLeave
from deskq.office import config_cache
from deskq.queue import counter_queues, live_tickets
from deskq.queue import queries as queue_queries
from deskq.queue.events import TicketCalled, TicketMoved, TicketPutBack, TicketUndone
from deskq.queue.models import Ticket
from deskq.queue.queries import QueuedTicket
from deskq.sms import outbox
from deskq.sms import service as sms_service
from deskq.sms.one_time_code import rules as code_rules

#: After this time an SMS to leave is useless and is not sent.
LEAVE_WITHIN = timedelta(minutes=10)
#: Why of a call that a clerk chose: no other ticket's turn passes.
CHOSEN = "chosen"


@in_transaction(RemoteCodeAsked)
def queue_code(tx: Transaction, event: RemoteCodeAsked) -> None:
    _put(tx, confirmation_queries.subject(event.request, event.number), code_rules.LASTS)


@in_transaction(RemoteToldToLeave)
def queue_leave_now(tx: Transaction, event: RemoteToldToLeave) -> None:
    _put(tx, queries.subject(event.ticket), LEAVE_WITHIN)


def _put(tx: Transaction, about: str, within: timedelta) -> None:
    if has_app_context() and outbox.is_on():
        sms_service.add_notice(tx, about, tx.at + within)


@in_transaction(TicketCalled)
def note_passed_turns(tx: Transaction, event: TicketCalled) -> None:
    """A counter calls a ticket. The turn passes for each ticket from outside that is served there, whose visitor is not
    here, and that would have been called first. The call itself does not wait for it."""
    if event.counter is None or (event.why or {}).get("rule") == CHOSEN:
        return
    config = config_cache.at(tx.office_id, tx.config_version, tx.connection)
    if not config.office.join_share or not live_tickets.of(tx).on_hold_nowhere:
        return  # needs no query, so a call costs no more while nobody is on the way
    absent = queries.away(tx.session, tx.office_id)
    if not absent:
        return
    called = queue_queries.ticket_by_id(tx.session, event.ticket)
    queue = counter_queues.of_counter(config, event.counter, called.clerk_id, tx.at)
    sent_to = event.counter if "counter_id" not in event.changes else None  # the ticket waited only for this counter
    limit = queue.key(_queued(called, config.weights, sent_to))
    for row, ticket in absent:
        if ticket.service_id in queue.ranks and queue.key(_queued(ticket, config.weights)) < limit:
            row.turn_at = tx.at
            tx.record(events.RemoteTurnPassed(ticket.id, event.ticket))


@in_transaction(TicketUndone)
def return_turns_of_undone(tx: Transaction, event: TicketUndone) -> None:
    if event.verb == "call":
        _return_turns(tx, event)


@in_transaction(TicketPutBack)
def return_turns_of_put_back(tx: Transaction, event: TicketPutBack) -> None:
    _return_turns(tx, event)


def _return_turns(tx: Transaction, event: TicketMoved) -> None:
    """The turns that passed at a mistaken call have not passed."""
    if "called_at" not in event.changes:
        return  # the ticket was called twice at the same time
    called_at, _ = event.changes["called_at"]
    for row in queries.passed_at(tx.session, tx.office_id, datetime.fromisoformat(called_at)):
        row.turn_at = None
        tx.record(events.RemoteTurnReturned(row.ticket_id))


def _queued(ticket: Ticket, weights: dict[int, float], sent_to: int | None = None) -> QueuedTicket:
    return QueuedTicket(
        ticket.id,
        ticket.code,
        ticket.service_id,
        ticket.priority_id,
        ticket.arrived_at,
        weights[ticket.priority_id],
        sent_to,
    )
