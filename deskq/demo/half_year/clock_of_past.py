"""A transaction for a whole day of the simulated past. Its time advances with each action."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from deskq.core import clock
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.core.transactions import Transaction, transaction


class PastDay:
    """Services called inside join its transaction, so that a day is one commit instead of thousands."""

    def __init__(self, tx: Transaction) -> None:
        self.tx = tx

    def move_to(self, moment: datetime) -> None:
        """Set the time of the following actions."""
        clock.fix(moment)
        self.tx.move_to(clock.now())

    def append(self, by: str, event: Any) -> int:
        """Write an event to the journal without publishing it. Returns its sequence."""
        journal.append(self.tx.connection, self.tx.head, self.tx.version + 1, by, event)
        return self.tx.version


@contextmanager
def past_day(office_id: int, begins: datetime) -> Iterator[PastDay]:
    with clock.at(begins), transaction(office_id, "demo") as tx:
        yield PastDay(tx)
    db.session.remove()
