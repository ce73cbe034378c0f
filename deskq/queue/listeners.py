"""A clerk who signs out closes their counter in the same commit."""

from deskq.core.transactions import Transaction, in_transaction
from deskq.queue.service import counters
from deskq.staff.events import SignedOut, SignedOutEverywhere


@in_transaction(SignedOut)
def leave_counter(tx: Transaction, event: SignedOut) -> None:
    counters.close_on_sign_out(tx, event.person, event.parting)


@in_transaction(SignedOutEverywhere)
def leave_counter_everywhere(tx: Transaction, event: SignedOutEverywhere) -> None:
    """Asks no question: it may be an admin who ends the sessions of somebody else."""
    counters.close_on_sign_out(tx, event.person, "", ask=False)
