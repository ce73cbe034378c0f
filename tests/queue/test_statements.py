"""How many statements a press of a button costs while the office is locked, on both databases."""

import re

import pytest
from flask import current_app

from deskq.access.drawing import drawing_for
from deskq.core import secrets
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.live import registry
from deskq.live.screen_types import Screen
from deskq.office import config_cache
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import calls, counter_action, counters, serve
from deskq.queue.service.counter_action import CounterAction
from deskq.queue.service.issue import issue
from tests.core.journal.conftest import postgres_office  # noqa: F401 (a fixture)
from tests.queue.test_long_queue import anywhere
from tests.tools.statements import statements

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


def sent_by(act, kind: str = "") -> list[str]:
    """All statements of an action without BEGIN, or those of one kind."""
    with statements() as sent:
        act()
    return [brief(one) for one, _ in sent if one.startswith(kind) and not one.startswith("BEGIN")]


@pytest.mark.parametrize("key", [None, "a key"])
def test_a_ticket_costs_five_statements(anywhere, desk, key):
    assert sent_by(lambda: take(anywhere, key)) == [
        "SELECT journal_head", "INSERT ticket", "INSERT last_number", "INSERT journal", "UPDATE journal_head",
    ]  # fmt: skip


def test_a_call_costs_eight_statements_and_the_beginning_reads_counter_and_visitor_at_once(anywhere, desk):
    assert sent_by(lambda: calls.call_next(desk)) == [
        "SELECT journal_head", "SELECT counter", "SELECT heads", "INSERT visit_interval", "UPDATE ticket",
        "INSERT journal", "UPDATE counter", "UPDATE journal_head",
    ]  # fmt: skip
    assert sent_by(lambda: serve.start(desk), "SELECT") == ["SELECT journal_head", "SELECT counter"]


@pytest.mark.parametrize("verb", ["start", "finish"])
def test_what_a_machine_does_with_a_ticket_reads_its_counter_and_its_visitor_at_once(anywhere, desk, verb):
    called = calls.call_next(desk)
    if verb == "finish":
        serve.start(desk)
    do = {"start": serve.start, "finish": serve.finish}[verb]

    sent = sent_by(lambda: counter_action.at_ticket(anywhere, "machine", None, called.id, verb, do), "SELECT")

    assert sent == ["SELECT journal_head", "SELECT ticket"]


def test_a_visitor_who_was_moved_under_the_same_lock_is_not_taken_for_the_one_at_the_counter(anywhere, desk):
    first = calls.call_next(desk)
    serve.start(desk)
    take(anywhere)
    with transaction(anywhere, "test"):
        counter_action.at_ticket(anywhere, "machine", None, first.id, "finish", serve.finish)
        with pytest.raises(counter_action.NobodyHere):
            serve.start(desk)
        second = calls.call_next(desk)
        assert serve.start(desk).id == second.id != first.id


@pytest.mark.parametrize("screen", ["lobby", "counter", "ticket"])
def test_a_screen_reads_its_version_before_what_it_shows(anywhere, desk, screen):
    """Another order could show an old state as the newest: it would stay until the next event."""
    called = calls.call_next(desk)
    rows = {"lobby": 0, "counter": desk.counter_id, "ticket": called.id}
    draw = registry.of(current_app).types[screen].draw
    with drawing_for(current_app, anywhere, "fa"), statements() as sent:
        draw(Screen(screen, anywhere, rows[screen], "fa"), "secret")

    assert next(brief(statement) for statement, _ in sent if statement.startswith("SELECT")) == "SELECT journal_head"


def test_the_page_of_a_ticket_reads_its_version_before_what_it_shows(anywhere):
    secret = secrets.new()
    issue(anywhere, "test", NewTicket("renewal_levy", secret))
    with statements() as sent:
        current_app.test_client().get(f"/t/{secret}/state")

    read = [statement for statement, _ in sent]
    version = next(place for place, statement in enumerate(read) if "FROM journal_head" in statement)
    shown = [place for place, statement in enumerate(read) if "ticket.language" in statement]
    assert shown == [version + 1]
