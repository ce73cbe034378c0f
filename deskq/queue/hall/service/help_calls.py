"""A counter calls for help; a supervisor answers."""

from datetime import timedelta

from deskq.core.errors import Forbidden
from deskq.core.transactions import Transaction, transaction
from deskq.office import config_cache
from deskq.office.models import Counter
from deskq.queue.hall import queries
from deskq.queue.hall.events import HelpAsked, HelpEnded
from deskq.queue.hall.models import HelpCall
from deskq.queue.rules.transitions import CannotUndo
from deskq.queue.service.counter_action import CounterAction, get_counter


def ask(action: CounterAction) -> None:
    """Call for help. Asking again keeps the first call and its time."""
    with transaction(action.office_id, action.by) as tx:
        _ask(tx, own_counter(tx, action))


def withdraw(action: CounterAction) -> None:
    """The counter no longer needs help."""
    with transaction(action.office_id, action.by) as tx:
        end(tx, own_counter(tx, action), answered=False)


def answer(office_id: int, by: str, counter_id: int) -> Counter:
    """Somebody goes to the counter."""
    with transaction(office_id, by) as tx:
        counter = get_counter(tx, counter_id)
        end(tx, counter, answered=True)
        return counter


def ask_again(office_id: int, by: str, counter_id: int) -> Counter:
    """Undo an answer: the counter still waits for help. Raises ``CannotUndo`` after the office's undo time, or when
    nothing was answered."""
    with transaction(office_id, by) as tx:
        counter = get_counter(tx, counter_id)
        seconds = config_cache.at(office_id, tx.config_version, tx.connection).office.undo_seconds
        waits = tx.session.get(HelpCall, counter.id) is not None
        answered = queries.was_answered(tx.session, counter, tx.version, tx.at - timedelta(seconds=seconds))
        if counter.status == "closed" or not (waits or answered):
            raise CannotUndo
        _ask(tx, counter)
        return counter


def own_counter(tx: Transaction, action: CounterAction) -> Counter:
    """The counter of an action. Raises ``Forbidden`` unless the clerk works there."""
    counter = get_counter(tx, action.counter_id)
    if counter.clerk_id != action.clerk_id:
        raise Forbidden
    return counter


def _ask(tx: Transaction, counter: Counter) -> None:
    if tx.session.get(HelpCall, counter.id) is None:
        tx.session.add(HelpCall(counter_id=counter.id, office_id=tx.office_id, asked_at=tx.at))
        tx.session.flush()
        tx.record(HelpAsked(counter.id, counter.number))


def end(tx: Transaction, counter: Counter, *, answered: bool) -> None:
    """End the counter's call for help, if there is one."""
    call = tx.session.get(HelpCall, counter.id)
    if call is not None:
        tx.session.delete(call)
        tx.session.flush()
        tx.record(HelpEnded(counter.id, counter.number, answered))
