"""Confidential reports lie where they are read, also after who reads them has changed (R25)."""

from deskq.messages import queries, rules
from deskq.messages.events import MessageMoved
from deskq.messages.models import Message
from deskq.messages.queries import Furniture
from deskq.messages.service.held import Held
from deskq.messages.service.register import first_owner
from deskq.transactions import Transaction


def settle_reports(tell: Transaction) -> None:
    """To be done after another unit is above the inspectorate, or is the inspectorate; nothing where no messages are
    taken yet."""
    if not queries.is_furnished(tell.session, tell.office_id):
        return
    about = queries.furniture(tell.session, tell.office_id)
    for message in queries.reports(tell.session, tell.office_id):
        unit_id = first_owner(about, rules.REPORT, message.about_unit_id)
        if message.unit_id != unit_id:
            _move(tell, about, message, unit_id)


def _move(tell: Transaction, about: Furniture, message: Message, unit_id: int) -> None:
    before, message.unit_id, message.person_id = message.unit_id, unit_id, None
    step = Held(tell, message, about).note("settle")
    step.from_unit_id = before
    tell.session.flush()
    tell(MessageMoved(message.id, "settle", message.state, unit_id, None, None, step.id))
