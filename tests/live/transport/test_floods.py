"""A client that sends without a pause: the others are served all the same, and a socket that does so is closed."""

import socket
from contextlib import suppress
from threading import Thread

import pytest

from deskq.live.transport.opening import BURST

from .conftest import Desk

MANY = 20 * BURST
MASK = bytes(4)
PONG, WATCH = "3", '42["watch",{"screen":"x"}]'
#: A message in many empty parts: its first frame, and each further one.
PARTS = b"\x01\x81" + MASK + b"3", b"\x00\x80" + MASK
PING = b"\x89\x80" + MASK


def text(words: str) -> bytes:
    return bytes([0x81, 0x80 | len(words)]) + MASK + words.encode()


@pytest.mark.parametrize(
    "sent",
    [text(PONG) * MANY, text(WATCH) * MANY, PING * MANY, PARTS[0] + PARTS[1] * MANY],
    ids=["pongs", "watches", "pings", "parts"],
)
def test_a_socket_that_floods_is_closed(desk: Desk, sent: bytes) -> None:
    other = desk.line().join()
    line = desk.line().join()

    with pytest.raises(ConnectionError):
        send_forever(line.sock, sent)

    desk.until(lambda said: said["clients"] == 1)
    other.say(WATCH)
    assert next(frame for frame in other.frames() if frame.startswith("42")).startswith('42["state"')


def send_forever(connection: socket.socket, sent: bytes) -> None:
    while True:
        connection.sendall(sent)


def test_what_a_screen_sends_when_it_opens_is_no_flood(desk: Desk) -> None:
    line = desk.line().join()

    line.sock.sendall(text(WATCH) * (BURST // 2))

    answers = [next(frame for frame in line.frames() if frame.startswith("42")) for _ in range(BURST // 2)]
    assert len(answers) == BURST // 2


def test_requests_that_are_sent_together_leave_others_their_turn(desk: Desk) -> None:
    """On one connection many, on another one a little later: its answer comes before the last of the many."""
    request, many = b"GET /clients HTTP/1.1\r\nHost: desk\r\n\r\n", 400
    with socket.create_connection(("127.0.0.1", desk.port), timeout=10) as greedy:
        greedy.sendall(request * many)
        greedy.recv(1)

        desk.get("/clients")

        greedy.setblocking(False)
        answered = answers(greedy)
    assert answered < many


def test_a_body_in_chunks_of_a_byte_leaves_others_their_turn(desk: Desk) -> None:
    """Another one is answered while the body is read."""
    chunks = b"1\r\nx\r\n" * 200_000 + b"0\r\n\r\n"
    with socket.create_connection(("127.0.0.1", desk.port), timeout=20) as greedy:
        greedy.sendall(b"POST /body HTTP/1.1\r\nHost: desk\r\nTransfer-Encoding: chunked\r\n\r\n")
        sending = Thread(target=send_until_closed, args=(greedy, chunks))
        sending.start()

        desk.until(lambda said: said["bodies"] == 1)

        greedy.shutdown(socket.SHUT_RDWR)
        sending.join()


def send_until_closed(connection: socket.socket, sent: bytes) -> None:
    with suppress(OSError):
        connection.sendall(sent)


def answers(connection: socket.socket) -> int:
    """How many have come so far."""
    found = b""
    try:
        while more := connection.recv(2**20):
            found += more
    except BlockingIOError:
        pass
    return found.count(b" 200 OK\r\n")
