"""Geometry of the charts of reports: columns of a series of periods, bars of groups, a heat map of the week."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from deskq.core.quantiles import quantile
from deskq.reports.period.figures import Figures
from deskq.reports.period.queries import Row, VisitReport

#: Colours of the heat map, besides the colour for no visitors.
STEPS = 4


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: its name, ``low`` and ``high`` in percent of the scale, and a sentence with both values."""

    name: str
    low: float
    high: float
    says: str


@dataclass(frozen=True, slots=True)
class Chart:
    """``top``: value at the end of the scale; ``mark``: position of the target in percent of the scale, if it is on the
    scale."""

    bars: list[Bar]
    top: int
    mark: float | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One hour of a weekday. ``mean``: visitors on average; None for weekdays without visitors; ``step``: colour, 0 to
    4."""

    hour: int
    mean: float | None
    step: int


def arrivals(rows: Sequence[Row], name: Callable[[Row], str], says: Callable[[Row], str]) -> Chart:
    """Bars of all visitors and of served visitors."""
    top = max((row.figures.arrivals for row in rows), default=0)
    return Chart(
        [
            Bar(name(row), of_scale(row.figures.served, top), of_scale(row.figures.arrivals, top), says(row))
            for row in rows
        ],
        top,
    )


def waits(rows: Sequence[Row], target: int | None, name: Callable[[Row], str], says: Callable[[Row], str]) -> Chart:
    """Median and 90th percentile of the first wait; ``target``: None if services have different ones."""
    ends = [(half(row.figures) or 0, most(row.figures) or 0) for row in rows]
    longest = max((end for _, end in ends), default=0)
    top = max(longest, target or 0) if longest > (target or 0) / 2 else longest
    bars = [
        Bar(name(row), of_scale(low, top), of_scale(high, top), says(row))
        for row, (low, high) in zip(rows, ends, strict=True)
    ]
    return Chart(bars, top, of_scale(target, top) if target and target <= top else None)


def ahead(rows: Sequence[Row], name: Callable[[Row], str], says: Callable[[Row], str]) -> Chart:
    """Bars of the share of called visitors who went ahead of an earlier one, and of those who did by their class."""
    shares = [
        (_of_called(row, row.figures.overtaking_by_class), _of_called(row, row.figures.overtaking)) for row in rows
    ]
    top = max((high for _, high in shares), default=0)
    bars = [
        Bar(name(row), of_scale(low, top), of_scale(high, top), says(row))
        for row, (low, high) in zip(rows, shares, strict=True)
    ]
    return Chart(bars, top)


def _of_called(row: Row, visitors: int) -> int:
    """In hundredths of a percent."""
    return round(10_000 * visitors / max(1, row.figures.first.total()))


def half(figures: Figures) -> int | None:
    """Median of the first wait in seconds."""
    return quantile(figures.first, 0.5)


def most(figures: Figures) -> int | None:
    """90th percentile of the first wait in seconds."""
    return quantile(figures.first, 0.9)


def heat(report: VisitReport) -> list[tuple[int, list[Cell]]]:
    """(weekday, its hours) for all weekdays and hours with visitors."""
    means = {place: report.arrivals[place] / report.weekdays[place[0]] for place in report.arrivals}
    if not means:
        return []
    hours = range(min(hour for _, hour in means), max(hour for _, hour in means) + 1)
    top = max(means.values())

    def cell(weekday: int, hour: int) -> Cell:
        mean = means.get((weekday, hour), 0.0)
        return Cell(hour, mean, min(STEPS, int(STEPS * mean / top) + 1) if mean else 0)

    return [(weekday, [cell(weekday, hour) for hour in hours]) for weekday in sorted({day for day, _ in means})]


def busiest(report: VisitReport) -> tuple[int, int, float] | None:
    """(weekday, hour, visitors on average) with the most visitors."""
    means = [(count / report.weekdays[day], day, hour) for (day, hour), count in report.arrivals.items()]
    if not means:
        return None
    mean, day, hour = max(means, key=lambda one: (one[0], -one[1], -one[2]))
    return day, hour, mean


def of_scale(value: float, top: float) -> float:
    """Length of a bar in percent of the scale, which ends at ``top``."""
    return round(100 * value / top, 2) if top else 0.0
