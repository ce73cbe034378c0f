"""Writes into the history of a message that its unit has nobody and who reads it instead, and when that ends."""

from collections.abc import Mapping

from deskq.core import clock
from deskq.core.transactions import Transaction
from deskq.messages.events import MessageCovered
from deskq.messages.models import Message, Step
from deskq.messages.queries import cover as cover_queries
from deskq.messages.queries.readers import Readers, readers
from deskq.messages.rules.cover import COVER, OWN_AGAIN
from deskq.messages.rules.visibility import is_restricted


def note_cover(tx: Transaction, message: Message) -> None:
    """After a message came to a unit: say so if the unit has nobody. What is restricted has readers of its own."""
    if is_restricted(message):
        return
    about = readers(tx.session, tx.office_id, clock.local(tx.at).date())
    if about.reading_unit(message.unit_id) != message.unit_id:
        _note(tx, message, COVER, about.reading_unit(message.unit_id))


def note_changed_covers(tx: Transaction) -> None:
    """After people or units changed: say so at each open message that another unit reads from now on, or its own
    again."""
    about = readers(tx.session, tx.office_id, clock.local(tx.at).date())
    for message, last in _open_messages(tx, about):
        reads = about.reading_unit(message.unit_id)
        if reads == message.unit_id:
            if last is not None and last.verb == COVER:
                _note(tx, message, OWN_AGAIN, None)
        elif last is None or (last.verb, last.unit_id, last.covered_by_id) != (COVER, message.unit_id, reads):
            _note(tx, message, COVER, reads)


def _open_messages(tx: Transaction, about: Readers) -> list[tuple[Message, Step | None]]:
    """(message, its last step about this) of messages whose unit has nobody, or had nobody before."""
    empty = {unit.id for unit in about.empty}
    last: Mapping[int, Step] = cover_queries.last_steps(tx.session, tx.office_id)
    found = cover_queries.open_messages(tx.session, tx.office_id, empty, last)
    return [(message, last.get(message.id)) for message in found]


def _note(tx: Transaction, message: Message, verb: str, reads: int | None) -> None:
    """The revision stays: nothing of what is being typed about the message has grown old."""
    tx.session.add(
        Step(message_id=message.id, at=tx.at, verb=verb, by=tx.by, unit_id=message.unit_id, covered_by_id=reads)
    )
    tx.session.flush()
    tx.record(MessageCovered(message.id, message.unit_id, reads))
