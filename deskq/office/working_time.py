"""Working time: how much lies between two moments, and when a given amount will have passed.

A calendar is the office's weekly hours, overridden by its special days (see rules.hours), without those of weekdays
that are open and yet no working days (``Office.working_week``). A working day is a date with at least one minute of
them. A calendar has no end, so that every promise in working time has a deadline:

- before the first and after the last date that any row is valid for, the hours of that date repeat week by week
  (nobody has entered next year yet); special days still apply, and a gap between rows is closed;
- an office without weekly hours works around the clock except on its special days: a deadline that comes too early
  rather than never.

A local time skipped by summer time is taken as the next one that exists; one that occurs twice as its first. All
results are in UTC and exact to the microsecond.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from deskq.core.text import jalali
from deskq.office.rules import MIDNIGHT, DatedHours, Span, WeeklyHours

DAY, MINUTE, NOTHING = timedelta(days=1), timedelta(minutes=1), timedelta(0)
MEASURES = ("working_hours", "working_days", "days", "hours")


class Calendar:
    """The working time of one office. Rows of a single service are ignored. ``days_off``: weekdays on which it may be
    open and does not work, unless it works on no others; a special day with hours is a working day."""

    def __init__(
        self,
        zone: ZoneInfo,
        weekly: Iterable[WeeklyHours],
        special: Mapping[date, DatedHours],
        days_off: Collection[int] = (),
    ) -> None:
        self.zone = zone
        rows = [row for row in weekly if row.service_id is None and row.valid_from <= row.valid_until]
        self._rows = [row for row in rows if row.weekday not in days_off] or rows
        self._first = min((row.valid_from for row in self._rows), default=date.min)
        self._last = max((row.valid_until for row in self._rows), default=date.max)
        self._special = dict(special)
        self._known: dict[date, tuple[Span, ...]] = {}

    def spans(self, from_moment: datetime) -> Iterator[Span]:
        """Disjoint open spans in order, without end: the whole span that is open at the moment, and all after it. Spans
        that meet at midnight stay separate."""
        for _, spans in self._days(self._date(from_moment)):
            yield from (span for span in spans if span[1] > from_moment)

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        """Working time between the two; negative when ``end`` comes first."""
        if end < start:
            return -self.elapsed(end, start)
        passed = NOTHING
        for opens, closes in self.spans(start):
            if opens >= end:
                break
            passed += min(closes, end) - max(opens, start)
        return passed

    def after(self, start: datetime, amount: timedelta) -> datetime:
        """The first moment at which ``amount`` of working time has passed: ``start`` itself for zero, and the closing,
        not the next opening, for the rest of a day."""
        if amount < NOTHING:
            raise ValueError("working time is counted forwards only")
        if not amount:
            return start.astimezone(UTC)
        for opens, closes in self.spans(start):
            begins = max(opens, start)
            if amount <= closes - begins:
                return (begins + amount).astimezone(UTC)
            amount -= closes - begins
        raise AssertionError("a calendar has no end")

    def end_of_day(self, start: datetime, days: int) -> datetime:
        """The last closing of the n-th working day after the day of ``start``, which is not counted itself.

        A start before the last closing of its date belongs to that date, also before opening and between two spans. A
        start at or after that closing, or on a date without hours, belongs to the next working day."""
        if days < 0:
            raise ValueError("working days are counted forwards only")
        open_days = (spans for _, spans in self._days(self._date(start)) if spans and spans[-1][1] > start)
        return next(spans[-1][1] for nth, spans in enumerate(open_days) if nth == days)

    def end_of_date(self, start: datetime, days: int) -> datetime:
        """The last closing of the date so many calendar days later, or of the next working day after it."""
        if days < 0:
            raise ValueError("days are counted forwards only")
        dates = self._days(self._date(start) + days * DAY)
        return next(spans[-1][1] for _, spans in dates if spans and spans[-1][1] > start)

    def end_of_date_of(self, moment: datetime) -> datetime:
        """The midnight with which the date of this moment ends; midnight itself belongs to the date before."""
        return self._moment(self._date(moment - timedelta(microseconds=1)) + DAY, 0)

    def days_between(self, start: datetime, end: datetime) -> int:
        """The number of working days that ended between ``start`` and ``end``: days whose last closing is after
        ``start`` and not after ``end``. It is 0 within one working day, and values of consecutive periods add up.
        ``end_of_day(start, n)`` does not count the day of ``start``, so up to it there are n + 1."""
        found = 0
        for _, spans in self._days(self._date(start)):
            if not spans or spans[-1][1] <= start:
                continue
            if spans[-1][1] > end:
                return found
            found += 1
        raise AssertionError("a calendar has no end")

    def at_share(self, start: datetime, due: datetime, share: float) -> datetime:
        """When this share of the working time between ``start`` and ``due`` has passed: 1 is ``due`` itself, 1.25 a
        quarter of that time after it. Without working time between them, plain time is used."""
        whole = self.elapsed(start, due)
        if whole <= NOTHING:
            return ALWAYS.at_share(start, due, share) if start < due else due.astimezone(UTC)
        if share < 1:
            return self.after(start, whole * share)
        return self.after(due, whole * (share - 1))

    def works_on(self, day: date) -> bool:
        """Whether a date is a working day."""
        return bool(next(self._days(day))[1])

    def _date(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def _days(self, day: date) -> Iterator[tuple[date, tuple[Span, ...]]]:
        while True:
            if day not in self._known:
                self._known[day] = self._apart(self._hours(day), day)
            yield day, self._known[day]
            day += DAY

    def _hours(self, day: date) -> list[tuple[int, int]]:
        """Hours of a date in minutes after midnight."""
        if day in self._special:
            found = self._special[day]
            return [] if found.opens is None or found.closes is None else [(found.opens, found.closes)]
        if not self._rows:
            return [(0, MIDNIGHT)]
        valid, name = min(max(day, self._first), self._last), jalali.weekday(day)
        rows = (row for row in self._rows if row.weekday == name and row.valid_from <= valid <= row.valid_until)
        return sorted((row.opens, row.closes) for row in rows)

    def _apart(self, hours: list[tuple[int, int]], day: date) -> tuple[Span, ...]:
        """Spans of the sorted hours of one date; those that touch or overlap are merged."""
        found: list[Span] = []
        for opens, closes in hours:
            begins, ends = self._moment(day, opens), self._moment(day, closes)
            if found and begins <= found[-1][1]:
                found[-1] = (found[-1][0], max(found[-1][1], ends))
            elif begins < ends:
                found.append((begins, ends))
        return tuple(found)

    def _moment(self, day: date, minute: int) -> datetime:
        local = datetime.combine(day, time.min) + minute * MINUTE
        while _skipped(shown := local.replace(tzinfo=self.zone)):
            local += MINUTE
        return shown.astimezone(UTC)


def _skipped(shown: datetime) -> bool:
    """Whether this local time does not exist: the hour skipped when summer time began."""
    before, behind = shown.utcoffset(), shown.replace(fold=1).utcoffset()
    return before is not None and behind is not None and before < behind


#: Around the clock: the calendar of the measure "hours".
ALWAYS = Calendar(ZoneInfo("UTC"), (), {})


def due(start: datetime, amount: int, measure: str, calendar: Calendar) -> datetime:
    """The deadline: so many working hours, working days (until closing), calendar days (until closing of that day, or
    of the next working day) or hours around the clock, by MEASURES. It never comes before ``start``."""
    match measure:
        case "working_hours" | "hours":
            return runs_in(measure, calendar).after(start, timedelta(hours=amount))
        case "working_days":
            return calendar.end_of_day(start, amount)
        case "days":
            return calendar.end_of_date(start, amount)
    raise ValueError(f"no measure of time: {measure}")


def runs_in(measure: str, calendar: Calendar) -> Calendar:
    """The calendar in which a measure is counted: ``runs_in(measure, office).at_share(start, due, 0.5)`` is when half
    the time is used up."""
    return ALWAYS if measure == "hours" else calendar
