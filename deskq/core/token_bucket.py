"""How often something may happen: a bucket of tokens, filled at a steady rate."""

from time import monotonic


class Bucket:
    """``burst`` at once, then ``per_second``. Full at first; needs no clean-up and no clock of the day."""

    __slots__ = ("_at", "_burst", "_left", "_per_second")

    def __init__(self, burst: float, per_second: float) -> None:
        self._burst, self._per_second = burst, per_second
        self._left, self._at = burst, monotonic()

    def take(self) -> bool:
        """Whether it may happen now; if so, it counts."""
        now = monotonic()
        self._left = min(self._burst, self._left + (now - self._at) * self._per_second)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True
