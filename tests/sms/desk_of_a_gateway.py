"""A real little HTTP server on loopback that stands in for a gateway and answers what it is told to."""

import json
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HANG, RESET, DRIP, ENDLESS = "hang", "reset", "drip", "endless"


@dataclass
class Asked:
    path: str
    headers: dict[str, str]
    body: str


@dataclass
class Desk:
    """``answer`` is (status, body), or one of the ways to misbehave; ``asked`` is what came in."""

    address: str = ""
    answer: Any = (200, "")
    asked: list[Asked] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    news: threading.Condition = field(default_factory=threading.Condition)

    def heard(self, times: int, patience: float = 10.0) -> list[Asked]:
        """What came in, once it was so often."""
        with self.news:
            assert self.news.wait_for(lambda: len(self.asked) >= times, patience), "nothing came"
        return self.asked

    def says(self, http: int, body: dict[str, Any]) -> None:
        self.answer = (http, json.dumps(body, ensure_ascii=False))


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.desk = desk


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        desk = self.server.desk
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        with desk.news:
            desk.asked.append(Asked(self.path, dict(self.headers), body))
            desk.news.notify_all()
        if isinstance(desk.answer, str):
            MISBEHAVE[desk.answer](self, desk)
        else:
            self._answer(*desk.answer)

    def _answer(self, status: int, body: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *words: object) -> None:
        """Quiet."""


@contextmanager
def open_desk() -> Iterator[Desk]:
    desk = Desk()
    server = _Server(desk)
    desk.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield desk
    finally:
        desk.over.set()
        server.shutdown()
        thread.join()
        server.server_close()


def closed_port() -> str:
    """An address where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}"


def _hang(handler: BaseHTTPRequestHandler, desk: Desk) -> None:
    desk.over.wait(30)


def _reset(handler: BaseHTTPRequestHandler, desk: Desk) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.rfile.close()


def _drip(handler: BaseHTTPRequestHandler, desk: Desk) -> None:
    handler.send_response(200)
    handler.end_headers()
    while not desk.over.wait(0.05):
        try:
            handler.wfile.write(b" ")
        except OSError:
            return


def _endless(handler: BaseHTTPRequestHandler, desk: Desk) -> None:
    handler.send_response(200)
    handler.end_headers()
    while not desk.over.is_set():
        try:
            handler.wfile.write(b" " * 65536)
        except OSError:
            return


MISBEHAVE = {HANG: _hang, RESET: _reset, DRIP: _drip, ENDLESS: _endless}
