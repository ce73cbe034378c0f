"""When a counter closes or goes on break, the next forecast is made at once. Until it is there, no wait is shown for
services that no counter serves (``queue/wait_port.py``)."""

from flask import current_app, has_app_context

from deskq.core.transactions import after_commit
from deskq.queue.events import CounterClosed, CounterOnBreak


@after_commit(CounterClosed)
def renew_closed(event: CounterClosed) -> None:
    _renew()


@after_commit(CounterOnBreak)
def renew_on_break(event: CounterOnBreak) -> None:
    _renew()


def _renew() -> None:
    if has_app_context():
        current_app.extensions["deskq_estimate"].woken.set()
