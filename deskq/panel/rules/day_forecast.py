"""How many visitors come in each quarter of an hour of a day: expected from past days, with a band, and how well that
went on past days. Pure.

The mean of a quarter is that of the same weekday, shrunk towards that of all days and smoothed over its neighbours.
Counts vary more than chance alone would have them (busy and calm days), so the band is that of a negative binomial
distribution whose dispersion is estimated by moments (Anscombe 1949). The simple rule to compare with is the count of a
week before (the seasonal naive forecast of Hyndman and Athanasopoulos 2021).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp

QUARTER = timedelta(minutes=15)
#: Fewer past days with visitors teach too little.
LEAST_DAYS = 10
#: So many days of all weekdays count as much as the days of the same weekday.
STRENGTH = 3.0
#: The band reaches from this share of the distribution to the same share below its end.
TAIL = 0.1
#: Visitors as many as expected that today's pace is shrunk towards.
PACE_STRENGTH = 25.0
#: Past days that the accuracy is measured on.
MEASURED = 20
#: {quarter of the business day: visitors}
Counts = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class PastDay:
    day: date
    counts: Counts

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Expected:
    """Of one quarter: the mean, and the band in which eight in ten counts should lie."""

    mean: float
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class ForecastAccuracy:
    """Of forecasts made before opening from earlier days only. ``inside``: percent of quarters within the band;
    ``error`` and ``simple_error``: mean absolute errors of the forecast and of the week before, in visitors."""

    days: int
    inside: int
    error: float
    simple_error: float


def means(past: Sequence[PastDay], weekday: int) -> dict[int, float]:
    """{quarter: mean} on a weekday (Monday 0); empty where such a day, or enough days, were never seen."""
    same = [day for day in past if day.day.weekday() == weekday]
    if len(past) < LEAST_DAYS or not same:
        return {}
    of_all, of_same = _sums(past), _sums(same)
    raw = {
        quarter: (of_same[quarter] + STRENGTH * count / len(past)) / (len(same) + STRENGTH)
        for quarter, count in of_all.items()
    }
    return {quarter: _smooth(raw, quarter) for quarter in sorted(raw)}


def dispersion(past: Sequence[PastDay]) -> float:
    """By how much counts vary beyond chance: variance = mean + dispersion × mean²."""
    of_weekday = {weekday: means(past, weekday) for weekday in {day.day.weekday() for day in past}}
    beyond = squares = 0.0
    for day in past:
        for quarter, mean in of_weekday[day.day.weekday()].items():
            beyond += (day.counts.get(quarter, 0) - mean) ** 2 - mean
            squares += mean * mean
    return max(0.0, beyond / squares) if squares else 0.0


def forecast(past: Sequence[PastDay], weekday: int) -> dict[int, Expected]:
    """{quarter: what is expected} before opening."""
    spread = dispersion(past)
    return {quarter: band(mean, spread) for quarter, mean in means(past, weekday).items()}


def at_pace(expected: Mapping[int, float], came: int, until: float) -> float:
    """By which factor today is busier than expected, after ``came`` visitors; ``until``: quarters that are over, with a
    share of the running one. Shrunk towards 1 while few were expected."""
    before = sum(mean * min(1.0, max(0.0, until - quarter)) for quarter, mean in expected.items())
    return (came + PACE_STRENGTH) / (before + PACE_STRENGTH)


def band(mean: float, spread: float) -> Expected:
    """Quantiles of the negative binomial distribution, or of Poisson's where nothing varies beyond chance."""
    return Expected(mean, _quantile(mean, spread, TAIL), _quantile(mean, spread, 1 - TAIL))


def measured(past: Sequence[PastDay]) -> Iterator[tuple[PastDay, list[tuple[int, Expected, int]]]]:
    """The last days with, for each quarter, (count, what was expected from earlier days, count of a week before)."""
    for number in range(max(LEAST_DAYS, len(past) - MEASURED), len(past)):
        day, earlier = past[number], past[:number]
        expected = forecast(earlier, day.day.weekday())
        week_before = next((one for one in reversed(earlier) if one.day.weekday() == day.day.weekday()), None)
        if expected and week_before is not None:
            quarters = sorted({*expected, *day.counts})
            none = Expected(0.0, 0, 0)
            yield (
                day,
                [(day.counts.get(q, 0), expected.get(q, none), week_before.counts.get(q, 0)) for q in quarters],
            )


def accuracy(days: Sequence[Sequence[tuple[int, Expected, int]]]) -> ForecastAccuracy | None:
    """The accuracy on days as ``measured`` gives them; None without any."""
    every = [one for day in days for one in day]
    if not every:
        return None
    inside = sum(expected.low <= came <= expected.high for came, expected, _ in every)
    return ForecastAccuracy(
        days=len(days),
        inside=round(100 * inside / len(every)),
        error=sum(abs(came - expected.mean) for came, expected, _ in every) / len(every),
        simple_error=sum(abs(came - before) for came, _, before in every) / len(every),
    )


def _sums(past: Sequence[PastDay]) -> Counter[int]:
    found: Counter[int] = Counter()
    for day in past:
        found.update(day.counts)
    return found


def _smooth(raw: Mapping[int, float], quarter: int) -> float:
    """Twice itself and its neighbours in which anybody ever came."""
    known = [(raw[quarter + step], weight) for step, weight in ((-1, 1), (0, 2), (1, 1)) if quarter + step in raw]
    return sum(mean * weight for mean, weight in known) / sum(weight for _, weight in known)


def _quantile(mean: float, spread: float, share: float) -> int:
    """The smallest count that at least ``share`` of the distribution does not exceed."""
    size = 1 / spread if spread > 1e-9 else 0.0
    chance = (size / (size + mean)) ** size if size else exp(-mean)
    count, reached = 0, chance
    while reached < share and count < 10_000:
        count += 1
        ratio = mean * (size + count - 1) / ((size + mean) * count) if size else mean / count
        chance *= ratio
        reached += chance
    return count
