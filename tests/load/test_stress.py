"""32 concurrent clients on one queue: no number twice, no gap, nobody called twice or skipped, and an intact
journal."""

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest
from flask_migrate import upgrade

from deskq import create_app
from deskq.core import clock
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.demo import office as office_demo
from deskq.office import queries as office_queries
from tests.conftest import PASSWORD, require, settings
from tests.load import concurrent_clients, postgres
from tests.load.bench_server import ROOT
from tests.queue import invariants
from tests.tools.more_in_soak import more_in_soak

pytestmark = pytest.mark.load
#: How many visitors come; many by `make soak`.
TICKETS = more_in_soak([600, 2000])


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """The demo office in a PostgreSQL database of its own; the pushed context is that of its application."""
    require("PostgreSQL", postgres.is_available())
    with postgres.database() as url, create_app(settings(url)).app_context():
        upgrade()
        office_demo.create_demo_office(PASSWORD)
        yield url
        db.session.remove()
        db.engine.dispose()


def check(office: int, issued: list[int], called: list[int]) -> None:
    session = db.session()
    stored = invariants.tickets(session, office)
    assert sorted(issued) == [ticket.id for ticket in stored]
    assert sorted(called) == sorted(issued), "someone was called twice, or never"
    assert {ticket.state for ticket in stored} == {"done"}
    invariants.check(session, office)
    calls = [entry.ticket_id for entry in journal.walk(session, office) if entry.kind == "ticket.called"]
    assert sorted(calls) == sorted(issued)


@pytest.mark.parametrize("tickets", TICKETS)
def test_32_threads_on_sqlite(app, office, tickets):
    clock.fix(None)
    counters = concurrent_clients.add_counters(office)

    done = concurrent_clients.run(app, counters, tickets)

    check(office, done["issued"], done["called"])


@pytest.mark.postgres
@pytest.mark.parametrize("tickets", TICKETS)
def test_32_threads_in_2_processes_on_postgresql(postgres_url, tickets):
    found = office_queries.first_office(db.session())
    assert found is not None
    counters = concurrent_clients.add_counters(found.id)

    one, other = (start(postgres_url, counters[half::2], tickets // 2) for half in (0, 1))
    for process in (one, other):
        assert process.stdout.readline() == "ready\n"
    for process in (one, other):
        process.stdin.write("go\n")
        process.stdin.flush()
    answers = [json.loads(process.communicate(timeout=300)[0]) for process in (one, other)]

    issued, called = ([ticket for answer in answers for ticket in answer[what]] for what in ("issued", "called"))
    check(found.id, issued, called)
    assert all(answer["called"] for answer in answers)


def start(url: str, counters: list[int], tickets: int) -> "subprocess.Popen[str]":
    """A process with a thread for each of its counters, waiting for a word to begin."""
    words = [sys.executable, "-m", "tests.load.concurrent_clients"]
    process = subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    process.stdin.write(json.dumps({"url": url, "counters": counters, "tickets": tickets}) + "\n")
    process.stdin.flush()
    return process
