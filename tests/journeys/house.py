"""A real server for a journey, and the hands of everybody who is not looked at: machines that issue, call and serve."""

import json
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.load.office import ROOT, environment, flask, free_port, wait_until_up

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

    def __init__(self, folder: Path, tokens: dict[str, str], **settings: str) -> None:
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        others = {f"DESKQ_{name}": value for name, value in settings.items()}
        self.env = environment(folder, port) | {"DESKQ_DEMO_PASSWORD": PASSWORD} | others
        self._port = port
        self._tokens = tokens
        self.begin()

    def begin(self) -> None:
        self.process = subprocess.Popen([sys.executable, "run.py"], cwd=ROOT, env=self.env, stdout=subprocess.DEVNULL)
        wait_until_up(self._port)

    def end(self) -> None:
        self.process.kill()
        self.process.wait(10)

    def freeze(self) -> None:
        """Nothing is answered, yet nothing is closed: what a hanging machine looks like from outside."""
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self.process.send_signal(signal.SIGCONT)

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


TO: dict[str, tuple[str, ...]] = {
    "waiting": (),
    "called": (),
    "serving": ("service",),
    "held": ("service", "hold"),
    "absent": ("absence",),
    "done": ("service", "completion"),
}


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
def serving(seeded: Path, folder: Path, tokens: dict[str, str], **settings: str) -> Iterator[House]:
    """A house of its own, on a copy of the seeded instance; ``VOICE_ENGINE="espeak"`` is one that speaks."""
    shutil.copytree(seeded, folder, dirs_exist_ok=True)
    house = House(folder, tokens, **settings)
    try:
        yield house
    finally:
        house.end()
