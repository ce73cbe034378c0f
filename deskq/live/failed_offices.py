"""Offices whose news could not be sent, and when each is tried again."""

from time import monotonic

AGAIN = 1.0  # seconds until news that could not be sent are sent again
TRIES = 3  # of news that fail although the database works; then they are passed over


class FailedOffices:
    """The failures in turn of each office, and when it is tried again."""

    def __init__(self) -> None:
        self._failed: dict[int, tuple[int, float]] = {}  # {office: (failures in turn, monotonic time of the next try)}

    def failed(self, office: int, counts: bool) -> bool:
        """Note a failure. Returns whether the same news are tried again: always, unless it ``counts`` and is the third
        in turn."""
        times = self._failed.get(office, (0, 0.0))[0] + counts
        self._failed[office] = times % TRIES, monotonic() + AGAIN
        return times < TRIES

    def works(self, office: int) -> None:
        """Its news were sent."""
        self._failed.pop(office, None)

    def waits(self, office: int) -> bool:
        """Whether its time has not come yet."""
        return office in self._failed and self._failed[office][1] > monotonic()

    def seconds_to_tries(self) -> list[float]:
        """Seconds until the next try, of each office that waits for one."""
        now = monotonic()
        return [at - now for _, at in self._failed.values() if at > now]

    def __bool__(self) -> bool:
        return bool(self._failed)
