"""Staff register a message for a citizen, and refer or link it in the same transaction."""

from dataclasses import replace

from deskq.core import clock
from deskq.core.errors import InvalidInput
from deskq.core.transactions import Transaction, transaction
from deskq.intake import callers
from deskq.intake.events import CallerLookedUp
from deskq.message_settings import queries
from deskq.message_settings.kinds import WRONG_CHOICE
from deskq.messages import tracking_code
from deskq.messages.models import Message, phone_index
from deskq.messages.queries import viewers
from deskq.messages.rules.visibility import is_restricted
from deskq.messages.service.answer import link
from deskq.messages.service.create import register
from deskq.messages.service.edit import StaffAction
from deskq.messages.service.idempotent import find_registered
from deskq.messages.service.message_input import MessageInput, read_phone
from deskq.messages.service.refer import refer
from deskq.queue import queries as queue_queries

#: Kinds that may be referred to the unit of their category at once.
SENT_ON = ("request", "criticism", "suggestion", "praise")


def register_for_citizen(
    office_id: int,
    by: str,
    person_id: int,
    content: MessageInput,
    request_key: str,
    *,
    refer_now: bool = False,
    same_as: str = "",
) -> Message:
    """``refer_now``: refer to the unit of its category; ``same_as``: code of the message it duplicates. Neither is
    done with what only the inspectorate reads."""
    with transaction(office_id, by) as tx:
        known = find_registered(tx, content, request_key)
        if known is not None:
            return known
        _check_ticket(tx, content.ticket_id)
        message = register(office_id, by, replace(content, taken_by_id=person_id), request_key)
        action = StaffAction(office_id, by, person_id, message.id)
        unit_id = _unit_of(tx, message)
        if same_as and not is_restricted(message):
            link(action, tracking_code.read(same_as))
        elif refer_now and unit_id is not None and message.kind in SENT_ON and not is_restricted(message):
            refer(action, unit_id)
        return message


def _check_ticket(tx: Transaction, ticket_id: int | None) -> None:
    if ticket_id is None:
        return
    if queue_queries.ticket_of(tx.session, tx.office_id, ticket_id) is None:
        raise InvalidInput({"ticket": WRONG_CHOICE})


def _unit_of(tx: Transaction, message: Message) -> int | None:
    settings = queries.load_settings(tx.session, tx.office_id)
    category = settings.categories.get(message.category_id or 0)
    return category.unit_id if category is not None else None


def look_up_caller(office_id: int, by: str, person_id: int, typed: str) -> list[Message]:
    """The latest messages of a whole number that this person sees; ``InvalidInput`` for part of one."""
    index = phone_index(read_phone(typed))
    if index is None:
        return []
    with transaction(office_id, by) as tx:
        viewer = viewers.viewer(tx.session, office_id, person_id, clock.local(tx.at).date())
        found = callers.by_phone(tx.session, office_id, viewer, index)
        tx.record(CallerLookedUp(len(found)))
        return found
