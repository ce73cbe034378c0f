"""The websocket handshake."""

import http.client
import socket
from contextlib import closing
from email.message import Message

import pytest

from .conftest import Desk
from .websocket_client import PATH


def test_offered_compression_is_declined_and_the_answer_that_of_the_standard(desk: Desk) -> None:
    line = desk.line(offer="permessage-deflate; client_max_window_bits")
    status, headers = asked(desk, OPENING)

    assert "101 Switching Protocols" in line.answer
    assert "sec-websocket-extensions" not in line.answer.lower()
    assert (status, headers["Sec-WebSocket-Accept"]) == (101, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")


OPENING = {
    "Upgrade": "websocket",
    "Connection": "keep-alive, Upgrade",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


@pytest.mark.parametrize(
    ("header", "value"),
    [("Sec-WebSocket-Key", None), ("Sec-WebSocket-Key", "c2hvcnQ="), ("Sec-WebSocket-Key", "no base 64 at all!!"),
     ("Sec-WebSocket-Version", None), ("Sec-WebSocket-Version", "12"), ("Connection", "keep-alive")],
)  # fmt: skip
def test_an_upgrade_that_is_no_websocket_is_refused(desk: Desk, header: str, value: str | None) -> None:
    given = {**OPENING, header: value}

    status, _ = asked(desk, {name: text for name, text in given.items() if text is not None})

    assert status == 400


def asked(desk: Desk, headers: dict[str, str]) -> tuple[int, Message]:
    with closing(http.client.HTTPConnection("127.0.0.1", desk.port, timeout=10)) as connection:
        connection.request("GET", PATH, headers=headers)
        with connection.getresponse() as answer:
            return answer.status, answer.headers


def test_a_broken_frame_ends_the_connection_and_an_endless_message_is_not_buffered(desk: Desk) -> None:
    broken, endless = desk.line().join(), desk.line().join()
    piece = b"\xff" + (2**16).to_bytes(8, "big") + bytes(4) + b"x" * 2**16

    broken.sock.sendall(b"\x7f\x7f\x7f\x7f\x7f\x7f")
    endless.sock.sendall(b"\x01" + piece)
    with pytest.raises(ConnectionError):
        endless.sock.sendall((b"\x00" + piece) * 500)

    desk.until(lambda said: said["clients"] == 0)


def test_slow_headers_time_out(desk: Desk) -> None:
    with socket.create_connection(("127.0.0.1", desk.port), timeout=10) as trickle:
        trickle.sendall(b"GET /clients HTTP/1.1\r\nHost: desk\r\n")

        answer = trickle.recv(4096)

    assert answer.startswith(b"HTTP/1.1 400")
