"""Screens that all come back at once while people press: nobody who waits for the write lock or for the disk keeps a
connection that its owner needs. The server has two connections for readers, so that seconds are enough."""

import json
import re
import secrets
import threading
import urllib.request
from time import monotonic
from urllib.parse import urlencode

import pytest
from websockets.sync.client import connect

from tests.load import postgres, seeded_server
from tests.load.bench_server import RunningServer
from tests.load.load_client import ApiClient
from tests.tools.steps import should_be

pytestmark = pytest.mark.load
SECONDS = 4
KIOSKS, DESKS, SCREENS = 6, 4, 12
PATIENCE = 10


class Tally:
    """Answers by status, the slowest of them, and what failed."""

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.slowest, self.errors = 0.0, []
        self._guard = threading.Lock()

    def note(self, status: int, seconds: float) -> None:
        with self._guard:
            self.statuses.append(status)
            self.slowest = max(self.slowest, seconds)


def issue(server: RunningServer, tally: Tally, end: float) -> None:
    client = ApiClient(server.port, server.kiosk)
    while monotonic() < end:
        began = monotonic()
        status, _ = client.post("/tickets", {"service": "info_desk"})
        tally.note(status, monotonic() - began)
    client.close()


def touch(server: RunningServer, tally: Tally, end: float) -> None:
    """A visitor at the screen of a kiosk: each press reads first (which kiosk is this) and then writes."""
    jar = urllib.request.HTTPCookieProcessor()
    browser = urllib.request.build_opener(jar)
    page = browser.open(f"{server.address}/kiosk", timeout=2 * PATIENCE).read().decode()
    token = re.search(r'name="csrf-token" content="([^"]+)"', page)[1]
    while monotonic() < end:
        form = {"service": "info_desk", "csrf_token": token, "request_key": secrets.token_urlsafe(16)}
        began = monotonic()
        answer = browser.open(f"{server.address}/kiosk/tickets", urlencode(form).encode(), timeout=2 * PATIENCE)
        answer.read()
        tally.note(answer.status, monotonic() - began)


def watch(server: RunningServer, tally: Tally, end: float, secret: str) -> None:
    """A phone that reconnects again and again."""
    while monotonic() < end:
        began = monotonic()
        with connect(f"ws://127.0.0.1:{server.port}/socket.io/?EIO=4&transport=websocket", compression=None) as line:
            line.recv(timeout=20)
            line.send("40")
            line.recv(timeout=20)
            line.send("421" + json.dumps(["watch", {"screen": "ticket", "token": secret, "lang": "fa"}]))
            while not (text := line.recv(timeout=20)).startswith("431["):
                pass
            (answer,) = json.loads(text[3:])
            tally.note(200 if answer["ok"] else 500, monotonic() - began)


def check(server: RunningServer) -> Tally:
    tally, end, secret = Tally(), monotonic() + SECONDS, server.ticket()

    def guarded(act, *more):
        try:
            act(server, tally, end, *more)
        except Exception as error:  # told below: a thread cannot fail a test by itself
            tally.errors.append(error)

    threads = [threading.Thread(target=guarded, args=(issue,)) for _ in range(KIOSKS)]
    threads += [threading.Thread(target=guarded, args=(touch,)) for _ in range(DESKS)]
    threads += [threading.Thread(target=guarded, args=(watch, secret)) for _ in range(SCREENS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS + 4 * PATIENCE)
    assert tally.errors == []
    return tally


def served_all(tally: Tally) -> None:
    assert set(tally.statuses) <= {200, 201}, sorted(set(tally.statuses))
    should_be(tally.slowest, 8, "the slowest answer")
    print(f"{len(tally.statuses)} answers, the slowest after {tally.slowest:.2f} s")


PROGRAM = ("-m", "tests.load.small_pool_server")


def test_nobody_waits_for_a_connection_of_those_who_wait(tmp_path, seeded_file):
    with seeded_server.running(tmp_path, seeded_file, PROGRAM) as server:
        tally = check(server)

        served_all(tally)
        assert urllib.request.urlopen(f"{server.address}/readyz", timeout=PATIENCE).status == 200


@pytest.mark.soak
@pytest.mark.postgres
def test_nobody_waits_for_a_connection_of_those_who_wait_in_postgresql(tmp_path, seeded_postgres):
    with postgres.database(copy_of=seeded_postgres) as url, seeded_server.serving(tmp_path, url, PROGRAM) as server:
        served_all(check(server))
