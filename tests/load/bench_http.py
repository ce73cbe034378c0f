"""Issues and calls per second over HTTP, with their latencies, by clients that keep their connections.

A client of its own process and few lines: what is measured is the server. Loopback only, bounded in count.
"""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Any
from uuid import uuid4

import uvloop


class ApiConnection:
    """One keep-alive connection to the server; with ``keys`` each request has an Idempotency-Key of its own.
    ``ends``: the server closes it after the last answer, as nginx does after 1,000 requests."""

    ends = False

    def __init__(self, host: str, port: int, token: str, keys: bool = False, client: int = 0) -> None:
        self._where, self._keys, self.client = (host, port), keys, client
        self._head = f"Host: {host}:{port}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n"

    async def open(self) -> "ApiConnection":
        self._reader, self._writer = await asyncio.open_connection(*self._where)
        return self

    async def post(self, path: str, body: dict[str, Any] | None = None) -> tuple[int, dict[str, Any]]:
        data = json.dumps(body).encode() if body is not None else b""
        key = f"Idempotency-Key: {uuid4().hex}\r\n" if self._keys else ""
        head = f"POST {path} HTTP/1.1\r\n{self._head}{key}Content-Length: {len(data)}\r\n\r\n"
        self._writer.write(head.encode() + data)
        answer = await self._reader.readuntil(b"\r\n\r\n")
        status = int(answer[9:12])
        self.ends = b"\r\nconnection: close" in answer.lower()
        length = next(int(row[15:]) for row in answer.split(b"\r\n") if row.lower().startswith(b"content-length:"))
        return status, json.loads(await self._reader.readexactly(length))

    def close(self) -> None:
        self._writer.close()


async def issue(line: ApiConnection, number: int) -> bool:
    service = ("renewal_levy", "notary_clearance", "building_permit", "art100")[number % 4]
    status, _ = await line.post("/api/v1/tickets", {"service": service})
    return status == 201


class Hall:
    """The counters of a hall, open one after the other; each client then works at one of them."""

    def __init__(self, counters: list[int]) -> None:
        self.counters = counters
        self._due: dict[int, list[str]] = {}  #: {client: what is to be pressed before the next call}

    async def open(self, line: ApiConnection, number: int) -> bool:
        status, _ = await line.post(f"/api/v1/counters/{self.counters[number]}/opening")
        return status == 200

    async def press(self, line: ApiConnection, _: int) -> bool:
        """One after another: call the next visitor, begin the service, end it."""
        if due := self._due.get(line.client):
            status, _ = await line.post(due.pop(0), {})
            return status == 200
        status, called = await line.post(f"/api/v1/counters/{self.counters[line.client]}/calls", {})
        if status == 201:
            self._due[line.client] = [f"/api/v1/tickets/{called['id']}/{act}" for act in ("service", "completion")]
        return status == 201


@dataclass
class Measured:
    """``took``: seconds of each act; ``lasted``: seconds of all of them together."""

    took: list[float] = field(default_factory=list)
    lasted: float = 0.0
    refused: int = 0

    @property
    def per_second(self) -> float:
        return len(self.took) / self.lasted

    @property
    def p50(self) -> float:
        """In milliseconds."""
        return quantiles(self.took, n=100)[49] * 1000

    @property
    def p99(self) -> float:
        """In milliseconds."""
        return quantiles(self.took, n=100)[98] * 1000


def measure(port: int, tokens: list[str], total: int, act: Callable[..., Any], keys: bool = False) -> Measured:
    """``total`` acts shared by ``len(tokens)`` clients on loopback."""
    return uvloop.run(_measure(port, tokens, total, act, keys))


async def _measure(port: int, tokens: list[str], total: int, act: Callable[..., Any], keys: bool) -> Measured:
    lines = [await ApiConnection("127.0.0.1", port, token, keys, client).open() for client, token in enumerate(tokens)]
    left, found = iter(range(total)), Measured()

    async def work(line: ApiConnection) -> None:
        for number in left:
            begun = time.perf_counter()
            done = await act(line, number)
            found.took.append(time.perf_counter() - begun)
            found.refused += not done

    begun = time.perf_counter()
    await asyncio.gather(*(work(line) for line in lines))
    found.lasted = time.perf_counter() - begun
    for line in lines:
        line.close()
    return found
