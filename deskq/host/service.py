"""Gives tickets at the host's page, unless the visitor seems to have one already."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from deskq.core import secrets
from deskq.core.transactions import Transaction, transaction
from deskq.host import queries
from deskq.host.rules import NumberHasTicket, SameVisitor
from deskq.office import config_cache
from deskq.queue import queries as queue_queries
from deskq.sms import queries as sms_queries

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class TicketRequest:
    """A request for tickets. ``secret``: secret of the first ticket; ``alone``: for one visitor, who waits; ``again``:
    the host has said that this is another visitor."""

    secret: str
    service_code: str
    number: str | None
    alone: bool
    again: bool


def give(office_id: int, by: str, asked: TicketRequest, issue: Callable[[], T]) -> T:
    """Check and ``issue`` in one transaction, so that one of two simultaneous hosts sees the other's ticket. Raises
    ``SameVisitor`` or ``NumberHasTicket``; a repeated request is not checked again."""
    with transaction(office_id, by) as tx:
        known = queue_queries.ticket_by_hash(tx.session, secrets.hashed(asked.secret))
        if not asked.again and known is None:
            _check_other_visitor(tx, by, asked)
        return issue()


def _check_other_visitor(tx: Transaction, by: str, asked: TicketRequest) -> None:
    """Compare with tickets of the same number, and with the ticket that another host gave just now."""
    found = sms_queries.live_ticket_of(tx.session, tx.office_id, asked.number) if asked.number else None
    if found is not None:
        raise NumberHasTicket(code=found.code, ticket=found.id)
    if asked.alone:
        config = config_cache.at(tx.office_id, tx.config_version, tx.connection)
        found = queries.just_issued(tx.session, config, asked.service_code, by, tx.at)
    if found is not None:
        raise SameVisitor(code=found.code, ticket=found.id)
