"""Tells the screens of this process that actions wait to be saved, or cannot be, and when that is over."""

from contextlib import suppress
from time import monotonic

from deskq.core import outages
from deskq.core.db import faults
from deskq.core.db.writing import probe
from deskq.core.errors import DomainError
from deskq.core.extensions import db, socketio

PERIOD = 0.5
AGAIN = 2.0  # seconds after which it is told again, to screens that came meanwhile


class WriteWaits:
    """One per process; ``once`` is one round."""

    def __init__(self) -> None:
        self._told = ""
        self._told_at = 0.0

    def once(self) -> None:
        if outages.states().get(faults.PART):
            _look_again()
        state = outages.states().get(faults.PART) or ""
        if state == self._told and (not state or monotonic() - self._told_at < AGAIN):
            return
        socketio.emit("saving", {"state": state})
        self._told, self._told_at = state, monotonic()


def _look_again() -> None:
    """Ends the outage when the database can be written again, even if nobody does."""
    with suppress(DomainError):
        probe(db.session(), patience=0.0)
