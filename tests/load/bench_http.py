"""Issues and calls per second over HTTP, with their latencies, by clients that keep their connections.

A client of its own process and few lines: what is measured is the server. Loopback only, bounded in count.
"""

import asyncio
import json
import time
from collections.abc import Callable, Iterator
from statistics import quantiles
from typing import Any
from uuid import uuid4


class ApiConnection:
    """One keep-alive connection to the server; with ``keys`` each request has an Idempotency-Key of its own.
    ``ends``: the server closes it after the last answer, as nginx does after 1,000 requests."""

    ends = False

    def __init__(self, host: str, port: int, token: str, keys: bool = False) -> None:
        self._where, self._keys = (host, port), keys
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


def opener(counters: list[int]) -> Callable[[ApiConnection, int], Any]:
    """Opens one counter after the other."""

    async def open_one(line: ApiConnection, number: int) -> bool:
        status, _ = await line.post(f"/api/v1/counters/{counters[number]}/opening")
        return status == 200

    return open_one


def caller(free: Iterator[int]) -> Callable[[ApiConnection, int], Any]:
    """Calls the next visitor, each time at a counter that is still free: nothing but the call is measured."""

    async def call(line: ApiConnection, number: int) -> bool:
        status, _ = await line.post(f"/api/v1/counters/{next(free)}/calls", {})
        return status == 201

    return call


async def measure(
    host: str, port: int, tokens: list[str], total: int, act: Callable[[ApiConnection, int], Any], keys: bool = False
) -> dict[str, float]:
    """``total`` acts shared by ``len(tokens)`` clients: acts a second, p50 and p99 in milliseconds, refusals."""
    lines = [await ApiConnection(host, port, token, keys).open() for token in tokens]
    left, took, refused = iter(range(total)), [], 0

    async def work(line: ApiConnection) -> None:
        nonlocal refused
        for number in left:
            begun = time.perf_counter()
            done = await act(line, number)
            took.append(time.perf_counter() - begun)
            refused += not done

    begun = time.perf_counter()
    await asyncio.gather(*(work(line) for line in lines))
    lasted = time.perf_counter() - begun
    for line in lines:
        line.close()
    cuts = quantiles(took, n=100)
    return {"per_second": total / lasted, "p50": cuts[49] * 1000, "p99": cuts[98] * 1000, "refused": refused}
