"""Malformed frames from real sockets: the connection is closed, the log has a short warning and no trace."""

from contextlib import suppress
from time import monotonic
from urllib.error import HTTPError

import pytest
from websockets.exceptions import ConnectionClosed

from tests.live.real_server import desk
from tests.live.transport.websocket_client import Line
from tests.tools.steps import should_be

__all__ = ["desk"]

BEFORE_JOINING = {
    "an event without a session": '42["watch",{}]',
    "another namespace": "40/admin,",
    "a broken greeting": "40{",
    "nothing": "",
    "no packet": "x",
    "a letter": "سلام",
    "a ping of the old protocol": "2probe",
    "an upgrade": "5",
    "an unknown packet": "9",
    "bad base64": "b!!!!",
    "bytes": b"\x00\xff\xfe",
}
AFTER_JOINING = {
    "a second session": "40",
    "bad JSON": "42[",
    "no JSON at all": "42",
    "an object": '42{"watch": 1}',
    "null": "42null",
    "an empty event": "42[]",
    "an event without a name": "42[{}]",
    "a name that is a list": '42[["watch"],{}]',
    "an unknown event": '42["press",{}]',
    "a reserved event": '42["connect"]',
    "another reserved event": '42["disconnect","x"]',
    "wrong arguments": '42["watch",7,8,9]',
    "no argument": '42["watch"]',
    "half a letter": r'42["watch",{"screen":"ticket","token":"\ud800"}]',
    "a number without end": '42["watch",{"counter":' + "9" * 5000 + "}]",
    "a deep nest": '42["watch",' + "[" * 8000 + "]" * 7000 + "]",
    "an id without end": "42" + "1" * 150 + '["watch",{}]',
    "an answer that nobody asked for": "431[]",
    "an error of ours": '44{"message":"x"}',
    "an attachment that never comes": '451-["watch",{"_placeholder":true,"num":0}]',
    "a thousand attachments": '459999999999-["watch"]',
    "a packet from the future": "47",
    "bytes": b"\x00\xff\xfe",
    "another namespace": '42/admin,["watch",{}]',
    "a huge frame": '42["watch",{"screen":"' + "x" * 200_000 + '"}]',
}
SENT = [pytest.param(False, frame, id=f"{name} before joining") for name, frame in BEFORE_JOINING.items()]
SENT += [pytest.param(True, frame, id=name) for name, frame in AFTER_JOINING.items()]


@pytest.fixture(autouse=True)
def quiet(desk):
    """Whatever is sent: no trace, short lines, few of them, and the desk still serves."""
    yield
    desk.assert_quiet()


@pytest.mark.parametrize(("joins", "frame"), SENT)
def test_a_malformed_frame_ends_the_connection(desk, joins, frame):
    socket = desk.browser().socket()
    if joins:
        socket.join()

    socket.line.send(frame)

    assert socket.closed()


@pytest.mark.parametrize("bytes_on_the_wire", [
    pytest.param(b"\x81\x82\0\0\0\0\xff\xfe", id="text that is no UTF-8"),
    pytest.param(b"\xf1\x80\0\0\0\0", id="reserved bits"),
    pytest.param(b"\x81\x05hello", id="not masked"),
    pytest.param(b"\x89\xff" + (2**40).to_bytes(8, "big") + bytes(4), id="a ping of a terabyte"),
    pytest.param(b"\x80\x80\0\0\0\0", id="the end of nothing"),
    pytest.param(b"\x88\x81\0\0\0\0\x01", id="half a farewell"),
])  # fmt: skip
def test_broken_frames_end_the_connection(desk, bytes_on_the_wire):
    line = Line(desk.port).join()

    line.sock.sendall(bytes_on_the_wire)

    assert ends(line)


def test_a_thousand_malformed_frames_are_a_few_lines_in_the_log(desk):
    before = len(desk.said().splitlines())

    for _ in range(60):
        socket = desk.browser().socket()
        with suppress(ConnectionClosed):  # this server closes a silent socket soon, so a slow test may come too late
            socket.line.send("x")
        assert socket.closed()

    assert len(desk.said().splitlines()) - before <= 8


def test_a_silent_socket_and_a_refused_one_that_stays_are_closed(desk):
    began = monotonic()

    silent, joined, refused = desk.browser().socket(), desk.browser().socket().join(), desk.browser().socket().join()
    assert refused.watch("lobby") == {"ok": False, "type": "forbidden"}

    for socket in (silent, joined, refused):
        assert socket.closed()
    should_be(monotonic() - began, 5)


def test_too_many_requests_are_answered_with_too_often(desk):
    socket = desk.browser("karimi").socket().join()

    answers = [socket.watch("counter", counter=5) for _ in range(9)]

    assert answers[0]["ok"]
    assert answers[-1] == {"ok": False, "type": "too-often"}
    socket.leave()


def test_polling_is_not_supported(desk):
    with pytest.raises(HTTPError, match="400"):
        desk.browser().get("/socket.io/?EIO=4&transport=polling")


def ends(line: Line) -> bool:
    try:
        while True:
            line.frame()
    except (EOFError, ConnectionError):
        return True
    finally:
        line.close()
