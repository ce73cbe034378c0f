"""How many megapixels one address (or person) may have decoded: so many at once, and so many a second later on."""

from collections.abc import Callable
from time import monotonic

from deskq.core.errors import N_, RateLimited

#: Four photos of the largest phones, three times over.
BURST = 600.0  #: megapixels
PER_SECOND = 6.0  #: megapixels; a lobby behind one address sends a photo of 12 every two seconds
#: What a second of decoding costs at least: an image that is slow for its size counts by the time that it took.
PER_SECOND_OF_WORK = 30.0
#: Addresses known at most; those with a full budget are forgotten before.
MOST_KNOWN = 10_000


class TooManyPictures(RateLimited):
    slug = "too-many-pictures"
    title = N_("Many pictures came from here in a short time. Please try again in %(seconds)s seconds.")


class PixelBudget:
    """A bucket for each key. ``now`` gives seconds of a monotonic clock."""

    def __init__(self, burst: float = BURST, per_second: float = PER_SECOND, now: Callable[[], float] = monotonic):
        self._burst, self._per_second, self._now = burst, per_second, now
        self._used: dict[str, tuple[float, float]] = {}  # {key: (megapixels used, when)}

    def take(self, key: str, megapixels: float) -> None:
        """``TooManyPictures`` if the budget does not have so many now."""
        used = self._used_now(key)
        if used + megapixels > self._burst:
            raise TooManyPictures(seconds=max(1, round((used + megapixels - self._burst) / self._per_second)))
        self._set(key, used + megapixels)

    def add_work(self, key: str, megapixels: float, seconds: float) -> None:
        """Count the time of an image for which ``megapixels`` were taken, if it took more than they should."""
        more = seconds * PER_SECOND_OF_WORK - megapixels
        if more > 0:
            self._set(key, self._used_now(key) + more)

    def forget(self) -> None:
        self._used.clear()

    def _used_now(self, key: str) -> float:
        used, since = self._used.get(key, (0.0, 0.0))
        return max(0.0, used - (self._now() - since) * self._per_second)

    def _set(self, key: str, used: float) -> None:
        if len(self._used) >= MOST_KNOWN and key not in self._used:
            for other in [other for other in self._used if not self._used_now(other)] or list(self._used)[:1]:
                del self._used[other]
        self._used[key] = (used, self._now())
