"""A real disk of a few megabytes is full: refused in a sentence, nothing acknowledged is lost, well again alone."""

import json
import shutil
import sqlite3
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.load.bench_server import RunningServer
from tests.load.seeded_server import running
from tests.waiting import until

pytestmark = pytest.mark.load
MEGABYTE = 1024 * 1024
PATIENCE = 20.0


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    """Of 64 megabytes. Needs the right to mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64m,mode=0700", "tmpfs", str(folder)]
    mounted = shutil.which("mount") is not None and not subprocess.run(mount, capture_output=True).returncode
    if not mounted:
        pytest.skip("nothing can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def office(small_disk, seeded_file) -> Iterator[RunningServer]:
    with running(small_disk, seeded_file, DESKQ_UPLOAD_RESERVE_MB="2", DESKQ_DISK_LEAST_MB="1") as server:
        yield server


def ask(office: RunningServer, path: str, body: object = None) -> tuple[int, dict[str, object]]:
    token = office.lobby if body is None else office.kiosk
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    sent = json.dumps(body).encode() if body is not None else None
    try:
        with urllib.request.urlopen(
            urllib.request.Request(office.address + path, sent, headers), timeout=PATIENCE
        ) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


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
