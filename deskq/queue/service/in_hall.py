"""Actions of staff in the hall: correct a ticket, fetch a visitor, help on the spot."""

from dataclasses import dataclass
from typing import Any

from deskq.core.errors import N_, InvalidInput
from deskq.core.transactions import transaction
from deskq.office import config_cache
from deskq.office.config_cache import OfficeConfig
from deskq.office.service_choice import offered_service
from deskq.queue.models import Ticket
from deskq.queue.new_ticket import NewTicket
from deskq.queue.rules import transitions
from deskq.queue.service.counter_action import get_ticket, move_ticket
from deskq.queue.service.issue import issue


@dataclass(frozen=True, slots=True)
class Amendment:
    """New values of a ticket; None leaves a value unchanged."""

    service_code: str | None = None
    priority_code: str | None = None
    language: str | None = None
    group_size: int | None = None
    in_person: bool | None = None


def amend(office_id: int, by: str, ticket_id: int, changes: Amendment) -> Ticket:
    """Correct a ticket. Its arrival time stays, also with another service or class."""
    with transaction(office_id, by) as tx:
        found = get_ticket(tx.session, office_id, ticket_id)
        config = config_cache.at(office_id, tx.config_version, tx.connection)
        columns = _columns(config, changes)
        wanted = {column: after for column, after in columns.items() if getattr(found, column) != after}
        transitions.check_amended(found.state, found.code, moves=bool(wanted.keys() & {"service_id", "priority_id"}))
        if wanted:
            move_ticket(tx, found, "amend", found.counter_id, **wanted)
        return found


def _columns(config: OfficeConfig, changes: Amendment) -> dict[str, Any]:
    columns: dict[str, Any] = {
        "language": changes.language,
        "group_size": changes.group_size,
        "in_person": changes.in_person,
    }
    if changes.service_code is not None:
        columns["service_id"] = offered_service(config, changes.service_code).id
    if changes.priority_code is not None:
        priority = config.given_priority(changes.priority_code)
        if priority is None:
            raise InvalidInput({"priority": N_("This priority class does not exist.")})
        columns["priority_id"] = priority.id
    return {column: after for column, after in columns.items() if after is not None}


def escort(office_id: int, by: str, ticket_id: int) -> Ticket:
    """Record that staff went to a called visitor who cannot see or hear the board."""
    with transaction(office_id, by) as tx:
        found = get_ticket(tx.session, office_id, ticket_id)
        move_ticket(tx, found, "fetch", found.counter_id, fetched_at=tx.at)
        return found


def answer(office_id: int, by: str, clerk_id: int | None, ticket_id: int) -> Ticket:
    """Record that a visitor was helped in the hall and needs no counter."""
    with transaction(office_id, by) as tx:
        found = get_ticket(tx.session, office_id, ticket_id)
        who: dict[str, Any] = {"clerk_id": clerk_id, "counter_id": None}
        move_ticket(tx, found, "answer", None, outcome="done", served=1, finished_at=tx.at, **who)
        return found


def issue_and_answer(office_id: int, by: str, clerk_id: int | None, new: NewTicket) -> Ticket:
    """Record a visitor who was helped in the hall without a ticket. The same request again counts once."""
    with transaction(office_id, by):
        made = issue(office_id, by, new)
        return made if made.state == "done" else answer(office_id, by, clerk_id, made.id)
