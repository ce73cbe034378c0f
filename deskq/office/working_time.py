"""Working time: how much of it lies between two moments, and when so much of it will have passed.

A calendar is the office's weekly rows under its dated days, as the doors keep them (see rules.hours). A working day is
a date with at least one minute of them. It never runs out, so that whatever is promised in working time has a deadline:

- before the first and after the last date any row is valid for, the hours of that first or last date go on week by week
  (nobody has entered next year yet); dated days still win, and a gap between rows is closed, as the doors are;
- an office without any weekly row works around the clock, every day but its dated ones: a deadline that comes too early
  rather than never.

A clock time that was skipped by summer time is the next one there was; one that came twice is its first. Every moment
that comes out is in UTC and exact to the microsecond.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from deskq.office.rules import MIDNIGHT, DatedHours, Span, WeeklyHours, weekday

DAY, MINUTE, NOTHING = timedelta(days=1), timedelta(minutes=1), timedelta(0)
MEASURES = ("working_hours", "working_days", "days", "hours")


class Calendar:
    """The working time of one office. Rows of a single service are not the office's, and are passed over."""

    def __init__(self, zone: ZoneInfo, weekly: Iterable[WeeklyHours], special: Mapping[date, DatedHours]) -> None:
        self.zone = zone
        self._rows = [row for row in weekly if row.service_id is None and row.valid_from <= row.valid_until]
        self._first = min((row.valid_from for row in self._rows), default=date.min)
        self._last = max((row.valid_until for row in self._rows), default=date.max)
        self._special = dict(special)
        self._known: dict[date, tuple[Span, ...]] = {}

    def spans(self, from_moment: datetime) -> Iterator[Span]:
        """Without end, in order and apart: the span that is open at the moment, whole, and all after it. One that runs
        until midnight and one that begins there stay two."""
        for _, spans in self._days(self._date(from_moment)):
            yield from (span for span in spans if span[1] > from_moment)

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        """Working time between the two; less than nothing when ``end`` comes first."""
        if end < start:
            return -self.elapsed(end, start)
        passed = NOTHING
        for opens, closes in self.spans(start):
            if opens >= end:
                break
            passed += min(closes, end) - max(opens, start)
        return passed

    def after(self, start: datetime, amount: timedelta) -> datetime:
        """The first moment at which so much working time has passed: of nothing ``start`` itself, of the rest of a day
        its closing, not the next opening."""
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

        The day of a start is its own date until the last closing of it, also before the doors open and at noon between
        two spans. A start at or after that closing, or on a date without hours, belongs to the next working day."""
        if days < 0:
            raise ValueError("working days are counted forwards only")
        open_days = (spans for _, spans in self._days(self._date(start)) if spans and spans[-1][1] > start)
        return next(spans[-1][1] for nth, spans in enumerate(open_days) if nth == days)

    def end_of_date(self, start: datetime, days: int) -> datetime:
        """The last closing of the date so many calendar days later, or of the next working day where that is none."""
        if days < 0:
            raise ValueError("days are counted forwards only")
        dates = self._days(self._date(start) + days * DAY)
        return next(spans[-1][1] for _, spans in dates if spans and spans[-1][1] > start)

    def at_share(self, start: datetime, due: datetime, share: float) -> datetime:
        """When so much of the working time between ``start`` and ``due`` has passed: 1 is ``due`` itself, and 1.25 a
        quarter of that time after it. Where no working time lies between them it is the time on the clock."""
        whole = self.elapsed(start, due)
        if whole <= NOTHING:
            return ALWAYS.at_share(start, due, share) if start < due else due.astimezone(UTC)
        if share < 1:
            return self.after(start, whole * share)
        return self.after(due, whole * (share - 1))

    def _date(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def _days(self, day: date) -> Iterator[tuple[date, tuple[Span, ...]]]:
        while True:
            if day not in self._known:
                self._known[day] = self._apart(self._hours(day), day)
            yield day, self._known[day]
            day += DAY

    def _hours(self, day: date) -> list[tuple[int, int]]:
        """Minutes after midnight, as they are written."""
        if day in self._special:
            found = self._special[day]
            return [] if found.opens is None or found.closes is None else [(found.opens, found.closes)]
        if not self._rows:
            return [(0, MIDNIGHT)]
        valid, name = min(max(day, self._first), self._last), weekday(day)
        rows = (row for row in self._rows if row.weekday == name and row.valid_from <= valid <= row.valid_until)
        return sorted((row.opens, row.closes) for row in rows)

    def _apart(self, hours: list[tuple[int, int]], day: date) -> tuple[Span, ...]:
        """Moments of the sorted hours of one date; those that touch or overlap become one."""
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
    """No clock ever showed it: the hour that was left out when summer time began."""
    before, behind = shown.utcoffset(), shown.replace(fold=1).utcoffset()
    return before is not None and behind is not None and before < behind


#: Around the clock: what a measure in plain hours runs in.
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
    """The calendar in which a measure ages: ``runs_in(measure, office).at_share(start, due, 0.5)`` is when it is half
    used up, also in a night that counts."""
    return ALWAYS if measure == "hours" else calendar
