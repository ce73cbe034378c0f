"""A network between a browser and a server that can be cut without anybody being told: nothing arrives any more."""

import socket
from contextlib import suppress
from threading import Event, Thread

from tests.load.bench_server import PATIENCE


class Relay:
    """``address`` leads to the server at ``port`` until ``cut``, and again after ``mend``."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._whole = Event()
        self._whole.set()
        self._ended = False
        self._open: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Connections stay, and what is sent is held back; new ones are never answered."""
        self._whole.clear()

    def mend(self) -> None:
        self._whole.set()

    def close(self) -> None:
        self._ended = True
        self.mend()
        for line in (self._listener, *self._open):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()

    def _accept(self) -> None:
        while not self._ended:
            with suppress(OSError):
                here, _ = self._listener.accept()
                self._whole.wait()
                there = socket.create_connection(("127.0.0.1", self._port), timeout=PATIENCE)
                there.settimeout(None)
                self._open += [here, there]
                for one, other in ((here, there), (there, here)):
                    Thread(target=self._carry, args=(one, other), daemon=True).start()

    def _carry(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(65536):
                self._whole.wait()
                other.sendall(data)
        self._whole.wait()
        with suppress(OSError):
            other.shutdown(socket.SHUT_WR)
