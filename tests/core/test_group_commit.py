"""A response means that the commit is on the disk: each waits for a flush that began after it, shared with others."""

import os
import threading
from unittest.mock import Mock

import pytest

from deskq.core import secrets, transactions
from deskq.core.db import group_commit
from deskq.core.db.group_commit import Flushes
from deskq.queue.events import TicketIssued
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue

PATIENCE = 10


class Disk:
    """A disk whose every flush waits to be let through."""

    def __init__(self):
        self.begun, self.let = threading.Semaphore(0), threading.Semaphore(0)
        self.count = 0

    def flush(self):
        self.count += 1
        self.begun.release()
        assert self.let.acquire(timeout=PATIENCE)


def waiter(flushes, done):
    def wait():
        flushes.wait()
        done.append(threading.current_thread().name)

    thread = threading.Thread(target=wait)
    thread.start()
    return thread


def test_who_comes_during_a_flush_waits_for_the_next_and_shares_it():
    disk, done = Disk(), []
    flushes = Flushes(disk.flush)

    first = waiter(flushes, done)
    assert disk.begun.acquire(timeout=PATIENCE)
    late = [waiter(flushes, done) for _ in range(5)]
    while len(flushes._changed._waiters) < 5:
        late[0].join(0.001)
    disk.let.release()
    first.join(PATIENCE)
    assert disk.begun.acquire(timeout=PATIENCE)
    assert done == [first.name]

    disk.let.release()
    for thread in late:
        thread.join(PATIENCE)

    assert len(done) == 6
    assert disk.count == 2


def test_a_disk_that_refuses_is_told_to_who_asked_and_the_next_has_a_flush_of_their_own():
    disk = Mock(side_effect=[OSError("no space"), None])
    flushes = Flushes(disk)

    with pytest.raises(OSError, match="no space"):
        flushes.wait()
    flushes.wait()

    assert disk.call_count == 2


def test_nobody_hears_of_a_ticket_before_it_is_on_the_disk(office, monkeypatch):
    happened = []
    real = os.fdatasync
    monkeypatch.setattr(os, "fdatasync", lambda log: (happened.append("disk"), real(log)))
    monkeypatch.setitem(transactions._after_commit, TicketIssued, [lambda event: happened.append("told")])

    issue(office, "kiosk", NewTicket("renewal_levy", secrets.new()))

    assert happened == ["disk", "told"]


def test_a_slow_disk_is_waited_for_elsewhere_and_a_log_that_is_not_there_is_no_error(tmp_path):
    log = group_commit.Wal(str(tmp_path / "none"))
    log._took = 1.0

    log.flush()

    assert not list(tmp_path.iterdir())


def test_a_disk_that_has_stalled_counts_as_slow_for_a_while(tmp_path, monkeypatch):
    seconds, now = [0.0005], [0.0]
    monkeypatch.setattr(os, "fdatasync", lambda log: now.append(now[-1] + seconds[-1]))
    for clock in ("perf_counter", "monotonic"):
        monkeypatch.setattr(group_commit, clock, lambda: now[-1])
    (tmp_path / "file-wal").touch()
    log = group_commit.Wal(str(tmp_path / "file"))

    def flush(took, times=1):
        seconds.append(took)
        for _ in range(times):
            log.flush()
        return log.is_quick

    assert flush(0.0005)
    assert not flush(0.3)
    assert not flush(0.0005, times=100)
    now.append(now[-1] + log.AFTER_STALL)
    assert flush(0.0005)
