"""A real server for a journey, and the hands of everybody who is not looked at: machines that issue, call and serve."""

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
from time import monotonic, sleep
from typing import Any, TypeVar

from tests.e2e import app_forks
from tests.load.bench_server import PATIENCE, environment, flask, free_port, wait_until_up

PASSWORD = "a password for journeys 42"
ROLES = ("kiosk", "clerk", "lobby")


def prepare(folder: Path) -> dict[str, str]:
    """Migrate and seed an instance; returns the machines' tokens {role: token}."""
    env = environment(folder, 1024) | {"DESKQ_DEMO_PASSWORD": PASSWORD}
    flask(env, "db", "upgrade")
    flask(env, "seed", "--office-only")
    return {role: flask(env, "create-token", "--role", role) for role in ROLES}


class House:
    """A deskq that serves on loopback until ``end``; ``settings`` are others than those of a demo office."""

    STARTED_BY: tuple[str, ...] = ("run.py",)

    def __init__(self, folder: Path, tokens: dict[str, str], **settings: str) -> None:
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        others = {f"DESKQ_{name}": value for name, value in settings.items()}
        self.env = environment(folder, port) | {"DESKQ_DEMO_PASSWORD": PASSWORD} | others
        self._port = port
        self._tokens = tokens
        self.begin()

    def begin(self) -> None:
        self._process = app_forks.begin(self.STARTED_BY, self.env)
        wait_until_up(self._port)

    def end(self) -> None:
        app_forks.end(self._process)

    def freeze(self) -> None:
        """Nothing is answered, yet nothing is closed: what a hanging machine looks like from outside."""
        os.kill(self._process, signal.SIGSTOP)

    def thaw(self) -> None:
        os.kill(self._process, signal.SIGCONT)

    def ask(self, role: str, method: str, path: str, **body: object) -> dict[str, Any]:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self._tokens[role]}"}
        data = json.dumps(body).encode() if method == "POST" else None
        request = urllib.request.Request(f"{self.address}/api/v1{path}", data, headers, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            told: dict[str, Any] = json.load(answer)
        return told

    def issue(self, service: str = "info_desk", **more: object) -> dict[str, Any]:
        return self.ask("kiosk", "POST", "/tickets", service=service, **more)

    def open(self, *counters: int) -> None:
        for number in counters:
            self.ask("clerk", "POST", f"/counters/{number}/opening")

    def call(self, counter: int, ticket: int | None = None) -> dict[str, Any]:
        named = {"ticket": ticket} if ticket else {}
        return self.ask("clerk", "POST", f"/counters/{counter}/calls", **named)

    def act(self, ticket: int, *verbs: str) -> None:
        """``act(7, "service", "completion")``: press those buttons for ticket 7."""
        for verb in verbs:
            self.ask("clerk", "POST", f"/tickets/{ticket}/{verb}")

    def at(self, counter: int, state: str, service: str = "info_desk") -> dict[str, Any]:
        """A ticket issued and brought at ``counter`` as far as ``state``."""
        issued = self.issue(service)
        if state != "waiting":
            self.call(counter, issued["id"])
        self.act(issued["id"], *TO[state])
        return issued

    def waiting(self) -> int:
        return sum(row["count"] for row in self.ask("lobby", "GET", "/board")["waiting"])


class LaterHouse(House):
    """A house whose clock is set forward (``until``), as if nobody had touched it meanwhile."""

    STARTED_BY = ("-m", "tests.e2e.clock_server")

    def begin(self) -> None:
        self.env["HOUSE_CLOCK"] = str(self._clock)
        super().begin()

    def until(self, moment: datetime) -> None:
        """It is ``moment`` (aware) and a second; time never runs back."""
        ahead = (moment - datetime.now(UTC)).total_seconds() + 1
        assert ahead > self._passed(), "time does not run back"
        new = self._clock.with_suffix(".new")
        new.write_text(str(ahead))
        os.replace(new, self._clock)

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self._passed())

    def one(self, query: str, *given: object) -> tuple[Any, ...] | None:
        """The row that ``query`` finds in the house's database."""
        with closing(sqlite3.connect(self._folder / "deskq.sqlite", timeout=10)) as kept:
            row: tuple[Any, ...] | None = kept.execute(query, given).fetchone()
        return row

    def eventually(self, query: str, *given: object) -> None:
        """``query`` finds a row within ``PATIENCE`` seconds."""
        end = monotonic() + PATIENCE
        while self.one(query, *given) is None:
            assert monotonic() < end, f"never: {query} {given}"
            sleep(0.05)

    @property
    def _folder(self) -> Path:
        return Path(self.env["DESKQ_INSTANCE"])

    @property
    def _clock(self) -> Path:
        return self._folder / "clock"

    def _passed(self) -> float:
        return float(self._clock.read_text()) if self._clock.exists() else 0.0


def moment(stored: int) -> datetime:
    """As the database keeps it: microseconds of the Unix epoch."""
    return datetime.fromtimestamp(stored / 1_000_000, UTC)


TO: dict[str, tuple[str, ...]] = {
    "waiting": (),
    "called": (),
    "serving": ("service",),
    "held": ("service", "hold"),
    "absent": ("absence",),
    "done": ("service", "completion"),
}


Kind = TypeVar("Kind", bound=House)
REAL = {"DEMO": "0", "RATE_LIMITS": "on"}


@contextmanager
def founded(folder: Path, *names: str) -> Iterator[House]:
    """A house with a real office as its first day finds it: founded and with an admin by the commands, else empty."""
    env = environment(folder, 1024) | {f"DESKQ_{name}": value for name, value in REAL.items()}
    flask(env, "db", "upgrade")
    flask(env, "create-office", *names)
    flask(env, "create-user", "modir", "--name", "سارا احمدی", "--role", "admin", typed=PASSWORD)
    house = House(folder, {}, **REAL)
    try:
        yield house
    finally:
        house.end()


@contextmanager
def serving(
    seeded: Path, folder: Path, tokens: dict[str, str], kind: type[Kind] = House, **settings: str
) -> Iterator[Kind]:
    """A house of its own, on a copy of the seeded instance; ``VOICE_ENGINE="espeak"`` is one that speaks."""
    shutil.copytree(seeded, folder, dirs_exist_ok=True)
    house = kind(folder, tokens, **settings)
    try:
        yield house
    finally:
        house.end()
