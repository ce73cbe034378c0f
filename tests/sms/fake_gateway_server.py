"""An HTTP server on loopback that plays a gateway and responds as told."""

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
class ReceivedRequest:
    path: str
    headers: dict[str, str]
    body: str


@dataclass
class FakeGatewayServer:
    """``answer``: (status, body), or a way to misbehave; ``requests``: what was received."""

    address: str = ""
    answer: Any = (200, "")
    requests: list[ReceivedRequest] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def wait_for_requests(self, times: int, patience: float = 10.0) -> list[ReceivedRequest]:
        """The received requests, once there are that many."""
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.requests) >= times, patience), "nothing came"
        return self.requests

    def respond(self, http: int, body: dict[str, Any]) -> None:
        self.answer = (http, json.dumps(body, ensure_ascii=False))


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, gateway: FakeGatewayServer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.gateway = gateway


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        gateway = self.server.gateway
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        with gateway.changed:
            gateway.requests.append(ReceivedRequest(self.path, dict(self.headers), body))
            gateway.changed.notify_all()
        if isinstance(gateway.answer, str):
            MISBEHAVE[gateway.answer](self, gateway)
        else:
            self._answer(*gateway.answer)

    def _answer(self, status: int, body: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *words: object) -> None:
        """Quiet."""


@contextmanager
def serve_fake_gateway() -> Iterator[FakeGatewayServer]:
    gateway = FakeGatewayServer()
    server = _Server(gateway)
    gateway.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield gateway
    finally:
        gateway.stopped.set()
        server.shutdown()
        thread.join()
        server.server_close()


def closed_port() -> str:
    """An address where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}"


def _hang(handler: BaseHTTPRequestHandler, gateway: FakeGatewayServer) -> None:
    gateway.stopped.wait(30)


def _reset(handler: BaseHTTPRequestHandler, gateway: FakeGatewayServer) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.rfile.close()


def _drip(handler: BaseHTTPRequestHandler, gateway: FakeGatewayServer) -> None:
    handler.send_response(200)
    handler.end_headers()
    while not gateway.stopped.wait(0.05):
        try:
            handler.wfile.write(b" ")
        except OSError:
            return


def _endless(handler: BaseHTTPRequestHandler, gateway: FakeGatewayServer) -> None:
    handler.send_response(200)
    handler.end_headers()
    while not gateway.stopped.is_set():
        try:
            handler.wfile.write(b" " * 65536)
        except OSError:
            return


MISBEHAVE = {HANG: _hang, RESET: _reset, DRIP: _drip, ENDLESS: _endless}
