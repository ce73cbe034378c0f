"""Rules of opening hours, business days, the prefixes of ticket numbers and the target of a service."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain, count, groupby
from typing import Protocol
from zoneinfo import ZoneInfo

from deskq.core.errors import N_, DomainError
from deskq.core.text import jalali
from deskq.core.text.names import Name

HORIZON = 60  # days ahead in which the next opening is searched
FAR = timedelta(days=7)  # open for longer than this: no closing time is given
MIDNIGHT = 1440
SHORTEST_RUN = 3  # counters: «۱ تا ۲» says no more than «۱ و ۲»
PADDING = 2  # digits of a number after a prefix: 2 and 7 make 207


#: Default percentage of visitors to be called in time, for services without their own value.
USUAL_SHARE = 80


#: {what an office says of its working week: weekdays that are open and yet no working days}; Saturday is 0.
DAYS_OFF: Mapping[str, tuple[int, ...]] = {"open": (), "sat_thu": (6,), "sat_wed": (5, 6)}


@dataclass(frozen=True, slots=True)
class Target:
    """The target service level: ``percent`` of the visitors are first called within ``seconds``."""

    percent: int
    seconds: int


class SeriesClash(DomainError):
    slug = "series-clash"
    title = N_(
        "Numbers without a prefix and numbers after a digit prefix could give the same code. Please use only one of "
        "them."
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a counter is. ``arrow`` is one of right, left, ahead, up, here."""

    counter: int
    room: Name
    floor: Name
    direction: Name
    arrow: str


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers of counters as (first, last): three and more that follow each other are one run, others stay alone."""
    found: list[tuple[int, int]] = []
    for _, group in groupby(enumerate(sorted(numbers)), lambda one: one[1] - one[0]):
        run = [number for _, number in group]
        found += [(run[0], run[-1])] if len(run) >= SHORTEST_RUN else [(number, number) for number in run]
    return found


def hall(rooms: Iterable[Name]) -> Name:
    """The room that at least half of the counters share; empty when they are spread over the building."""
    nowhere = Name("", "")
    counts = Counter(rooms)
    room, times = counts.most_common(1)[0] if counts else (nowhere, 0)
    return room if times >= 2 and times * 2 >= counts.total() else nowhere


@dataclass(frozen=True, slots=True)
class Hours:
    """Whether it is open, and if not, when next; ``reason`` is that of a closed special day."""

    open: bool
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    reason: Name | None = None


class WeeklyHours(Protocol):
    @property
    def service_id(self) -> int | None: ...
    @property
    def valid_from(self) -> date: ...
    @property
    def valid_until(self) -> date: ...
    @property
    def weekday(self) -> int: ...
    @property
    def opens(self) -> int: ...
    @property
    def closes(self) -> int: ...


class DatedHours(Protocol):
    @property
    def opens(self) -> int | None: ...
    @property
    def closes(self) -> int | None: ...
    @property
    def reason(self) -> Name: ...


Span = tuple[datetime, datetime]


def hours(
    now: datetime,
    zone: ZoneInfo,
    weekly: Iterable[WeeklyHours],
    special: Mapping[date, DatedHours],
    service_id: int | None = None,
) -> Hours:
    """The opening state at ``now``. A service's own rows replace the office's for that service; a special day replaces
    both, and a service is never open outside the office's hours on a special day."""
    rows = list(weekly)
    own = [row for row in rows if row.service_id == service_id]
    rows = own if service_id is not None and own else [row for row in rows if row.service_id is None]
    today = now.astimezone(zone).date()
    days = (today + timedelta(offset) for offset in range(-1, HORIZON))
    spans = _joined((span for day in days for span in _spans(day, zone, rows, special)), now + FAR)
    for opens, closes in spans:
        if opens <= now < closes:
            return Hours(open=True, closes_at=None if closes > now + FAR else closes)
        if opens > now:
            return Hours(open=False, opens_at=opens, reason=_reason(today, special))
    return Hours(open=False, reason=_reason(today, special))


def _spans(day: date, zone: ZoneInfo, rows: list[WeeklyHours], special: Mapping[date, DatedHours]) -> list[Span]:
    if day in special:
        found = special[day]
        if found.opens is None or found.closes is None:
            return []
        return [(_moment(day, found.opens, zone), _moment(day, found.closes, zone))]
    return sorted(
        (_moment(day, row.opens, zone), _moment(day, row.closes, zone))
        for row in rows
        if row.valid_from <= day <= row.valid_until and row.weekday == jalali.weekday(day)
    )


def _joined(spans: Iterable[Span], far: datetime) -> Iterator[Span]:
    """Spans that touch become one: open until midnight and from midnight on is simply open. Stops past ``far``."""
    current: Span | None = None
    for opens, closes in spans:
        if current is not None and opens <= current[1]:
            current = (current[0], max(current[1], closes))
        else:
            if current is not None:
                yield current
            current = (opens, closes)
        if current[1] > far:
            break
    if current is not None:
        yield current


def _reason(day: date, special: Mapping[date, DatedHours]) -> Name | None:
    found = special.get(day)
    return found.reason if found is not None and any(found.reason) else None


def _moment(day: date, minute: int, zone: ZoneInfo) -> datetime:
    if minute == MIDNIGHT:
        day, minute = day + timedelta(1), 0
    return datetime.combine(day, time(minute // 60, minute % 60), zone)


def business_date(now: datetime, zone: ZoneInfo, day_starts: int) -> date:
    """The date of the business day at ``now``: a day that starts at 04:00 still runs at 03:59 of the next date."""
    local = now.astimezone(zone)
    past_start = local.hour * 60 + local.minute >= day_starts
    return local.date() if past_start else local.date() - timedelta(1)


def day_begins(day: date, zone: ZoneInfo, day_starts: int) -> datetime:
    """The moment in which the business day of this date begins."""
    return _moment(day, day_starts, zone)


def code(series: str, number: int) -> str:
    """A ticket's code: prefix and number, padded after a prefix, never cut."""
    return f"{series}{number:0{PADDING}}" if series else str(number)


def proposed_series(others: Iterable[str], of_group: Iterable[str]) -> str:
    """The prefix of a service for which none is given: the most common prefix of its group; otherwise the first free
    digit if other services have digits (numbers without a prefix would clash with them); otherwise none."""
    known, group = set(others), Counter(of_group)
    if group:
        return group.most_common(1)[0][0]
    if any(prefix.isdigit() for prefix in known):
        return next((digit for digit in "123456789" if digit not in known), "9")
    return ""


def code_from(name: str, taken: Collection[str], longest: int = 40) -> str:
    """An internal code for a name: its Latin words joined by _, numbered while it is taken."""
    words = re.findall(r"[a-z0-9]+", name.lower())
    stem = "_".join(words)[: longest - 4].rstrip("_")
    if not stem[:1].isalpha():
        stem = f"service_{stem}".rstrip("_")
    codes = chain([stem], (f"{stem}_{n}" for n in count(2)))
    return next(code for code in codes if code not in taken)


def check_series(prefixes: Iterable[str]) -> None:
    """Codes must be unique over all series: numbers without a prefix exclude digit prefixes. A prefix has at most one
    character (see office.forms), so none begins with another."""
    kinds = set(prefixes)
    if "" in kinds and any(prefix.isdigit() for prefix in kinds):
        raise SeriesClash
