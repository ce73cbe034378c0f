"""How long a call takes to reach every screen: N lobby sockets, calls pressed over HTTP, all on loopback.

``measure(office, clients, calls)`` needs a running deskq (``flask seed --office-only``, DESKQ_RATE_LIMITS=off) with
nobody at the counters, and its tokens.
"""

import asyncio
import statistics
from typing import Any

import uvloop

from tests.load.press_client import ApiClient, BenchOffice
from tests.load.screens import ScreenSockets

__all__ = ["BenchOffice", "measure", "summary"]
WATCH = '42["watch",{"screen":"lobby","lang":"fa","parts":true}]'  # as the page does


def measure(office: BenchOffice, clients: int = 200, calls: int = 30, watch: str = WATCH) -> dict[str, Any]:
    """Milliseconds from sending the POST of a call until each client has its state: p50, p99 and of the last client."""
    return uvloop.run(_measure(office, min(clients, 5000), min(calls, 1000), watch))


async def _measure(office: BenchOffice, clients: int, calls: int, watch: str) -> dict[str, Any]:
    screens, client, each = ScreenSockets(), ApiClient(office), list[list[float]]()
    press = asyncio.to_thread
    try:
        await screens.connect(office.base_url, clients, watch, office.screen_headers)
        await press(client.open)
        for number in range(calls):
            counter = list(office.clerks)[number % len(office.clerks)]
            await press(client.issue)
            await press(client.finish, counter)
            before = await press(client.version)
            await screens.all_have(before)  # quiet: what is measured is the call alone
            if not each:
                screens.payload_bytes = 0  # not the whole board, with which a screen begins
            began = await press(client.call, counter)
            await screens.all_have(before + 1)
            assert await press(client.version) == before + 1, "something else happened besides the call"
            each.append(screens.milliseconds(began, before + 1))
        return summary(each, screens)
    finally:
        screens.close()
        for counter in office.clerks:
            await press(client.finish, counter)
        client.close()


def summary(each: list[list[float]], screens: ScreenSockets) -> dict[str, Any]:
    """Over calls × clients; ``last`` is the median over the calls of the client that had it last."""
    taken = sorted(milliseconds for call in each for milliseconds in call)
    return {
        "clients": len(screens.open),
        "lost": screens.lost,
        "calls": len(each),
        "payload_bytes": screens.payload_bytes,
        "p50_ms": round(taken[len(taken) // 2], 2),
        "p99_ms": round(taken[int(len(taken) * 0.99)], 2),
        "last_ms": round(statistics.median(max(call) for call in each), 2),
    }
