"""What several screens share: the wait as it is shown, a row of waiting people, the version of a screen.

Screens are plain values: queries fill them, templates draw them, the live connection sends them. Every text that exists
in two languages is a ``Name``; the template picks by the language of the screen. Times are aware UTC, durations whole
seconds.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.db import journal
from deskq.core.text import jalali
from deskq.core.text.names import Name
from deskq.office import config_cache
from deskq.office import rules as office_rules
from deskq.office.config_cache import OfficeConfig
from deskq.office.models import Office

#: Up to so many minutes a wait is shown exactly, beyond in steps of five.
EXACT = 20


@dataclass(frozen=True, slots=True)
class WaitShown:
    """An estimated wait: P50 and P90 in seconds from now, or None when no counter serves the service. ``earliest`` is
    P10 as a moment: a visitor who goes away should be back by then, however old the estimate is."""

    seconds: tuple[int, int] | None
    earliest: datetime | None = None

    @property
    def minutes(self) -> tuple[int, int]:
        """The range in minutes, rounded outwards: to whole minutes, above twenty to multiples of five; (1, 2) is shown
        as "a few minutes"."""
        low, high = self.seconds or (0, 0)
        low, high = low // 60, -(-high // 60)
        return max(1, low if low <= EXACT else low // 5 * 5), max(1, high if high <= EXACT else -(-high // 5) * 5)


UNSERVED = WaitShown(None)


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """How many people wait for a service or a group; ``longest`` is the longest wait so far, in seconds."""

    name: Name
    count: int
    longest: int | None = None
    wait: WaitShown | None = None


def screen_version(session: Session, office_id: int) -> int:
    """The version of every screen: the last sequence of the office's journal."""
    return journal.position(session, office_id)[0]


def version_and_config(session: Session, office_id: int) -> tuple[int, OfficeConfig]:
    """The version and the configuration for rendering a screen."""
    sequence, edition = journal.position(session, office_id)
    return sequence, config_cache.at(office_id, edition, session.connection())


def business_day(office: Office, now: datetime) -> int:
    """The Jalali day as a number, 14050903; it begins at the office's hour."""
    return jalali.day_number(office_rules.business_date(now, clock.zone(), office.day_starts))
