"""The limit of the same journey in Python: a bare ``websockets`` broadcaster sends a payload of the same size.

It has no HTTP, no database and no sessions: what a call costs beyond this is deskq's own.
"""

import asyncio
import subprocess
import sys
import time
from contextlib import suppress
from typing import Any

import uvloop
from websockets.asyncio.server import ServerConnection, broadcast, serve
from websockets.exceptions import ConnectionClosed

from tests.load.bench_sockets import summary
from tests.load.screens import ScreenSockets


def measure(clients: int = 200, calls: int = 30, payload_bytes: int = 8000) -> dict[str, Any]:
    """As ``bench_sockets.measure``; the press is a websocket message of one of the clients."""
    command = [sys.executable, "-m", "tests.load.bare_broadcaster", str(payload_bytes)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    try:
        port = int(server.stdout.readline())
        return uvloop.run(_measure(f"http://127.0.0.1:{port}", min(clients, 5000), min(calls, 1000)))
    finally:
        server.terminate()
        server.wait()
        server.stdout.close()


async def _measure(url: str, clients: int, calls: int) -> dict[str, Any]:
    screens, each = ScreenSockets(), list[list[float]]()
    await screens.connect(url, clients, "here")
    try:
        for version in range(1, calls + 1):
            began = time.perf_counter()
            screens.open[0].say("press")
            await screens.all_have(version)
            each.append(screens.milliseconds(began, version))
        return summary(each, screens)
    finally:
        screens.close()


async def _broadcast(payload_bytes: int) -> None:
    version = 0

    async def screen(connection: ServerConnection) -> None:
        nonlocal version
        with suppress(ConnectionClosed):
            await connection.send("0{}")
            await connection.send("40{}")
            async for words in connection:
                version += words == "press"
                everyone = server.connections if words == "press" else [connection]
                broadcast(everyone, _state(version, payload_bytes))

    async with serve(screen, "127.0.0.1", 0, compression=None, ping_interval=None) as server:
        print(server.sockets[0].getsockname()[1], flush=True)
        await server.wait_closed()


def _state(version: int, payload_bytes: int) -> str:
    head = f'42["state",{{"version":{version},"html":"'
    return head + "x" * (payload_bytes - len(head) - 3) + '"}]'


if __name__ == "__main__":
    asyncio.run(_broadcast(int(sys.argv[1])))
