"""A Redis of the test's own, which it may stop, let go on, kill and start again."""

import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import redis

from tests.conftest import require
from tests.load.bench_server import free_port

PATIENCE = 10


class Server:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = free_port()
        self.url = f"redis://127.0.0.1:{self._port}/0"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        where = ("--port", str(self._port), "--bind", "127.0.0.1", "--dir", str(self._folder))
        self._process = subprocess.Popen(["redis-server", *where, "--save", ""], stdout=subprocess.DEVNULL)
        end = monotonic() + PATIENCE
        while not self._answers():
            assert monotonic() < end, "Redis did not come up"
            sleep(0.02)

    def stop(self) -> None:
        """It hangs: connections are taken, and nothing is answered."""
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait(PATIENCE)

    def until_subscribed(self, channel: str, count: int) -> None:
        """Wait until so many connections, and no more, are subscribed to the channel."""
        end = monotonic() + PATIENCE
        with redis.Redis.from_url(self.url, socket_timeout=1) as asking:
            while (found := asking.pubsub_numsub(channel)[0][1]) != count:
                assert monotonic() < end, f"{found} of {count} are subscribed to {channel}"
                sleep(0.02)

    def _answers(self) -> bool:
        try:
            return bool(redis.Redis.from_url(self.url, socket_timeout=1).ping())
        except redis.RedisError:
            return False


@contextmanager
def redis_server(folder: Path) -> Iterator[Server]:
    require("redis-server", shutil.which("redis-server") is not None)
    server = Server(folder)
    server.start()
    try:
        yield server
    finally:
        server.kill()
