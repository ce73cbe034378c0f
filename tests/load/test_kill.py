"""kill -9 at random moments: everything the server acknowledged is there after the restart."""

import random
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.app_forks import flask
from tests.load.load_client import Acknowledged, CounterLoad, KioskLoad
from tests.load.seeded_server import SeededServer, running

pytestmark = pytest.mark.load
SERVICES = ("renewal_levy", "info_desk", "notary_clearance")


@pytest.fixture
def server(tmp_path: Path, seeded_file: Path) -> Iterator[SeededServer]:
    with running(tmp_path, seeded_file) as made:
        yield made


def rows(server: SeededServer, query: str) -> list[tuple[int, ...]]:
    """Read by another connection, as the next start of the server will read it."""
    with closing(sqlite3.connect(server.instance / "deskq.sqlite")) as connection:
        return connection.execute(query).fetchall()


@pytest.mark.parametrize("times", [5, pytest.param(20, marks=pytest.mark.soak)])
def test_everything_acknowledged_survives_kills(server, times):
    dice = random.Random(20)
    noted = Acknowledged()
    kiosks = [KioskLoad(noted, SERVICES) for _ in range(3)]
    desks = [CounterLoad(noted, number, server.instance / "deskq.sqlite") for number in (1, 2, 4)]

    for _ in range(times):
        kill_under_load(server, noted, kiosks, desks, dice.randint(5, 120))
        check_acknowledged(server, noted)
        server.start()

    for kiosk in kiosks:
        kiosk.resend(server.port, server.kiosk)
    check_acknowledged(server, noted)
    [(stored,)] = rows(server, "SELECT count(*) FROM ticket")
    assert len(noted.issued) == stored, "a resent request made a second ticket"
    assert noted.called
    assert "intact" in flask(server.env, "verify-journal")
    assert "Traceback" not in (server.instance / "log").read_text()


def kill_under_load(
    server: SeededServer, noted: Acknowledged, kiosks: list[KioskLoad], desks: list[CounterLoad], more: int
) -> None:
    """Press from all sides; kill the server once so many more presses were acknowledged, in the middle of others."""
    failed: list[BaseException] = []

    def run(client: KioskLoad | CounterLoad, token: str) -> None:
        try:
            client.run_until_gone(server.port, token)
        except BaseException as error:  # told below: a thread cannot fail a test by itself
            failed.append(error)

    pairs = [(kiosk, server.kiosk) for kiosk in kiosks] + [(desk, server.clerk) for desk in desks]
    threads = [threading.Thread(target=run, args=pair) for pair in pairs]
    goal = noted.total + more
    for thread in threads:
        thread.start()
    try:
        noted.reach(goal)
    finally:
        server.kill()
        for thread in threads:
            thread.join(30)
    assert failed == []


def check_acknowledged(server: SeededServer, noted: Acknowledged) -> None:
    states = dict(rows(server, "SELECT id, state FROM ticket"))
    told = {kind: set() for kind in ("ticket.issued", "ticket.called", "ticket.finished")}
    for kind, ticket in rows(server, "SELECT kind, ticket_id FROM journal WHERE ticket_id IS NOT NULL"):
        told.setdefault(kind, set()).add(ticket)
    assert set(noted.issued.values()) <= states.keys() & told["ticket.issued"]
    assert set(noted.called) <= told["ticket.called"]
    assert set(noted.done) <= told["ticket.finished"]
    assert {states[ticket] for ticket in noted.done} <= {"done"}
    assert len(set(noted.called)) == len(noted.called), "someone was called twice"
