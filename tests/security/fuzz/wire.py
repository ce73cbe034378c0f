"""Bytes for the port of a real server: HTTP requests and frames of websockets that are nearly right, or not at all."""

import json
import socket
from collections.abc import Iterator

from hypothesis import strategies as st

from tests.live.hostile_watches import ASKED
from tests.live.test_malformed_frames import AFTER_JOINING, BEFORE_JOINING

METHODS = (b"GET", b"POST", b"HEAD", b"OPTIONS", b"PUT", b"get", b"", b"CONNECT", b"\x00")
PATHS = (b"/", b"/kiosk", b"/sign-in", b"/api/v1/services", b"/t/unknown", b"*", b"http://other/", b"//", b"/%",
         b"/%ff", b"/socket.io/?EIO=4&transport=websocket", b"/static/../config.py", b"/o/main/",
         b"/o/%00/")  # fmt: skip
VERSIONS = (b"HTTP/1.1", b"HTTP/1.0", b"HTTP/0.9", b"HTTP/2", b"HTTP/1.1.1", b"")
HEADERS = (b"Host: desk", b"Host: a b", b"Host:", b"Content-Length: 3", b"Content-Length: -1", b"Content-Length: 1e9",
           b"Content-Length: 99999999999999999999", b"Transfer-Encoding: chunked", b"Transfer-Encoding: x",
           b"Expect: 100-continue", b"Connection: Upgrade", b"Upgrade: websocket", b"Sec-WebSocket-Version: 13",
           b"Sec-WebSocket-Key: x", b"Cookie: deskq_session=\xff", b"Cookie: =;;",
           b"Authorization: Bearer \xe2\x80\xae", b"X-Forwarded-For: \x00", b"Accept-Language: fa;q=x",
           b"If-None-Match: \"", b"Range: bytes=9-1",
           b"Content-Type: multipart/form-data", b"Content-Type: application/json; charset=x", b" folded", b"no colon",
           b"If-Modified-Since: never")  # fmt: skip
BODIES = (b"", b"a=1", b"{", b"3\r\nabc\r\n0\r\n\r\n", b"ffffffffffffffff\r\n", b"\xff" * 50, b"a=1&" * 5000)
ENDINGS = (b"\r\n",) * 8 + (b"\n", b"")


@st.composite
def requests(draw: st.DrawFn) -> bytes:
    """The bytes of an HTTP request, every second of them with a right first line."""
    path = st.sampled_from(PATHS) | st.binary(max_size=30).map(lambda some: b"/" + some)
    asked = st.sampled_from(PATHS[1:5]).flatmap(
        lambda page: st.binary(max_size=20).map(lambda some: page + b"?" + some)
    )
    right = st.tuples(st.sampled_from(METHODS[:4]), path | asked, st.just(b"HTTP/1.1"))
    line = b" ".join(draw(right | st.tuples(st.sampled_from(METHODS), path, st.sampled_from(VERSIONS))))
    more = st.sampled_from(HEADERS) | st.binary(max_size=40)
    lines = [line, *draw(st.lists(more, max_size=6)), b""]
    return b"".join(one + draw(st.sampled_from(ENDINGS)) for one in lines) + draw(st.sampled_from(BODIES))


def answers(port: int, sent: bytes, patience: float) -> Iterator[int]:
    """The statuses that come back until the server closes; it is told that nothing more will come."""
    with socket.create_connection(("127.0.0.1", port), timeout=patience) as line:
        line.sendall(sent)
        line.shutdown(socket.SHUT_WR)
        came = b""
        while more := line.recv(65536):
            came += more
    for part in came.split(b"HTTP/1.")[1:]:
        yield int(part[2:5])


@st.composite
def frames(draw: st.DrawFn) -> str | bytes:
    """A frame of a websocket: one that a screen sends or a malformed one, cut and filled with something else."""
    whole = st.one_of(
        ASKED.map(lambda asked: f"42{json.dumps(['watch', asked])}"),
        st.sampled_from([*BEFORE_JOINING.values(), *AFTER_JOINING.values()]),
        st.text(max_size=60),
        st.binary(max_size=60),
    )
    frame = draw(whole)
    if isinstance(frame, bytes) or draw(st.booleans()):
        return frame
    start, end = sorted(draw(st.tuples(*(st.integers(0, len(frame)),) * 2)))
    return frame[:start] + draw(st.text(max_size=10)) + frame[end:]
