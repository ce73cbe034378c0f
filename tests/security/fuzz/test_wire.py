"""Made-up bytes on the port of a real server: an answer that is no server error or the end of the connection, no trace
in the log, none slow, and the server goes on."""

from collections import Counter
from collections.abc import Iterator
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.exceptions import ConnectionClosed

from tests.live.real_server import Desk, Socket, running
from tests.security.fuzz import wire
from tests.security.fuzz.made_up import made_up, pieces

#: The acknowledgement that shows that a socket still listens.
PROBE, ANSWER = '42987654321["watch",{"screen":"lobby"}]', "43987654321["
#: Seconds. The machine may be busy with other things.
PATIENCE = 20.0


@pytest.fixture(scope="module")
def desk(tmp_path_factory, seeded_file) -> Iterator[Desk]:
    with running(tmp_path_factory.mktemp("wire"), seeded_file, DEMO="1", RATE_LIMITS="off") as made:
        yield made


@pytest.mark.parametrize("piece", pieces("wire", 40))
def test_no_request_that_is_nearly_one_causes_a_fault(desk, piece):
    faults: dict[str, bytes] = {}
    seen: Counter[int | str] = Counter()

    @made_up(piece.number // 2, same=not piece.long)
    @given(wire.requests())
    def send(sent: bytes) -> None:
        began = perf_counter()
        try:
            found = list(wire.answers(desk.port, sent, PATIENCE))
        except (ConnectionError, BrokenPipeError) as closed:
            found = [type(closed).__name__]
        except TimeoutError:
            found, faults["no answer"] = [], sent
        seen.update(found or ["closed"])
        faults.update((f"{status}", sent) for status in found if isinstance(status, int) and status >= 500)
        if perf_counter() - began > PATIENCE:
            faults["slow"] = sent

    send()
    print(seen)

    assert faults == {}
    assert seen.total() >= piece.number // 2
    desk.assert_quiet()


@pytest.mark.parametrize("piece", pieces("wire", 40))
def test_no_frame_that_is_nearly_one_causes_a_fault(desk, piece):
    faults: dict[str, object] = {}
    seen: Counter[str] = Counter()

    @made_up(piece.number // 2, same=not piece.long)
    @given(wire.frames(), st.booleans())
    def send(frame: str | bytes, joined: bool) -> None:
        try:
            socket = desk.browser().socket()
            seen[after(socket.join() if joined else socket, frame)] += 1
        except TimeoutError:
            faults["no answer"] = frame

    send()
    print(seen)

    assert faults == {}
    assert seen.total() >= piece.number // 2
    desk.assert_quiet()


def after(socket: Socket, frame: str | bytes) -> str:
    """Whether the server ends the connection or goes on listening after this frame."""
    try:
        socket.line.send(frame)
        socket.line.send(PROBE)
        socket.until(ANSWER)
    except ConnectionClosed:
        return "closed"
    socket.leave()
    return "answered"
