"""Whoever signs out leaves their counter in the very commit of it."""

from deskq.queue import service
from deskq.staff.events import SignedOut, SignedOutEverywhere
from deskq.transactions import Transaction, beside


@beside(SignedOut)
def leave_counter(tell: Transaction, event: SignedOut) -> None:
    service.vacate(tell, event.person, event.parting)


@beside(SignedOutEverywhere)
def leave_counter_everywhere(tell: Transaction, event: SignedOutEverywhere) -> None:
    """Nobody is asked: it may be an admin who ends the sessions of somebody else."""
    service.vacate(tell, event.person, "", ask=False)
