"""A real server for end-to-end tests, with API calls for the roles that no browser plays: issue, call and serve."""

import json
import os
import shutil
import signal
import sqlite3
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from tests.e2e.app_forks import Fork, flask
from tests.load.bench_server import PATIENCE, environment, free_port, wait_until_up
from tests.tools.waiting import until

PASSWORD = "a password for e2e tests 42"
ROLES = ("kiosk", "clerk", "lobby")
CLOCK = "clock"  #: file in an instance, see clock_server.py


def prepare(folder: Path, how: str = "--office-only", at: datetime | None = None) -> dict[str, str]:
    """Migrate and seed an instance, ``how`` as ``flask seed`` takes it; returns API tokens {role: token}. With ``at``
    (aware) it is that time for the commands, and for an ``AppServerWithClock`` on the instance."""
    env = environment(folder, 1024) | {"DESKQ_DEMO_PASSWORD": PASSWORD}
    if at is not None:
        env["TEST_CLOCK"] = str(folder / CLOCK)
        (folder / CLOCK).write_text(str((at - datetime.now(UTC)).total_seconds()))
    flask(env, "db", "upgrade")
    flask(env, "seed", how)
    return {role: flask(env, "create-token", "--role", role) for role in ROLES}


class AppServer:
    """A deskq process that serves on loopback until ``stop``; ``settings`` override those of a demo office."""

    STARTED_BY: tuple[str, ...] = ("run.py",)

    def __init__(self, folder: Path, tokens: dict[str, str], **settings: str) -> None:
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        others = {f"DESKQ_{name}": value for name, value in settings.items()}
        self.env = environment(folder, port) | {"DESKQ_DEMO_PASSWORD": PASSWORD} | others
        self._port = port
        self._tokens = tokens
        self.start()

    def start(self) -> None:
        self._process = Fork(self.STARTED_BY, self.env)
        wait_until_up(self._port)

    def stop(self) -> None:
        """Kill it, as a power cut would; it is gone when this returns."""
        self._process.kill()
        self._process.wait(PATIENCE)

    def freeze(self) -> None:
        """Stop responding without closing anything: how a hanging machine looks from outside."""
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    def api(self, role: str, method: str, path: str, **body: object) -> dict[str, Any]:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self._tokens[role]}"}
        data = json.dumps(body).encode() if method == "POST" else None
        request = urllib.request.Request(f"{self.address}/api/v1{path}", data, headers, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            body: dict[str, Any] = json.load(answer)
        return body

    def issue(self, service: str = "info_desk", **more: object) -> dict[str, Any]:
        return self.api("kiosk", "POST", "/tickets", service=service, **more)

    def open(self, *counters: int) -> None:
        for number in counters:
            self.api("clerk", "POST", f"/counters/{number}/opening")

    def call(self, counter: int, ticket: int | None = None) -> dict[str, Any]:
        choice = {"ticket": ticket} if ticket else {}
        return self.api("clerk", "POST", f"/counters/{counter}/calls", **choice)

    def press(self, ticket: int, *verbs: str) -> None:
        """``press(7, "service", "completion")``: the actions of these buttons for ticket 7."""
        for verb in verbs:
            self.api("clerk", "POST", f"/tickets/{ticket}/{verb}")

    def ticket_at(self, counter: int, state: str, service: str = "info_desk") -> dict[str, Any]:
        """Issue a ticket and bring it to ``state`` at ``counter``."""
        issued = self.issue(service)
        if state != "waiting":
            self.call(counter, issued["id"])
        self.press(issued["id"], *ACTIONS_TO[state])
        return issued

    def waiting(self) -> int:
        return sum(row["count"] for row in self.api("lobby", "GET", "/board")["waiting"])

    def call_id(self, ticket: dict[str, Any]) -> int:
        """Of the call of this ticket that stands on the board."""
        called = self.api("lobby", "GET", "/board")["called"]
        return next(row["call"] for row in called if row["code"] == ticket["code"])

    def query_rows(self, query: str, *given: object) -> list[tuple[Any, ...]]:
        """Of the server's database; the query may be a change."""
        file = Path(self.env["DESKQ_INSTANCE"]) / "deskq.sqlite"
        with closing(sqlite3.connect(file, timeout=10)) as database, database:
            return database.execute(query, given).fetchall()

    def query_row(self, query: str, *given: object) -> tuple[Any, ...] | None:
        """The first row."""
        return next(iter(self.query_rows(query, *given)), None)

    def wait_for_row(self, query: str, *given: object) -> None:
        until(lambda: self.query_row(query, *given) is not None)


class AppServerWithClock(AppServer):
    """A server whose clock can be set forward by ``advance_to``."""

    STARTED_BY = ("-m", "tests.e2e.clock_server")

    def start(self) -> None:
        self.env["TEST_CLOCK"] = str(self._clock)
        super().start()

    def advance_to(self, moment: datetime) -> None:
        """Set the clock to ``moment`` (aware) and a second; time never runs back."""
        ahead = (moment - datetime.now(UTC)).total_seconds() + 1
        assert ahead > self._seconds_ahead(), "time does not run back"
        new = self._clock.with_suffix(".new")
        new.write_text(str(ahead))
        os.replace(new, self._clock)

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self._seconds_ahead())

    @property
    def _clock(self) -> Path:
        return Path(self.env["DESKQ_INSTANCE"]) / CLOCK

    def _seconds_ahead(self) -> float:
        return float(self._clock.read_text()) if self._clock.exists() else 0.0


def moment(stored: int) -> datetime:
    """From the stored form, microseconds of the Unix epoch."""
    return datetime.fromtimestamp(stored / 1_000_000, UTC)


ACTIONS_TO: dict[str, tuple[str, ...]] = {
    "waiting": (),
    "called": (),
    "serving": ("service",),
    "held": ("service", "hold"),
    "absent": ("absence",),
    "done": ("service", "completion"),
}


Kind = TypeVar("Kind", bound=AppServer)
REAL = {"DEMO": "0", "RATE_LIMITS": "on"}


def real_environment(folder: Path) -> dict[str, str]:
    return environment(folder, 1024) | {f"DESKQ_{name}": value for name, value in REAL.items()}


def migrate(folder: Path) -> dict[str, str]:
    """An empty database, without API tokens."""
    flask(real_environment(folder), "db", "upgrade")
    return {}


def found_office(folder: Path, *names: str) -> dict[str, str]:
    """Create an empty office with an admin, by the commands; there are no API tokens."""
    env = real_environment(folder)
    flask(env, "db", "upgrade")
    flask(env, "create-office", *names)
    flask(env, "create-user", "modir", "--name", "سارا احمدی", "--role", "admin", typed=PASSWORD)
    return {}


@contextmanager
def running_server(
    seeded: Path, folder: Path, tokens: dict[str, str], kind: type[Kind] = AppServer, **settings: str
) -> Iterator[Kind]:
    """A server on a copy of the seeded instance; ``VOICE_ENGINE="espeak"`` gives it a voice."""
    shutil.copytree(seeded, folder, dirs_exist_ok=True)
    server = kind(folder, tokens, **settings)
    try:
        yield server
    finally:
        server.stop()
