"""A SQLite file that another program locks: the server goes on, presses wait, and nothing acknowledged is lost."""

import json
import sqlite3
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from time import monotonic

import pytest

from tests.core.database.sqlite_lock import locked
from tests.load.bench_server import RunningServer
from tests.load.load_client import ApiClient
from tests.load.lobby_thread import Lobby
from tests.load.seeded_server import running
from tests.tools.steps import should_be

pytestmark = pytest.mark.load
LIMIT = 10  # seconds that a press waits at most
LIVELY = 1.0  # seconds in which a server that goes on answers, on a busy machine


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, seeded_file: Path) -> Iterator[RunningServer]:
    with running(tmp_path_factory.mktemp("locked"), seeded_file) as made:
        yield made


class Press(threading.Thread):
    """One visitor at the kiosk; ``answer`` is (status, body, seconds)."""

    def __init__(self, server: RunningServer) -> None:
        super().__init__(daemon=True)
        self.server, self.answer = server, None

    def run(self) -> None:
        client, began = ApiClient(self.server.port, self.server.kiosk), monotonic()
        status, body = client.post("/tickets", {"service": "info_desk"})
        client.close()
        self.answer = (status, body, monotonic() - began)


def goes_on(server: RunningServer) -> float:
    """The slowest answer of a page that reads."""
    slowest = 0.0
    for path in ("/healthz", "/", "/api/v1/board"):
        began = monotonic()
        request = urllib.request.Request(server.address + path, headers={"Authorization": f"Bearer {server.lobby}"})
        urllib.request.urlopen(request, timeout=LIMIT).read()
        slowest = max(slowest, monotonic() - began)
    return slowest


def tickets(server: RunningServer) -> int:
    with closing(sqlite3.connect(server.instance / "deskq.sqlite")) as database:
        return int(database.execute("SELECT count(*) FROM ticket").fetchone()[0])


@pytest.mark.parametrize("seconds", [3, 8.5])
def test_a_lock_of_some_seconds_only_delays_presses(server, seconds):
    before = tickets(server)
    begin = monotonic()
    with ExitStack() as ends:
        lobby = Lobby(server, ends)
        lobby.start()
        other = ends.enter_context(locked(server.instance / "deskq.sqlite"))
        presses = [Press(server) for _ in range(5)]
        for press in presses:
            press.start()
        slowest = 0.0
        while monotonic() - begin < seconds:
            slowest = max(slowest, goes_on(server))
        assert lobby.told("locked")
        assert [press.answer for press in presses] == [None] * 5
        other.free()
        freed = monotonic()
        for press in presses:
            press.join(LIMIT)
        right_again = monotonic() - freed
        assert lobby.told("")
        silence = lobby.longest_silence(begin)

    assert [press.answer[0] for press in presses] == [201] * 5
    assert len({press.answer[1]["id"] for press in presses}) == tickets(server) - before == 5
    should_be(slowest, LIVELY)
    should_be(silence, 4 + LIVELY)
    print(f"locked {seconds} s: slowest page {slowest * 1000:.0f} ms, right again after {right_again * 1000:.0f} ms")


def test_a_lock_that_lasts_is_refused_after_ten_seconds_and_nothing_is_left_behind(server):
    before = tickets(server)
    with locked(server.instance / "deskq.sqlite"):
        presses = [Press(server) for _ in range(3)]
        for press in presses:
            press.start()
        for press in presses:
            press.join(2 * LIMIT)
        with pytest.raises(urllib.error.HTTPError) as ready:
            urllib.request.urlopen(f"{server.address}/readyz", timeout=LIMIT)
        assert json.load(ready.value)["ways_out"]["database"] == "locked"

    assert [(press.answer[0], press.answer[1]["type"]) for press in presses] == [(503, "busy")] * 3
    should_be(max(press.answer[2] for press in presses), LIMIT + LIVELY, "a press that is refused")
    again = Press(server)
    again.start()
    again.join(LIMIT)
    assert (again.answer[0], tickets(server) - before) == (201, 1)
