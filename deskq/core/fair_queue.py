"""A queue for something of which there is one: those who wait are served in turns of their keys."""

import threading
from collections import OrderedDict, deque
from collections.abc import Iterator
from contextlib import contextmanager


class QueueFull(Exception):
    """Too many of this key are waiting, or the wait took too long."""


class FairQueue:
    """One at a time. Each key is served once before another is served a second time, so that one that sends many
    delays another by one of them only. At most ``most_waiting`` of each key wait."""

    def __init__(self, most_waiting: int) -> None:
        self._most_waiting = most_waiting
        self._guard = threading.Lock()
        self._waiting: OrderedDict[str, deque[threading.Lock]] = OrderedDict()
        self._taken = False

    @contextmanager
    def turn(self, key: str, seconds: float) -> Iterator[None]:
        """Wait for the turn of ``key``, at most ``seconds``; ``QueueFull`` otherwise."""
        place = self._enter(key)
        if place is not None:
            self._wait(key, place, seconds)
        try:
            yield
        finally:
            self._next()

    def waiting(self, key: str) -> int:
        """How many of this key wait."""
        with self._guard:
            return len(self._waiting.get(key, ()))

    def _enter(self, key: str) -> "threading.Lock | None":
        """None if it is this one's turn at once."""
        with self._guard:
            if not self._taken:
                self._taken = True
                return None
            places = self._waiting.setdefault(key, deque())
            if len(places) >= self._most_waiting:
                raise QueueFull
            place = threading.Lock()
            place.acquire()
            places.append(place)
            return place

    def _wait(self, key: str, place: threading.Lock, seconds: float) -> None:
        try:
            granted = place.acquire(timeout=seconds)
        except BaseException:
            if not self._leave(key, place):
                self._next()
            raise
        if not granted and self._leave(key, place):
            raise QueueFull

    def _leave(self, key: str, place: threading.Lock) -> bool:
        """Give up waiting. False if the turn came in the same moment; the caller has it then."""
        with self._guard:
            places = self._waiting.get(key, deque())
            if place not in places:
                return False
            places.remove(place)
            if not places:
                del self._waiting[key]
            return True

    def _next(self) -> None:
        with self._guard:
            if not self._waiting:
                self._taken = False
                return
            key, places = self._waiting.popitem(last=False)
            place = places.popleft()
            if places:
                self._waiting[key] = places  # behind the other keys
            place.release()
