"""A client that reads slowly, not at all, or is gone is served or disconnected, and delays nobody else."""

import pytest

from .conftest import Desk

LIMIT = 256 * 1024
BIG = 64 * 1024
#: How the server frames what it sends: the library for each client, once for all, or now this and now that.
HOW = pytest.mark.parametrize("how", ["library", "shared", "both"])


@HOW
def test_a_slow_reader_gets_every_frame_whole(patient_desk: Desk, how: str) -> None:
    slow = patient_desk.line(receive_buffer=4096).join()

    patient_desk.get(f"/flood?how={how}&frames=150&size={BIG}")
    patient_desk.until(lambda said: said["sending"] == 1)
    got = [slow.frame(at_a_time=16384) for _ in range(150)]

    assert got == [f'42["frame","{n:04d}{chr(ord("a") + n % 26) * BIG}"]' for n in range(150)]


@HOW
def test_a_client_that_stops_reading_is_disconnected_and_others_receive_everything(desk: Desk, how: str) -> None:
    stuck, quick = desk.line(receive_buffer=4096).join(), desk.line().join()

    sent = 0
    said = {"cut": 0}
    while not said["cut"] and sent < 100:
        said = desk.get(f"/broadcast?how={how}&size=32000")
        sent += 1
        assert quick.frame() == '42["frame","' + "x" * 32000 + '"]'

    assert said["cut"] == 1
    assert said["clients"] <= 2
    assert said["most"] <= LIMIT + 33000
    with pytest.raises((EOFError, ConnectionResetError)):
        list(stuck.frames())
    desk.until(lambda now: now["clients"] == 1)


@HOW
def test_a_fast_client_is_never_disconnected_for_recently_queued_frames(desk: Desk, how: str) -> None:
    quick = desk.line().join()

    said = desk.get(f"/broadcast?how={how}&size={2 * LIMIT}")

    assert said["cut"] == 0
    assert len(quick.frame()) > 2 * LIMIT


@HOW
@pytest.mark.parametrize("silent", ["stuck", "vanished"])
def test_a_vanished_client_leaves_no_resources_behind(desk: Desk, silent: str, how: str) -> None:
    before = desk.get("/clients")
    line = desk.line(receive_buffer=4096).join()
    assert desk.get("/clients")["descriptors"] == before["descriptors"] + 2

    if silent == "vanished":
        line.vanish()
    else:
        desk.get(f"/flood?how={how}&frames=50&size={BIG}")

    desk.until(lambda said: said == before)


@HOW
def test_a_client_that_resets_during_a_write_is_released(desk: Desk, how: str) -> None:
    line = desk.line(receive_buffer=4096).join()
    desk.get(f"/flood?how={how}&frames=50&size={BIG}")
    desk.until(lambda said: said["sending"] == 1)

    line.vanish()

    desk.until(lambda said: said["clients"] == 0)
