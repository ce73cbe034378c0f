"""Whoever signs out leaves their counter in the very commit of it."""

from deskq.core.transactions import Transaction, in_transaction
from deskq.queue.service import counters
from deskq.staff.events import SignedOut, SignedOutEverywhere


@in_transaction(SignedOut)
def leave_counter(tx: Transaction, event: SignedOut) -> None:
    counters.vacate(tx, event.person, event.parting)


@in_transaction(SignedOutEverywhere)
def leave_counter_everywhere(tx: Transaction, event: SignedOutEverywhere) -> None:
    """Nobody is asked: it may be an admin who ends the sessions of somebody else."""
    counters.vacate(tx, event.person, "", ask=False)
