"""The websocket handshake."""

import http.client
import socket

import pytest

from .conftest import Desk
from .websocket_client import PATH


def test_offered_compression_is_declined(desk: Desk) -> None:
    line = desk.line(offer="permessage-deflate; client_max_window_bits")

    assert "101 Switching Protocols" in line.answer
    assert "sec-websocket-extensions" not in line.answer.lower()


def test_an_upgrade_that_is_no_websocket_is_refused(desk: Desk) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", desk.port, timeout=10)
    connection.request("GET", PATH, headers={"Upgrade": "websocket", "Connection": "Upgrade"})

    answer = connection.getresponse()

    assert answer.status == 400
    connection.close()


def test_a_broken_frame_ends_the_connection(desk: Desk) -> None:
    line = desk.line().join()

    line.sock.sendall(b"\x7f\x7f\x7f\x7f\x7f\x7f")

    desk.until(lambda said: said["clients"] == 0)


def test_an_endless_message_is_not_buffered(desk: Desk) -> None:
    line = desk.line().join()
    piece = b"\xff" + (2**16).to_bytes(8, "big") + bytes(4) + b"x" * 2**16

    line.sock.sendall(b"\x01" + piece)
    with pytest.raises(ConnectionError):
        line.sock.sendall((b"\x00" + piece) * 500)

    desk.until(lambda said: said["clients"] == 0)


def test_slow_headers_time_out(desk: Desk) -> None:
    with socket.create_connection(("127.0.0.1", desk.port), timeout=10) as trickle:
        trickle.sendall(b"GET /clients HTTP/1.1\r\nHost: desk\r\n")

        answer = trickle.recv(4096)

    assert answer.startswith(b"HTTP/1.1 400")
