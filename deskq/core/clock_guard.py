"""Detects a machine clock that is wrong, because closing a day or deleting old rows cannot be undone."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic

from deskq.core import clock, outages
from deskq.core.db import journal
from deskq.core.errors import N_
from deskq.core.extensions import db
from deskq.core.outages import Outage

log = logging.getLogger(__name__)
OUTAGE_NAME = "clock"
MAX_JUMP = 300.0  # seconds by which the clock may differ from the monotonic time that passed
DISTRUST_SECONDS = 600.0  # after a jump, or a start far from the last journal entry
#: A night without power is shorter; a clock that is a day ahead is caught.
MAX_AHEAD = timedelta(hours=20)
MESSAGES = {
    "ahead": N_(
        "The clock of this machine is far ahead of the last recorded event. Please check the date and time. If they "
        "are right, you need do nothing."
    ),
    "behind": N_("The clock of this machine is behind events already recorded. Please check the date and time."),
    "jumped": N_("The clock of this machine has jumped. Please check the date and time."),
}


class ClockGuard:
    """Compares the machine's clock with the monotonic clock, and at the start with the last journal entry (``last``).
    After a difference the clock is not trusted for ``DISTRUST_SECONDS``; the supervisor's panel shows it."""

    def __init__(self, last: datetime | None) -> None:
        self._trusted_from = self._last = monotonic()
        self._wall = clock.now()
        self._distrusted = False
        difference = self._wall - last if last is not None else timedelta(0)
        if difference > MAX_AHEAD:
            self._distrust("ahead", difference)
        elif difference < -clock.TOLERANCE:
            self._distrust("behind", -difference)

    def steady(self) -> bool:
        """Whether the clock is trusted now; to be called regularly."""
        last, wall = self._last, self._wall
        self._last, self._wall = monotonic(), clock.now()
        if abs((self._wall - wall).total_seconds() - (self._last - last)) > MAX_JUMP:
            self._distrust("jumped", abs(self._wall - wall))
        trusted = self._last >= self._trusted_from
        if trusted and self._distrusted:
            self._distrusted = False
            outages.report(OUTAGE_NAME, None)
        return trusted

    def _distrust(self, how: str, difference: timedelta) -> None:
        hours = round(difference.total_seconds() / 3600)
        log.warning("the clock is not trusted for %d s: %s, by %d hours", DISTRUST_SECONDS, how, hours)
        self._trusted_from, self._distrusted = self._last + DISTRUST_SECONDS, True
        outages.report(OUTAGE_NAME, Outage(f"clock-{how}", MESSAGES[how]))


class BackgroundClockGuard:
    """The ``ClockGuard`` of a background job: begins with the journal's last entry when it is first asked."""

    def __init__(self) -> None:
        self._guard: ClockGuard | None = None

    def steady(self) -> bool:
        """To be asked in an application context, once per round."""
        if self._guard is None:
            self._guard = ClockGuard(journal.last_at(db.session()))
        return self._guard.steady()

    def guarded(self, run: Callable[[], object]) -> Callable[[], None]:
        """A round that does nothing while the clock is not trusted."""

        def guarded_run() -> None:
            if self.steady():
                run()

        return guarded_run
