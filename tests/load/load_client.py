"""Clients that act without a pause and note what the server acknowledged, until the server is gone."""

import http.client
import json
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

SERVER_GONE = (OSError, http.client.HTTPException)


@dataclass
class Acknowledged:
    """What was answered with success; ``reach`` waits until there are that many."""

    issued: dict[str, int] = field(default_factory=dict)
    called: list[int] = field(default_factory=list)
    done: list[int] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)

    @property
    def total(self) -> int:
        return len(self.issued) + len(self.called) + len(self.done)

    def note(self, write: Callable[[], object]) -> None:
        with self.changed:
            write()
            self.changed.notify_all()

    def reach(self, total: int, seconds: float = 30) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: self.total >= total, seconds), "the server answers no more"


class ApiClient:
    """One kept connection with an API token."""

    def __init__(self, port: int, token: str) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        self._token = token

    def post(self, path: str, body: dict[str, Any] | None = None, key: str | None = None) -> tuple[int, dict[str, Any]]:
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        if key is not None:
            headers["Idempotency-Key"] = key
        self._line.request("POST", f"/api/v1{path}", json.dumps(body or {}), headers)
        answer = self._line.getresponse()
        return answer.status, json.loads(answer.read())

    def close(self) -> None:
        self._line.close()


@dataclass
class KioskLoad:
    """Issues tickets; a request not acknowledged before the server went is repeated with the same key."""

    noted: Acknowledged
    services: tuple[str, ...]
    pending: tuple[str, str] | None = None
    pressed: int = 0

    def run_until_gone(self, port: int, token: str) -> None:
        client = ApiClient(port, token)
        try:
            while True:
                self._press(client)
        except SERVER_GONE:
            client.close()

    def resend(self, port: int, token: str) -> None:
        client = ApiClient(port, token)
        if self.pending is not None:
            self._press(client)
        client.close()

    def _press(self, client: ApiClient) -> None:
        if self.pending is None:
            self.pending = (uuid4().hex, self.services[self.pressed % len(self.services)])
            self.pressed += 1
        key, service = self.pending
        status, ticket = client.post("/tickets", {"service": service}, key)
        assert status == 201, ticket
        self.noted.note(lambda: self.noted.issued.update({key: ticket["id"]}))
        self.pending = None


@dataclass
class CounterLoad:
    """One counter: calls, starts, finishes, and goes on with the visitor who was there when the server went."""

    noted: Acknowledged
    number: int
    database: Path

    def run_until_gone(self, port: int, token: str) -> None:
        client = ApiClient(port, token)
        try:
            client.post(f"/counters/{self.number}/opening")
            self._serve(client, self._present())
            while True:
                self._call(client)
        except SERVER_GONE:
            client.close()

    def _call(self, client: ApiClient) -> None:
        status, ticket = client.post(f"/counters/{self.number}/calls")
        if status == 409 and ticket["type"] == "nobody-waiting":
            return
        assert status == 201, ticket
        self.noted.note(lambda: self.noted.called.append(ticket["id"]))
        self._serve(client, ticket["id"])

    def _serve(self, client: ApiClient, ticket: int | None) -> None:
        if ticket is None:
            return
        client.post(f"/tickets/{ticket}/service")
        status, answer = client.post(f"/tickets/{ticket}/completion")
        assert status == 200, answer
        self.noted.note(lambda: self.noted.done.append(ticket))

    def _present(self) -> int | None:
        here = (
            "SELECT t.id FROM ticket t JOIN counter c ON c.id = t.counter_id "
            "WHERE c.number = ? AND t.state IN ('called', 'serving')"
        )
        with closing(sqlite3.connect(self.database)) as connection:
            found = connection.execute(here, (self.number,)).fetchone()
        return found[0] if found else None
