"""One frame for all clients of a room is written to each at once, and never overtakes what was sent before it."""

from collections.abc import Iterator
from contextlib import closing
from itertools import cycle, islice

import pytest
from wsproto.frame_protocol import FrameProtocol

from deskq.live.transport import frames as websocket_frames

from .conftest import Desk
from .polling_client import Poller
from .test_slow import HOW

FRAMES = 12
SIZE = 24_000


@pytest.fixture
def poller(patient_desk: Desk) -> Iterator[Poller]:
    with closing(Poller(patient_desk.port)) as made:
        yield made.join()


def frames(count: int, size: int) -> list[str]:
    """What ``/flood`` sends."""
    return [f'42["frame","{number:04d}{chr(ord("a") + number % 26) * size}"]' for number in range(count)]


@pytest.mark.parametrize("size", [0, 1, 125, 126, 65_535, 65_536])
@pytest.mark.parametrize("letter", ["x", "ن"])
def test_a_frame_is_that_of_the_library_byte_for_byte(size: int, letter: str) -> None:
    text = letter * (size // len(letter.encode()))

    frame = websocket_frames.text_frame(text)

    assert frame == FrameProtocol(client=False, extensions=[]).send_data(text, fin=True)


def test_what_ten_clients_can_take_at_once_waits_in_no_queue(desk: Desk) -> None:
    lines = [desk.line().join() for _ in range(10)]

    assert desk.get("/flood?how=library&frames=1&size=5000")["queued"] == 10
    assert desk.get("/flood?how=shared&frames=1&size=5000")["queued"] == 0

    for line in lines:
        assert list(islice(line.frames(), 2)) == frames(1, 5000) * 2


@HOW
def test_a_client_that_reads_now_and_then_gets_everything_in_order(desk: Desk, how: str) -> None:
    slow = desk.line(receive_buffer=4096).join()
    rounds, got = 30, list[str]()

    for _ in range(rounds):
        desk.get(f"/flood?how={how}&frames={FRAMES}&size={SIZE}")
        got += islice(slow.frames(at_a_time=3000), FRAMES - 2)
    got += islice(slow.frames(), 2 * rounds)

    assert got == frames(FRAMES, SIZE) * rounds


@HOW
def test_a_cue_never_overtakes_the_state_of_its_call_in_another_room(desk: Desk, how: str) -> None:
    lobbies = [desk.line(receive_buffer=4096).join(), desk.line().join()]
    for line in lobbies:
        line.say('421["watch",{}]')
        assert [line.frame()[:11], line.frame()[:4]] == ['42["state",', "431["]

    desk.get(f"/calls?how={how}&calls=60")

    for line in lobbies:
        heard = [line.frame(at_a_time=5000) for _ in range(120)]
        assert [frame[:9] for frame in heard] == list(islice(cycle(['42["state', '42["call"']), 120))
        assert [int(frame.partition('version":')[2].partition(",")[0]) for frame in heard[::2]] == list(range(60))
        assert heard[1::2] == [f'42["call",{{"call":{number}}}]' for number in range(60)]


@HOW
def test_pongs_and_pings_between_frames_break_none(desk: Desk, how: str) -> None:
    slow = desk.line(receive_buffer=4096).join()
    ping = b"\x89\x80" + bytes(4)

    desk.get(f"/flood?how={how}&frames=40&size={SIZE}")
    slow.sock.sendall(ping * 5)
    desk.get(f"/flood?how={how}&frames=40&size={SIZE}")

    assert list(islice(slow.frames(at_a_time=16_384), 80)) == frames(40, SIZE) * 2
    desk.until(lambda said: said["sending"] == 0)
    desk.get(f"/flood?how={how}&frames=1&size=9")
    assert slow.frame() == frames(1, 9)[0]
    assert slow.pongs == 5


@HOW
def test_clients_that_vanish_disturb_no_other(desk: Desk, how: str) -> None:
    gone, quick = [desk.line().join() for _ in range(5)], desk.line().join()

    for line in gone:
        line.vanish()
        desk.get(f"/flood?how={how}&frames=3&size=5000")

    assert list(islice(quick.frames(), 15)) == frames(3, 5000) * 5
    desk.until(lambda said: said["clients"] == 1)


@HOW
def test_nothing_follows_the_close_of_a_client(desk: Desk, how: str) -> None:
    line = desk.line().join()

    line.sock.sendall(b"\x88\x80" + bytes(4))
    desk.get(f"/flood?how={how}&frames=3&size=500")

    with pytest.raises(EOFError) as closed:
        list(line.frames())
    assert closed.value.args  # those of a close frame
    assert line.rest() == b""
    desk.until(lambda said: said["clients"] == 0)


@HOW
def test_a_client_that_polls_gets_everything_in_order_also_what_was_sent_during_an_upgrade_that_fails(
    patient_desk: Desk, poller: Poller, how: str
) -> None:
    patient_desk.get(f"/flood?how={how}&frames=5&size=100")
    assert poller.poll() == frames(5, 100)
    line = patient_desk.line(session=poller.session)
    patient_desk.until(lambda said: said["upgrading"] == 1)

    patient_desk.get(f"/flood?how={how}&frames=5&size=100")
    line.close()
    patient_desk.until(lambda said: said["upgrading"] == 0)

    assert poller.poll() == frames(5, 100)


@HOW
def test_a_client_in_the_middle_of_its_upgrade_gets_everything_in_order(
    patient_desk: Desk, poller: Poller, how: str
) -> None:
    line = patient_desk.line(session=poller.session)
    line.say("2probe")
    assert line.frame() == "3probe"

    patient_desk.get(f"/flood?how={how}&frames=5&size=100")
    assert poller.poll() == ["6"]
    line.say("5")
    patient_desk.until(lambda said: said["upgraded"] == 1)
    patient_desk.get(f"/flood?how={how}&frames=5&size=200")

    assert list(islice(line.frames(), 11)) == ["6", *frames(5, 100), *frames(5, 200)]
