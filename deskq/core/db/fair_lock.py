"""A lock that serves its waiters first in, first out. An ordinary lock lets newcomers pass those who wait; under load
some requests would starve."""

import threading
from collections import deque


class FairLock:
    """At most ``places`` holders at a time (1: a mutex)."""

    def __init__(self, places: int = 1) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._free = places

    def acquire(self, seconds: float = -1) -> bool:
        """Wait for a place, at most ``seconds`` (-1: for ever); returns whether there was one in time."""
        with self._guard:
            if self._free:
                self._free -= 1
                return True
            place = threading.Lock()
            place.acquire()
            self._waiting.append(place)
        try:
            return place.acquire(timeout=seconds) or not self._leave(place)
        except BaseException:  # killed while waiting
            if not self._leave(place):
                self.release()
            raise

    def release(self) -> None:
        with self._guard:
            self._free_or_grant()

    def _free_or_grant(self) -> None:
        if self._waiting:
            self._waiting.popleft().release()
        else:
            self._free += 1

    def _leave(self, place: threading.Lock) -> bool:
        """Leave the queue; False if the place was granted in the same moment."""
        with self._guard:
            if place not in self._waiting:
                return False
            self._waiting.remove(place)
            return True

    def __enter__(self) -> None:
        self.acquire()

    def __exit__(self, *error: object) -> None:
        self.release()
