"""Lines of text from the hall page to one counter or to all."""

from sqlalchemy import delete, update

from deskq.core.errors import NotFound
from deskq.core.transactions import transaction
from deskq.office import queries as office_queries
from deskq.queue.hall.events import LineRead, LineSent, LineWithdrawn
from deskq.queue.hall.models import CounterLine
from deskq.queue.hall.service.help_calls import own_counter
from deskq.queue.service.counter_action import CounterAction


def send(office_id: int, by: str, text: str, number: int | None) -> int:
    """Send a line to one counter, or to all when ``number`` is None; returns its sequence."""
    with transaction(office_id, by) as tx:
        every = office_queries.counters(tx.session, office_id)
        counters = [row for row in every if number in (None, row.number)]
        if not counters:
            raise NotFound
        sequence = tx.record(LineSent([row.number for row in counters]))
        tx.session.add_all(
            CounterLine(office_id=office_id, sequence=sequence, counter_id=row.id, text=text, sent_at=tx.at)
            for row in counters
        )
        return sequence


def withdraw(office_id: int, by: str, sequence: int) -> None:
    """Withdraw a line from all counters, also from those that have read it."""
    with transaction(office_id, by) as tx:
        those = (CounterLine.office_id == office_id, CounterLine.sequence == sequence)
        if not tx.connection.execute(delete(CounterLine).where(*those)).rowcount:
            raise NotFound
        tx.record(LineWithdrawn(sequence))


def mark_read(action: CounterAction, sequence: int) -> None:
    """The clerk has read a line; it leaves their page."""
    with transaction(action.office_id, action.by) as tx:
        counter = own_counter(tx, action)
        line = (CounterLine.office_id == action.office_id, CounterLine.sequence == sequence)
        unread = (CounterLine.counter_id == counter.id, CounterLine.read_at.is_(None))
        if tx.connection.execute(update(CounterLine).where(*line, *unread).values(read_at=tx.at)).rowcount:
            tx.record(LineRead(sequence, counter.id))
