"""How many statements a press of a button costs while the office is locked, on both databases."""

import re

import pytest

from deskq.core import secrets
from deskq.core.extensions import db
from deskq.office import config_cache
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import calls, counters
from deskq.queue.service.counter_action import CounterAction
from deskq.queue.service.issue import issue
from tests.core.journal.conftest import postgres_office  # noqa: F401 (a fixture)
from tests.queue.test_long_queue import anywhere, statements

__all__ = ["anywhere"]
WORDS = re.compile(r"\s*(SELECT|INSERT INTO|UPDATE|BEGIN).*?(?:FROM|INTO|UPDATE)? (\w+)", re.DOTALL)


@pytest.fixture
def desk(anywhere) -> CounterAction:
    """Counter 2 is open, and a first visitor was called and is gone: what is cached for each process is cached."""
    counter = config_cache.of(db.session(), anywhere).counter_ids[2]
    action = CounterAction(anywhere, "test", counter, None)
    counters.open_counter(action)
    take(anywhere)
    return action


def take(office: int, key: str | None = None) -> None:
    issue(office, "test", NewTicket("renewal_levy", secrets.new(), request_key=key))


def brief(statement: str) -> str:
    """Its verb and its first table: ``UPDATE ticket``."""
    verb = statement.split()[0]
    table = re.search(r"(?:FROM|INTO|UPDATE) (?:json_each|unnest)?(\w*)", statement)
    return f"{verb} {table[1] or 'heads'}" if table else statement


def test_a_ticket_costs_five_statements(anywhere, desk):
    with statements() as sent:
        take(anywhere)

    assert [brief(statement) for statement, _ in sent if not statement.startswith("BEGIN")] == [
        "SELECT journal_head",
        "INSERT ticket",
        "INSERT last_number",
        "INSERT journal",
        "UPDATE journal_head",
    ]


def test_a_key_costs_no_statement_more(anywhere, desk):
    with statements() as sent:
        take(anywhere, "a key")

    assert len([statement for statement, _ in sent if not statement.startswith("BEGIN")]) == 5


def test_a_call_costs_eight_statements(anywhere, desk):
    with statements() as sent:
        calls.call_next(desk)

    assert [brief(statement) for statement, _ in sent if not statement.startswith("BEGIN")] == [
        "SELECT journal_head",
        "SELECT counter",
        "SELECT heads",
        "INSERT visit_interval",
        "UPDATE ticket",
        "INSERT journal",
        "UPDATE counter",
        "UPDATE journal_head",
    ]
