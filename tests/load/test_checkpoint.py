"""The log of SQLite is moved into the database in a thread: it stays small, and no request waits for it."""

import threading
from time import monotonic

import pytest

from tests.load.load_client import ApiClient
from tests.load.seeded_server import running

pytestmark = pytest.mark.load
SECONDS = 6
MOST = 80_000_000  # bytes; far below the 200 MB at which a commit itself would move the log


def test_the_log_stays_small_under_load(tmp_path, seeded_file):
    with running(tmp_path, seeded_file) as server:
        end, biggest, failed = monotonic() + SECONDS, 0, []

        def issue() -> None:
            client = ApiClient(server.port, server.kiosk)
            while monotonic() < end:
                status, body = client.post("/tickets", {"service": "info_desk"})
                if status != 201:
                    failed.append(body)
            client.close()

        threads = [threading.Thread(target=issue) for _ in range(8)]
        for thread in threads:
            thread.start()
        log = tmp_path / "deskq.sqlite-wal"
        while any(thread.is_alive() for thread in threads):
            biggest = max(biggest, log.stat().st_size)
            threads[0].join(0.05)

        assert failed == []
        assert biggest < MOST, f"{biggest / 1e6:.0f} MB"
        print(f"largest log: {biggest / 1e6:.1f} MB")
