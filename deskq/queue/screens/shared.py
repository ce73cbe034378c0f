"""What several screens share: the wait as it is shown, a row of waiting people, the version of a screen.

Screens are plain values: queries fill them, templates draw them, the live connection sends them. Every text that exists
in two languages is a ``Name``; the template picks by the language of the screen. Times are aware UTC, durations whole
seconds.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy.orm import Session

from deskq.core import row_objects
from deskq.core.db import journal
from deskq.core.db.fixed import read_together
from deskq.core.extensions import Model
from deskq.core.text.names import Name
from deskq.core.transactions import connection_of
from deskq.office import config_cache
from deskq.office.config_cache import OfficeConfig

R = TypeVar("R", bound=Model)
#: Steps of rounding for shown waits: (up to so many minutes, step); longer waits are rounded to quarters of an hour.
STEPS = ((10, 1), (60, 5))
LONG_STEP = 15


@dataclass(frozen=True, slots=True)
class WaitShown:
    """An estimated wait: P50 and P90 in seconds from now, or None when no counter serves the service. ``earliest`` is
    P10 as a moment: a visitor who goes away should be back by then, however old the estimate is."""

    seconds: tuple[int, int] | None
    earliest: datetime | None = None

    @property
    def minutes(self) -> tuple[int, int]:
        """The range in rounded minutes: the median is rounded to the nearest step, the upper end up to the next one.
        (1, 2) is shown as "a few minutes"."""
        median, upper = self.seconds or (0, 0)
        high = rounded_up(-(-upper // 60))
        low = median // 60 if high <= STEPS[0][0] else _nearest(median)
        return max(1, min(low, high)), high

    @property
    def as_read(self) -> "WaitShown":
        """The same for all waits that read alike, whatever their seconds: in whole minutes, without ``earliest``."""
        if self.seconds is None:
            return UNSERVED
        low, high = self.minutes
        return WaitShown((60 * low, 60 * high))


def rounded_up(minutes: int) -> int:
    """The upper end of a shown wait, in minutes; 1 at least."""
    step = _step(minutes)
    return max(1, -(-minutes // step) * step)


def _nearest(seconds: int) -> int:
    """Minutes in whole steps; short waits are not rounded to zero."""
    step = max(STEPS[1][1], _step(-(-seconds // 60)))
    return (seconds + step * 30) // (step * 60) * step or seconds // 60


def _step(minutes: int) -> int:
    return next((step for limit, step in STEPS if minutes <= limit), LONG_STEP)


UNSERVED = WaitShown(None)


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """How many people wait for a service or a group; ``longest`` is the longest wait so far, in seconds."""

    name: Name
    count: int
    longest: int | None = None
    wait: WaitShown | None = None

    @property
    def as_read(self) -> "WaitingRow":
        """With the wait ``WaitShown.as_read``: equal to all rows that are drawn alike."""
        return replace(self, wait=self.wait.as_read) if self.wait is not None else self


def screen_version(session: Session, office_id: int) -> int:
    """The version of every screen: the last sequence of the office's journal."""
    return journal.position(session, office_id)[0]


def version_and_config(session: Session, office_id: int) -> tuple[int, OfficeConfig]:
    """The version and the configuration for rendering a screen."""
    sequence, config_version = journal.position(session, office_id)
    return sequence, config_cache.at(office_id, config_version, session.connection())


def version_config_and_row(
    session: Session, office_id: int, model: type[R], row_id: int
) -> tuple[int, OfficeConfig, R]:
    """Version, configuration and one row, which exists and is not older than the version; one wait on PostgreSQL."""
    connection = connection_of(session)
    values = {"office": office_id, "row": row_id}
    head, rows = read_together(connection, values, journal.POSITION, row_objects.select_by_id(model))
    sequence, config_version = journal.position_from_rows(head)
    return sequence, config_cache.at(office_id, config_version, connection), row_objects.existing_from_rows(model, rows)
