"""A member of staff types in what a citizen says: registered, and in the same press sent on or linked."""

from dataclasses import replace

from deskq.errors import BadFields
from deskq.messages import queries, rules, tracking
from deskq.messages.models import Message
from deskq.messages.service.answer import link
from deskq.messages.service.given import Given
from deskq.messages.service.held import Press
from deskq.messages.service.refer import refer
from deskq.messages.service.register import register
from deskq.messages.service.resent import made_before
from deskq.queue import queries as queue_queries
from deskq.transactions import Transaction, transaction

#: Kinds that are sent to the unit of their category at once, where the office wishes it.
SENT_ON = ("request", "criticism", "suggestion", "praise")


def take(
    office_id: int,
    by: str,
    person_id: int,
    given: Given,
    request_key: str,
    *,
    refer_now: bool = False,
    same_as: str = "",
) -> Message:
    """``refer_now``: to the unit of its category; ``same_as``: the code of the message it is a duplicate of. A report
    stays where it is read: neither is done with it."""
    with transaction(office_id, by) as tell:
        known = made_before(tell, given, request_key)
        if known is not None:
            return known
        _check_ticket(tell, given.ticket_id)
        message = register(office_id, by, replace(given, taken_by_id=person_id), request_key)
        press = Press(office_id, by, person_id, message.id)
        unit_id = _unit_of(tell, message)
        if same_as and message.kind != rules.REPORT:
            link(press, tracking.read(same_as))
        elif refer_now and unit_id is not None and message.kind in SENT_ON:
            refer(press, unit_id)
        return message


def _check_ticket(tell: Transaction, ticket_id: int | None) -> None:
    if ticket_id is None:
        return
    if queue_queries.ticket_of(tell.session, tell.office_id, ticket_id) is None:
        raise BadFields({"ticket": rules.WRONG_CHOICE})


def _unit_of(tell: Transaction, message: Message) -> int | None:
    about = queries.furniture(tell.session, tell.office_id)
    category = about.categories.get(message.category_id or 0)
    return category.unit_id if category is not None else None
