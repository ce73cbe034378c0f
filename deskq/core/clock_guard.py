"""Whether the machine's clock can be believed: what it ends (a day, the keeping of something) cannot be taken back."""

import logging
from datetime import datetime, timedelta
from time import monotonic

from deskq.core import clock, outages
from deskq.core.db import journal
from deskq.core.errors import N_
from deskq.core.extensions import db
from deskq.core.outages import Outage

log = logging.getLogger(__name__)
WAY = "clock"
JUMP = 300.0  # seconds the clock may differ from the time that passed
DOUBT = 600.0  # seconds a clock that jumped, or began far from the last entry, is watched before it is believed
#: A night without power is shorter; a clock that is a day ahead is not.
AHEAD = timedelta(hours=20)
SAID = {
    "ahead": N_(
        "The clock of this machine is far ahead of the last recorded event. Please check the date and time. If they "
        "are right, you need do nothing."
    ),
    "behind": N_("The clock of this machine is behind events already recorded. Please check the date and time."),
    "jumped": N_("The clock of this machine has jumped. Please check the date and time."),
}


class ClockGuard:
    """Tells whether the machine's clock goes as fast as time does, and began near the last entry of the journal
    (``last``). One that did not is not believed at once; meanwhile the manager's panel says so."""

    def __init__(self, last: datetime | None) -> None:
        self._steady_since = self._last = monotonic()
        self._wall = clock.now()
        self._doubted = False
        away = self._wall - last if last is not None else timedelta(0)
        if away > AHEAD:
            self._doubt("ahead", away)
        elif away < -clock.TOLERANCE:
            self._doubt("behind", -away)

    def steady(self) -> bool:
        last, wall = self._last, self._wall
        self._last, self._wall = monotonic(), clock.now()
        if abs((self._wall - wall).total_seconds() - (self._last - last)) > JUMP:
            self._doubt("jumped", abs(self._wall - wall))
        believed = self._last >= self._steady_since
        if believed and self._doubted:
            self._doubted = False
            outages.report(WAY, None)
        return believed

    def _doubt(self, how: str, by: timedelta) -> None:
        hours = round(by.total_seconds() / 3600)
        log.warning("the clock is not trusted for %d s: %s, by %d hours", DOUBT, how, hours)
        self._steady_since, self._doubted = self._last + DOUBT, True
        outages.report(WAY, Outage(f"clock-{how}", SAID[how]))


class BackgroundClockGuard:
    """The ``ClockGuard`` of a background job: begins with the journal's last entry when it is first asked."""

    def __init__(self) -> None:
        self._guard: ClockGuard | None = None

    def steady(self) -> bool:
        """To be asked in an application context, once per round."""
        if self._guard is None:
            self._guard = ClockGuard(journal.last_at(db.session()))
        return self._guard.steady()
