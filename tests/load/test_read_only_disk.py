"""A server that starts on a disk mounted read-only, as after a power cut that damaged it."""

import urllib.request

import pytest

from tests.e2e.app_forks import Fork
from tests.load.bench_server import wait_until_up
from tests.load.seeded_server import running
from tests.load.small_disk import ask, make_writable, small_disk

__all__ = ["small_disk"]
pytestmark = pytest.mark.load
TICKET = {"service": "info_desk"}


def test_on_a_read_only_disk_it_shows_what_is_there_and_refuses_presses_with_a_sentence(
    small_disk, seeded_file, tmp_path
):
    with running(small_disk, seeded_file, DESKQ_DISK_LEAST_MB="1", DESKQ_UPLOAD_RESERVE_MB="2") as office:
        before = ask(office, "/api/v1/tickets", TICKET)
        office.kill()
        make_writable(small_disk, False)
        office.process = Fork(office.program, office.env, tmp_path / "log")  # its usual log is on that disk
        wait_until_up(office.port)

        board = ask(office, "/api/v1/board")
        refused = ask(office, "/api/v1/tickets", TICKET)
        ready = ask(office, "/readyz")
        page = urllib.request.urlopen(office.address, timeout=20).status

        assert before[0] == 201
        assert (board[0], sum(one["count"] for one in board[1]["waiting"])) == (200, 1)
        assert (refused[0], refused[1]["type"], page) == (503, "read-only", 200)
        assert refused[1]["detail"]
        assert (ready[0], ready[1]["ways_out"]["database"]) == (503, "read-only")

        office.kill()
        make_writable(small_disk, True)
        office.start()

        after = ask(office, "/api/v1/tickets", TICKET)
        assert (after[0], after[1]["id"]) == (201, before[1]["id"] + 1)
        assert ask(office, "/readyz")[0] == 200
