"""A real disk of a few megabytes is full: refused in a sentence, nothing acknowledged is lost, well again alone."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.load.bench_server import RunningServer
from tests.load.seeded_server import running
from tests.load.small_disk import ask, small_disk
from tests.tools.waiting import until

__all__ = ["small_disk"]
pytestmark = pytest.mark.load
MEGABYTE = 1024 * 1024


@pytest.fixture
def office(small_disk, seeded_file) -> Iterator[RunningServer]:
    with running(small_disk, seeded_file, DESKQ_UPLOAD_RESERVE_MB="2", DESKQ_DISK_LEAST_MB="1") as server:
        yield server


def test_a_full_disk_stops_the_queue_with_a_sentence_and_room_lets_it_go_on(office, small_disk):
    ballast = small_disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (MEGABYTE, 4096):
            with suppress(OSError):
                while file.write(bytes(size)):
                    pass
    issued, refused = [], []
    for _ in range(400):
        status, answer = ask(office, "/api/v1/tickets", {"service": "info_desk"})
        (issued if status == 201 else refused).append((status, answer.get("type")))
        if len(refused) > 5:
            break
    ready = ask(office, "/readyz")
    waiting = ask(office, "/api/v1/board")
    ballast.unlink()

    assert set(refused) == {(507, "disk-full")}
    assert (ready[0], ready[1]["disk"]) == (503, "disk-full")
    assert waiting[0] == 200, "what needs no room goes on"
    until(lambda: ask(office, "/readyz")[0] == 200)
    assert ask(office, "/api/v1/tickets", {"service": "info_desk"})[0] == 201
    assert tickets(small_disk) == len(issued) + 1


def tickets(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "deskq.sqlite")) as connection:
        return int(connection.execute("SELECT count(*) FROM ticket").fetchone()[0])
