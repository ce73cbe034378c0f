"""A token bucket: limits how often something may happen."""

from time import monotonic


class Bucket:
    """``burst`` at once, then ``per_second``. Full at first; uses the monotonic clock."""

    __slots__ = ("_at", "_burst", "_left", "_per_second")

    def __init__(self, burst: float, per_second: float) -> None:
        self._burst, self._per_second = burst, per_second
        self._left, self._at = burst, monotonic()

    def take(self) -> bool:
        """Take one token; whether there was one."""
        now = monotonic()
        self._left = min(self._burst, self._left + (now - self._at) * self._per_second)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True
