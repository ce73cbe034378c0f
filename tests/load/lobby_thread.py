"""A lobby screen in a thread: what it heard and when, and what it was told about saving."""

import json
import threading
from contextlib import ExitStack
from itertools import pairwise
from time import monotonic

from websockets.sync.client import connect

from tests.load.bench_server import RunningServer, paired_cookie

LIMIT = 10  # seconds


class Lobby(threading.Thread):
    """A lobby screen that answers pings and notes when it heard something, and what it was told about saving."""

    def __init__(self, server: RunningServer, ends: ExitStack) -> None:
        super().__init__(daemon=True)
        cookie = paired_cookie(server.address)
        address = f"ws://127.0.0.1:{server.port}/socket.io/?EIO=4&transport=websocket"
        self.line = ends.enter_context(connect(address, compression=None, additional_headers={"Cookie": cookie}))
        self.heard: list[float] = []
        self.saving: list[str] = []
        self.changed = threading.Condition()
        self.line.recv()
        self.line.send("40")
        self.line.recv()
        self.line.send('421["watch",{"screen":"lobby","lang":"fa"}]')

    def run(self) -> None:
        for text in self.line:
            with self.changed:
                self.heard.append(monotonic())
                if text == "2":
                    self.line.send("3")
                if text.startswith('42["saving"'):
                    self.saving.append(json.loads(text[2:])[1]["state"])
                self.changed.notify_all()

    def told(self, state: str, seconds: float = LIMIT) -> bool:
        with self.changed:
            return self.changed.wait_for(lambda: self.saving[-1:] == [state], seconds)

    def longest_silence(self, begin: float) -> float:
        moments = [begin, *(at for at in self.heard if at > begin), monotonic()]
        return max(later - earlier for earlier, later in pairwise(moments))
