"""The reader of sockets in C (screen_receiver.c) sees what the reader in Python sees, on real sockets."""

import asyncio
import time

import pytest

from tests.conftest import require
from tests.load import screen_receiver
from tests.load.screens import HallSocket, ScreenSockets

pytestmark = pytest.mark.load
UPGRADED = b"HTTP/1.1 101 Switching Protocols\r\n\r\n"
CUE = '42["call",{"call":%d,"code":"%s","counter":3,"audio":["%s"],"again":0}]'


def frame(words: str) -> bytes:
    data = words.encode()
    if len(data) < 126:
        return bytes([0x81, len(data)]) + data
    size = bytes([126]) + len(data).to_bytes(2) if len(data) < 1 << 16 else bytes([127]) + len(data).to_bytes(8)
    return b"\x81" + size + data


def state(version: int, size: int = 0) -> bytes:
    return frame(f'42["state",{{"version":{version},"html":"' + "x" * size + '"}]')


class Server:
    """One that accepts ``count`` screens and gives each its first state."""

    def __init__(self, count: int) -> None:
        self.screens = ScreenSockets()
        self.ends: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
        self.count = count

    async def __aenter__(self) -> "Server":
        async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(UPGRADED + state(1))
            self.ends.append((reader, writer))

        self.server = await asyncio.start_server(accept, "127.0.0.1", 0)
        port, loop = self.server.sockets[0].getsockname()[1], asyncio.get_running_loop()
        self.sockets = [HallSocket(self.screens, "127.0.0.1", "", {}) for _ in range(self.count)]
        for one in self.sockets:
            await loop.create_connection(lambda one=one: one, "127.0.0.1", port)
            await asyncio.wait_for(one.ready, 10)
        self.screens.open += self.sockets
        return self

    async def __aexit__(self, *error: object) -> None:
        self.screens.close()
        self.server.close()
        for _, writer in self.ends:
            writer.close()

    async def send(self, screen: int, data: bytes) -> None:
        writer = self.ends[screen][1]
        writer.write(data)
        await writer.drain()

    async def pong(self, screen: int) -> bytes:
        """Ping it, and wait for its answer: it has taken everything before."""
        await self.send(screen, frame("2"))
        return await asyncio.wait_for(self.ends[screen][0].readexactly(7), 10)


@pytest.fixture(autouse=True)
def compiler() -> None:
    require("cc", screen_receiver.is_possible())


def test_states_and_cues_are_noted_with_their_moments() -> None:
    async def work() -> None:
        async with Server(2) as server:
            first, second = server.sockets
            begin = time.perf_counter()
            async with screen_receiver.read_in_c(server.sockets):
                await server.send(0, state(2) + frame(CUE % (7, "A12", "")) + state(5, 70_000))
                assert await server.pong(0) == b"\x81\x81\0\0\0\x003"
                middle = time.perf_counter()
                await server.send(1, state(2) + frame(CUE % (7, "A12", "")) + frame(CUE % (8, "B1", "x" * 300)))
                await server.pong(1)
                assert first.version == 1  # what came is noted when reading in C ends
            assert (first.version, second.version) == (5, 2)
            assert first.cues == [(7, b"A12", 3, 0)]
            assert second.cues == [(7, b"A12", 3, 0), (8, b"B1", 3, 0)]
            assert begin < first.when(2) <= first.when(5) < middle < second.when(2) < time.perf_counter()
            assert server.screens.payload_bytes > 70_000

    asyncio.run(work())


def test_a_message_may_come_in_pieces_and_end_later() -> None:
    async def work() -> None:
        async with Server(1) as server:
            (one,) = server.sockets
            whole = state(3, 400)
            async with screen_receiver.read_in_c(server.sockets):
                for byte in state(2, 200):
                    await server.send(0, bytes([byte]))
                await server.pong(0)
                await server.send(0, frame("2") + whole[:3])
                await server.ends[0][0].readexactly(7)
            assert one.version == 2
            await server.send(0, whole[3:])
            await asyncio.wait_for(server.screens.all_have(3), 10)

    asyncio.run(work())


def test_a_screen_that_is_closed_is_lost() -> None:
    async def work() -> None:
        async with Server(2) as server:
            async with screen_receiver.read_in_c(server.sockets):
                server.ends[0][1].close()
                await server.send(1, state(2))
                await server.pong(1)
            await asyncio.wait_for(server.screens.all_have(2), 10)
            assert (server.screens.lost, len(server.screens.open)) == (1, 1)

    asyncio.run(work())
