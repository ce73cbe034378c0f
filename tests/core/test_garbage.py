"""A server scans its whole memory only in quiet moments, however much is allocated while people press."""

import gc
import weakref

import pytest

from deskq.core import garbage
from deskq.core.garbage import FullScans


@pytest.fixture
def begun():
    kept = gc.get_threshold()
    garbage.begin()
    yield
    gc.set_threshold(*kept)


class Process:
    """Its commits, its clock and its memory."""

    def __init__(self) -> None:
        self.commits, self.now, self.memory = 0, 0.0, 0
        self.scans = FullScans(lambda: self.commits, lambda: self.now, lambda: self.memory)

    def look(self, after: float, commits: int = 0, memory: int = 0) -> int:
        """How many scans of everything the round made."""
        self.now, self.commits, self.memory = self.now + after, self.commits + commits, self.memory + memory
        before = full_scans()
        self.scans.once()
        return full_scans() - before


class Circle:
    def __init__(self) -> None:
        self.itself = self


def full_scans() -> int:
    return int(gc.get_stats()[2]["collections"])


def test_allocating_much_scans_the_young_only(begun):
    middle, full = gc.get_stats()[1]["collections"], full_scans()

    kept = [[] for _ in range(20 * garbage.YOUNG * garbage.MIDDLE)]

    assert gc.get_stats()[1]["collections"] >= middle + 15
    assert full_scans() == full
    assert len(kept)


def test_a_press_allocates_without_any_scan(begun):
    gc.collect(0)
    young = gc.get_stats()[0]["collections"]

    kept = [[] for _ in range(garbage.YOUNG // 4)]

    assert gc.get_stats()[0]["collections"] == young
    assert len(kept)


def test_everything_is_scanned_when_nobody_pressed(begun):
    process = Process()

    assert process.look(garbage.FIRST + 1, commits=1) == 0
    assert process.look(garbage.PERIOD) == 1
    assert process.look(garbage.FIRST + 1) == 0
    assert process.look(garbage.OFTEN) == 1


def test_a_hall_that_is_never_quiet_is_scanned_in_the_end(begun):
    process = Process()

    assert process.look(garbage.LATEST - 1, commits=9) == 0
    assert process.look(1, commits=9) == 1
    assert process.look(garbage.LATEST - 1, commits=9) == 0


def test_memory_that_grows_is_looked_through_at_once(begun):
    process = Process()

    assert process.look(1, commits=1, memory=garbage.GROWN - 1) == 0
    assert process.look(1, commits=1, memory=1) == 1
    assert process.look(1, commits=1, memory=garbage.GROWN - 1) == 0


def test_a_scan_frees_circles_that_grew_old(begun):
    process, circle = Process(), Circle()
    gc.collect(1)
    left = weakref.ref(circle)
    del circle
    gc.collect(1)
    assert left() is not None

    process.look(garbage.FIRST + 1)

    assert left() is None


def test_a_process_that_is_no_server_scans_by_itself():
    assert Process().look(garbage.LATEST) == 0


def test_the_memory_of_this_process_is_known():
    assert 10 * 2**20 < garbage.resident_bytes() < 10 * 2**30
