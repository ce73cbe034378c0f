"""PostgreSQL that is stopped, ends at once or is killed under presses: screens say so, and the server recovers."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from time import monotonic

import pytest

from tests.load import seeded_server
from tests.load.bench_server import PATIENCE
from tests.load.lobby_thread import Lobby
from tests.load.seeded_server import SeededServer, serving
from tests.load.steady_presses import Presses
from tests.tools.postgres_server import Server, postgres_server
from tests.tools.steps import should_be
from tests.tools.waiting import until

pytestmark = [pytest.mark.load, pytest.mark.postgres]
REFUSALS = {
    (503, "unavailable", "سامانه شلوغ است. لطفاً لحظه\u200cای دیگر دوباره امتحان کنید."),
    (500, "in-doubt", "شاید این کار انجام شده باشد، ولی ثبت آن تأیید نشد. لطفاً پیش از تکرار آن، وضعیت را ببینید."),
}
RETURNED = "SELECT 1 FROM ticket WHERE id = {} AND state = 'waiting'"


@pytest.fixture(scope="module")
def database() -> Iterator[Server]:
    with postgres_server() as made:
        seeded_server.seed(made.url)
        yield made


@pytest.fixture(scope="module")
def server(database: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SeededServer]:
    with serving(tmp_path_factory.mktemp("postgres"), database.url) as made:
        yield made


def ready(server: SeededServer) -> tuple[int, str | None]:
    """The status of /readyz, and what it says about the database."""
    try:
        with urllib.request.urlopen(f"{server.address}/readyz", timeout=PATIENCE) as answer:
            return answer.status, json.load(answer)["ways_out"].get("database")
    except urllib.error.HTTPError as refused:
        return refused.code, json.load(refused)["ways_out"].get("database")


def held(server: SeededServer, database: Server, presses: Presses) -> int:
    """A ticket on hold whose time has come: the job of the queue returns it, if it gets its lock."""
    _, ticket = presses.press("kiosk", "/tickets", {"service": "info_desk"}, {201})
    database.execute(f"UPDATE ticket SET state = 'held', returns_at = 1 WHERE id = {ticket['id']}")
    return ticket["id"]


@pytest.mark.parametrize("how", ["immediate", *(pytest.param(how, marks=pytest.mark.soak) for how in ("fast", "kill"))])
def test_the_server_recovers_by_itself_and_nothing_acknowledged_is_lost(server, database, how):
    with ExitStack() as ends:
        lobby = Lobby(server, ends)
        lobby.start()
        presses = Presses(server).start(kiosks=3, counters=(2, 4))
        ends.callback(presses.over.set)
        presses.more(30)

        database.stop(how)
        down = monotonic()
        assert lobby.told("unreachable")
        told = monotonic() - down
        presses.wait(lambda: any(status == 503 for status, *_ in presses.refused))
        assert ready(server) == (503, "unreachable")
        silence = lobby.longest_silence(down)
        database.start()
        up = monotonic()
        presses.more(1)
        right_again = monotonic() - up
        assert lobby.told("")
        presses.more(30)
        presses.stop()
        assert lobby.is_alive(), "the screen believed the connection lost"

    assert set(presses.refused) <= REFUSALS
    should_be(silence, 5, "silence for a screen")
    until(lambda: ready(server) == (200, None))
    check(server, database, presses)
    print(f"{how}: screens told after {told:.1f} s, a press answered {right_again:.1f} s after PostgreSQL was back")


def check(server: SeededServer, database: Server, presses: Presses) -> None:
    states = dict(database.rows("SELECT id, state FROM ticket"))
    told = database.rows("SELECT kind, ticket_id FROM journal WHERE ticket_id IS NOT NULL")
    calls = [ticket for kind, ticket in told if kind == "ticket.called"]
    assert set(presses.issued) <= states.keys() & {ticket for kind, ticket in told if kind == "ticket.issued"}
    assert len(set(presses.issued)) == len(presses.issued)
    assert set(presses.called) <= set(calls)
    assert len(set(calls)) == len(calls), "somebody was called twice"
    assert {states[ticket] for ticket in presses.done} == {"done"}
    due = held(server, database, presses)
    until(lambda: database.rows(RETURNED.format(due)))
