"""API client of a benchmark over one kept connection."""

import http.client
import json
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

SECONDS = 20  # the longest wait for anything


@dataclass(frozen=True)
class BenchOffice:
    """Address, API tokens, and counters by id: ``clerks`` maps each to the token of its clerk."""

    base_url: str
    kiosk: str
    lobby: str
    clerks: Mapping[int, str]
    service: str
    screen_headers: Mapping[str, str] = field(default_factory=dict)


class ApiClient:
    """The API over one kept connection: issue, call, finish."""

    def __init__(self, office: BenchOffice) -> None:
        self.office = office
        where = urlsplit(office.base_url)
        self._connection = http.client.HTTPConnection(where.hostname or "127.0.0.1", where.port, timeout=SECONDS)
        self._present: dict[int, int] = {}

    def open(self) -> None:
        for counter, token in self.office.clerks.items():
            with suppress(RuntimeError):  # it is open already
                self.ask("POST", f"counters/{counter}/opening", token, {})

    def issue(self) -> None:
        self.ask("POST", "tickets", self.office.kiosk, {"service": self.office.service})

    def call(self, counter: int) -> float:
        """Call the next visitor; returns when the POST was sent (``perf_counter``)."""
        began = time.perf_counter()
        self._present[counter] = self.ask("POST", f"counters/{counter}/calls", self.office.clerks[counter], {})["id"]
        return began

    def finish(self, counter: int) -> None:
        """Serve the visitor at the counter, so that it may call again."""
        ticket = self._present.pop(counter, None)
        for verb in ("service", "completion") if ticket is not None else ():
            self.ask("POST", f"tickets/{ticket}/{verb}", self.office.clerks[counter], {})

    def version(self) -> int:
        return int(self.ask("GET", "board", self.office.lobby)["version"])

    def ask(self, method: str, path: str, token: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body)
        self._connection.request(method, f"/api/v1/{path}", data, headers)
        answer = self._connection.getresponse()
        text = answer.read()
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status} {text[:300]!r}")
        return dict(json.loads(text))

    def close(self) -> None:
        self._connection.close()
