"""Results worked out in the background for the offices whose hall somebody looks at."""

from datetime import datetime, timedelta
from threading import Event
from typing import Generic, Protocol, TypeVar

from deskq.core import clock

#: So long after somebody looked at the hall, results are still worked out for it.
WANTED = timedelta(minutes=2)


class Dated(Protocol):
    @property
    def at(self) -> datetime:
        """When it was worked out."""


R = TypeVar("R", bound=Dated)


class HallResults(Generic[R]):
    """The latest result of each office, in memory. None is shown that is older than ``max_age``."""

    def __init__(self, max_age: timedelta) -> None:
        self._max_age = max_age
        self._latest: dict[int, R] = {}
        self._asked_at: dict[int, datetime] = {}
        self.woken = Event()  #: set for the next round to begin at once

    def latest(self, office_id: int) -> R | None:
        """The result of an office whose hall somebody looks at now. Where there is none, the next round begins."""
        self._asked_at[office_id] = clock.now()
        found = self._latest.get(office_id)
        if found is not None and not clock.has_passed(self._max_age, found.at):
            return found
        self.woken.set()
        return None

    def keep(self, office_id: int, result: R) -> None:
        self._latest[office_id] = result

    def wanted(self) -> list[int]:
        """The offices whose hall somebody looked at lately."""
        self._asked_at = {office: at for office, at in self._asked_at.items() if not clock.has_passed(WANTED, at)}
        return list(self._asked_at)
