"""The follower looks at the journals of all offices in time, even while its own process keeps it busy."""

import sys
import threading
from collections.abc import Iterator

import pytest

from deskq.core import clock
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.live import follower as follower_module
from deskq.live import own_commits
from deskq.live.own_commits import OwnCommits
from tests.core.journal.conftest import Happened
from tests.live.noting_follower import by_another, following, north, wakers, write

__all__ = ["by_another", "following", "north", "wakers", "write"]


def test_a_backlog_of_another_process_is_sent_without_a_pause(following, office, north, write, by_another, monkeypatch):
    monkeypatch.setattr(follower_module, "MOST_ROWS", 10)
    by_another(*(f"there {number}" for number in range(25)), at=north)
    following.bus.look_again()

    for number in range(3):
        write(f"here {number}")
        following.step()

    assert len(following.words) == 28


def test_an_office_that_was_busy_comes_when_another_is_sent(following, north, write, by_another):
    by_another("there", at=north)
    following._busy.add(north)
    following.bus.look_again()
    following.step()
    assert following.words == []
    following._busy.discard(north)
    write("here")

    following.step()

    assert following.words == ["here", "there"]


def test_too_many_rows_to_keep_are_read_in_the_same_round(following, north, write, monkeypatch):
    monkeypatch.setattr(own_commits, "MOST", 3)
    write("one", "two", at=north)
    write("three", "four", at=north)
    write("here")

    following.step()

    assert following.words == ["here", "one", "two", "three", "four"]


def test_the_first_rows_of_a_new_office_may_be_told_in_any_order(following, office, wakers):
    other = office + 5
    db.session.add(journal.Head(office_id=other, sequence=0, hash=journal.START, at=clock.now()))
    db.session.commit()
    told = []
    wakers[:] = [lambda office_id, on_disk, rows: told.append((office_id, on_disk, rows))]
    for word in ("one", "two"):
        with transaction(other, "test") as tx:
            tx.record(Happened(word))

    for commit in reversed(told):
        following._committed(*commit)
    following.step()

    assert following.words == ["one", "two"]


@pytest.mark.parametrize(("passed", "left"), [(0.25, 0.75), (0.75, 0.25), (1.5, 0.0)])
def test_the_next_round_comes_when_it_is_time_to_look(following, monkeypatch, passed, left):
    monkeypatch.setattr(follower_module, "monotonic", lambda: following._looked_at + passed)

    assert following.wait() == pytest.approx(left)


def test_a_round_lasts_no_longer_when_it_also_looks(following, write, monkeypatch):
    ends, follow = [], following._follow
    monkeypatch.setattr(following, "_follow", lambda offices, end: ends.append(end) or follow(offices, end))
    write("here")
    following.bus.look_again()

    following.step()

    assert len(ends) == 2
    assert len(set(ends)) == 1


@pytest.fixture
def busy_switches() -> Iterator[None]:
    """Threads take turns after every few instructions."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_threads_that_add_and_take_at_the_same_time_meet_no_error(busy_switches, monkeypatch):
    monkeypatch.setattr(own_commits, "MOST", 3)
    own, failed, over = OwnCommits(), list[Exception](), threading.Event()

    def add() -> None:
        for number in range(20_000):
            try:
                own.add(1, [{"sequence": number}] * 4)
            except Exception as error:
                failed.append(error)

    def take() -> None:
        while not over.is_set():
            own.take(1, 10**9)

    taking, adding = threading.Thread(target=take), [threading.Thread(target=add) for _ in range(2)]
    for thread in (taking, *adding):
        thread.start()
    for thread in adding:
        thread.join()
    over.set()
    taking.join()

    assert failed == []
