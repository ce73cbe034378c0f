"""People ahead and staffed counters are read once per version of the journal, and are always those of that version."""

from contextlib import suppress

import pytest

from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.queue import queue_snapshot
from deskq.queue.models import Ticket
from deskq.queue.queue_snapshot import QueueSnapshot
from deskq.queue.screens.shared import version_and_config
from deskq.queue.service import calls, counters
from deskq.queue.version_cache import MAX_AGE


@pytest.fixture
def snapshot(office):
    def read() -> QueueSnapshot:
        db.session.remove()
        version, config = version_and_config(db.session(), office)
        return queue_snapshot.at(db.session(), config, version)

    return read


def test_it_is_read_once_for_each_version_and_again_after_some_seconds_because_visitors_become_overdue(
    issue, snapshot, at, later
):
    first, second = issue(), issue()
    shown = snapshot()
    assert shown.people_ahead == {first.id: 0, second.id: 1}
    assert snapshot() is shown
    counters.open_counter(at(2))
    calls.call_next(at(2))

    called = snapshot()

    assert called.people_ahead == {second.id: 0}
    assert called.staffed.keys() == {at(2).counter_id}
    later(seconds=MAX_AGE.total_seconds() + 1)
    assert snapshot() is not called


class Undone(Exception):
    """Rolls a transaction back."""


def test_what_an_open_transaction_has_changed_is_not_kept(issue, snapshot, office):
    first = issue()

    with suppress(Undone), transaction(office, "test") as tx:
        version, config = version_and_config(tx.session, office)
        tx.session.get_one(Ticket, first.id).state = "cancelled"
        tx.session.flush()
        assert queue_snapshot.at(tx.session, config, version).people_ahead == {}
        raise Undone

    assert snapshot().people_ahead == {first.id: 0}
