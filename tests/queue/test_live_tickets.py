"""The live tickets and staffed counters in memory agree with the database after any actions of any process."""

import random
from contextlib import suppress
from datetime import datetime, timedelta

import pytest

from deskq.core.db import journal
from deskq.core.db.fixed import read_together
from deskq.core.errors import DomainError
from deskq.core.extensions import db
from deskq.core.transactions import Transaction, transaction
from deskq.office import config_cache
from deskq.office.shares import Shares
from deskq.queue import live_tickets, queries
from deskq.queue.events import TicketCancelled
from deskq.queue.live_tickets import STAFFED
from deskq.queue.models import Ticket
from deskq.queue.queries import QueuedTicket
from deskq.queue.screens.lobby import queries as lobby
from deskq.queue.staffed_counters import staffed
from deskq.queue.tickets_in_memory import StaffedCounter
from tests.queue import invariants
from tests.queue.random_actions import COUNTERS, VERBS, WEIGHTS, Hall
from tests.tools.more_in_soak import more_in_soak
from tests.tools.shared_app import replace_database
from tests.tools.statements import statements

STEPS = 200


class Regretted(Exception):
    pass


@pytest.fixture
def processes(app, make_app):
    """Two processes on one database."""
    return app, make_app()


def check(office: int) -> None:
    """In memory and in the database: the people ahead of a newcomer, for each service, the staffed counters, and what
    the lobby shows."""
    with transaction(office, "test") as tx:
        check_in(tx)
    check_hall(office)


def check_hall(office: int) -> None:
    connection = db.session.connection()
    (head,) = read_together(connection, {"office": office}, journal.POSITION)
    sequence, config_version = journal.position_from_rows(head)
    position = sequence, journal.hash_from_rows(head)
    in_memory = live_tickets.hall(connection.engine, office, position)
    in_database = lobby.hall_in_database(connection, office, sequence, config_version)
    assert in_memory is not None
    assert (in_memory.sequence, in_memory.config_version) == (sequence, config_version)
    check_equal(in_memory, in_database)


def check_equal(in_memory, in_database) -> None:
    assert in_memory.config_version == in_database.config_version
    assert in_memory.calls == in_database.calls
    assert in_memory.waiting == in_database.waiting
    assert sorted(in_memory.staffed) == sorted(in_database.staffed)


def check_in(tx: Transaction) -> None:
    config = config_cache.at(tx.office_id, tx.config_version, tx.connection)
    overdue_since = tx.at - timedelta(minutes=config.office.bound_minutes)
    waiting = queries.everyone_waiting(tx.session, config)
    kept = live_tickets.of(tx)
    held = tx.session.query(Ticket).filter_by(office_id=tx.office_id, state="held", counter_id=None)
    assert kept.on_hold_nowhere == held.count()
    in_database = STAFFED.all(tx.connection, {"office": tx.office_id})
    assert sorted(staffed(tx.session, tx.office_id)) == sorted(StaffedCounter(*row) for row in in_database)
    for service in config.services:
        among = config.shares(service)
        ahead = [visitor for visitor in waiting if is_ahead(visitor, among, overdue_since)]
        assert kept.ahead_of_newcomer(among, overdue_since) == len(ahead)


def is_ahead(visitor: QueuedTicket, among: Shares, overdue_since: datetime) -> bool:
    if visitor.counter_id is not None:
        return visitor.counter_id in among.counters
    return visitor.service_id in among.before or (
        visitor.service_id in among.behind and visitor.arrived_at <= overdue_since
    )


@pytest.mark.parametrize("seed", more_in_soak(range(4)))
def test_they_agree_after_any_actions_of_two_processes(seed, processes, office):
    dice = random.Random(seed)
    hall = Hall(office)
    for number in COUNTERS:
        hall.do("open", number, 0)

    for verb in dice.choices(list(WEIGHTS), list(WEIGHTS.values()), k=STEPS):
        with dice.choice(processes).app_context():
            hall.do(verb, dice.choice(COUNTERS), dice.randrange(30))
            if dice.random() < 0.4:
                check(office)
            db.session.remove()

    for process in processes:
        with process.app_context():
            check(office)


@pytest.mark.parametrize("seed", range(2))
def test_they_agree_inside_a_transaction_and_after_it_was_rolled_back(seed, office):
    dice = random.Random(seed)
    hall = Hall(office)
    for number in COUNTERS:
        hall.do("open", number, 0)

    for _ in range(40):
        with suppress(Regretted), transaction(office, "test") as tx:
            for verb in dice.choices(list(WEIGHTS), list(WEIGHTS.values()), k=3):
                with suppress(DomainError):
                    VERBS[verb](hall, hall.press(dice.choice(COUNTERS)), dice.randrange(30))
                check_in(tx)
            if dice.random() < 0.5:
                raise Regretted
        hall.issued = [ticket.id for ticket in invariants.tickets(db.session(), office)]
        check(office)


def test_entries_that_were_appended_without_events_are_read_from_the_journal(office, issue):
    ticket = issue()

    with transaction(office, "test") as tx:
        tx.session.get_one(Ticket, ticket.id).state = "cancelled"
        tx.session.flush()
        left = TicketCancelled(ticket.id, ticket.code, "cancel", None, {"state": ["waiting", "cancelled"]})
        journal.append(tx.connection, tx.head, tx.action, "test", left)

    check(office)


def test_another_database_in_the_place_of_the_first_is_noticed(office, issue, app, seeded_file, shared_file):
    for _ in range(3):
        issue()
    db.session.remove()
    db.engine.dispose()
    replace_database(shared_file, seeded_file)

    for expected in range(5):
        assert issue().ahead_at_issue == expected


def test_issuing_reads_no_other_ticket_however_many_wait(office, issue):
    for _ in range(3):
        issue()

    with statements() as sent:
        issue()

    assert not [statement for statement, _ in sent if statement.startswith("SELECT") and "FROM ticket" in statement]
