"""A supervisor opens a counter for a clerk, sends it on a break, and undoes these actions."""

from deskq.core.errors import N_, DomainError
from deskq.core.transactions import transaction
from deskq.office.models import Counter
from deskq.queue.models import Ticket
from deskq.queue.rules.transitions import CannotUndo
from deskq.queue.service import counters, undo
from deskq.queue.service.counter_action import CounterAction, CounterNotOpen, Stale, get_counter, update_row


class OpenAlready(DomainError):
    slug = "counter-open"
    title = N_("Counter %(number)s is already open.")


def open_for(office_id: int, by: str, counter_id: int, clerk_id: int) -> Counter:
    """Open a closed counter for a clerk, or end the break of its clerk."""
    with transaction(office_id, by) as tx:
        counter = get_counter(tx, counter_id)
        if counter.status == "open":
            raise OpenAlready(number=counter.number)
        return counters.open_counter(CounterAction(office_id, by, counter_id, clerk_id))


def take_break(office_id: int, by: str, counter_id: int, minutes: int) -> Counter:
    """Send a counter without a visitor on a break with an expected end."""
    with transaction(office_id, by) as tx:
        counter = get_counter(tx, counter_id)
        if counter.status == "closed":
            raise CounterNotOpen(number=counter.number)
        return counters.break_counter(CounterAction(office_id, by, counter_id, counter.clerk_id), minutes)


def undo_own(office_id: int, by: str, counter_id: int, revision: int) -> list[Ticket]:
    """Undo this supervisor's action on a counter, if it was the last action there. ``revision``: revision of the
    counter after the action. Raises ``Stale``, or ``CannotUndo`` after the office's undo time."""
    with transaction(office_id, by) as tx:
        counter = get_counter(tx, counter_id)
        if counter.turn != revision:
            raise Stale
        moves = undo.last_moves(tx.session, counter)
        if not moves or any(move.by != by for move in moves):
            raise CannotUndo
        before = tx.version
        moved = undo.undo_moves(tx, counter, moves)
        update_row(tx.session, counter, turn=before + 1)
        return moved
