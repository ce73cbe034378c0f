"""A transaction for a whole day of a simulated past, in which the time moves on from action to action."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from deskq.core import clock
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.core.transactions import Transaction, transaction


class PastDay:
    """Services that are called meanwhile join its transaction: a day is one commit instead of thousands."""

    def __init__(self, tx: Transaction) -> None:
        self.tx = tx

    def move_to(self, moment: datetime) -> None:
        """Later actions happen then."""
        clock.fix(moment)
        self.tx.move_to(clock.now())

    def append(self, by: str, event: Any) -> int:
        """Journal an event nobody is told about: screens of the past are gone. Returns its sequence."""
        return journal.append(self.tx.connection, self.tx.head, self.tx.version + 1, by, event)


@contextmanager
def past_day(office_id: int, begins: datetime) -> Iterator[PastDay]:
    with clock.at(begins), transaction(office_id, "demo") as tx:
        yield PastDay(tx)
    db.session.remove()
