"""Malformed HTTP requests: refused, with a few short lines in the log, no trace, and nothing of what was sent."""

import socket
import struct

import pytest

from tests.live.real_server import PATIENCE, Desk, desk

__all__ = ["desk"]
MARK = b"sent-by-a-stranger"
REFUSED = {
    "a later protocol": b"GET / HTTP/2\r\n\r\n",
    "a version that is none": b"GET / HTTP/x.y\r\n\r\n",
    "a method alone": b"POST /" + MARK + b"\r\n\r\n",
    "a space in the address": b"GET /" + MARK + b" " + MARK * 300 + b" HTTP/1.1\r\n\r\n",
    "a length that is none": b"GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
    "too many headers": b"GET / HTTP/1.1\r\n" + b"X-A: b\r\n" * 200 + b"\r\n",
}


@pytest.fixture(autouse=True)
def quiet(desk):
    yield
    desk.assert_quiet()
    assert MARK.decode() not in desk.said()


@pytest.mark.parametrize("sent", REFUSED.values(), ids=REFUSED)
def test_a_malformed_request_is_refused(desk, sent):
    assert answer(desk, sent).startswith(b"HTTP/1.1 400")


def test_many_malformed_requests_are_a_few_lines_in_the_log(desk):
    before = len(desk.said().splitlines())

    for _ in range(60):
        answer(desk, REFUSED["a later protocol"])

    assert len(desk.said().splitlines()) - before <= 8


def test_a_chunk_without_a_length_ends_the_connection_after_the_answer(desk):
    sent = b"GET /healthz HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n\r\n"

    assert answer(desk, sent * 2).count(b"HTTP/1.1 ") == 1


def test_a_client_that_resets_the_connection_between_two_headers_leaves_no_trace(desk):
    with socket.create_connection(("127.0.0.1", desk.port), timeout=PATIENCE) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: desk\r\n")
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    assert answer(desk, b"GET /healthz HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("path", [b"/", b"/api/v1/services", b"/nothing"])
def test_bytes_that_are_no_text_behind_an_address_cause_no_fault(desk, path):
    """They were a server error: browsers send them as %F2, other clients bare."""
    quoted, bare = (
        answer(desk, b"GET " + path + b"?lang=" + some + b" HTTP/1.0\r\n\r\n") for some in (b"%F2", b"\xf2")
    )

    assert bare.split()[1] == quoted.split()[1]
    assert int(bare.split()[1]) < 500


def answer(desk: Desk, sent: bytes) -> bytes:
    """All that the server sends until it closes the connection."""
    with socket.create_connection(("127.0.0.1", desk.port), timeout=PATIENCE) as line:
        line.sendall(sent)
        line.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: line.recv(65536), b""))
