"""People ahead and staffed counters are read once per version of the journal, and are always those of that version."""

import pytest

from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.queue import queue_snapshot
from deskq.queue.models import Ticket
from deskq.queue.new_ticket import NewTicket
from deskq.queue.queue_snapshot import QueueSnapshot
from deskq.queue.screens.shared import version_and_config
from deskq.queue.service import calls, counters
from deskq.queue.service.issue import issue as issue_ticket
from deskq.queue.version_cache import MAX_AGE


@pytest.fixture
def issue(office):
    count = iter(range(100))
    return lambda: issue_ticket(office, "test", NewTicket("renewal_levy", f"secret {next(count)}"))


@pytest.fixture
def snapshot(office):
    def read() -> QueueSnapshot:
        db.session.remove()
        version, config = version_and_config(db.session(), office)
        return queue_snapshot.at(db.session(), config, version)

    return read


def test_it_is_read_once_for_each_version(issue, snapshot):
    first, second = issue(), issue()

    shown = snapshot()

    assert shown.people_ahead == {first.id: 0, second.id: 1}
    assert snapshot() is shown


def test_a_call_changes_it(issue, snapshot, at):
    _, second = issue(), issue()
    snapshot()
    counters.open_counter(at(2))
    calls.call_next(at(2))

    shown = snapshot()

    assert shown.people_ahead == {second.id: 0}
    assert shown.staffed.keys() == {at(2).counter_id}


def test_it_is_read_again_after_some_seconds_because_visitors_become_overdue(issue, snapshot, later):
    issue()
    shown = snapshot()
    later(seconds=MAX_AGE.total_seconds() + 1)

    assert snapshot() is not shown


class Undone(Exception):
    """Rolls a transaction back."""


def test_what_an_open_transaction_has_changed_is_not_kept(issue, snapshot, office):
    first = issue()

    with pytest.raises(Undone):
        _cancel_and_undo(office, first.id)

    assert snapshot().people_ahead == {first.id: 0}


def _cancel_and_undo(office: int, ticket_id: int) -> None:
    with transaction(office, "test") as tx:
        version, config = version_and_config(tx.session, office)
        tx.session.get_one(Ticket, ticket_id).state = "cancelled"
        tx.session.flush()
        assert queue_snapshot.at(tx.session, config, version).people_ahead == {}
        raise Undone
