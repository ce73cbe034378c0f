"""The forecast of the day for halls that somebody looks at: made in the background once a minute, kept in memory."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import fmean

from flask import Flask, current_app
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.estimate.learned_model import Model
from deskq.estimate.worker import Throttle, Worker
from deskq.office import business_day, config_cache
from deskq.office.config_cache import OfficeConfig
from deskq.office.models import Office
from deskq.panel import past_days
from deskq.panel.advisor import LEAST_VISITS
from deskq.panel.hall_results import HallResults
from deskq.panel.past_days import KnownDay, PastDays
from deskq.panel.rules import counters_needed, day_forecast
from deskq.panel.rules.counters_needed import Demand, Peak
from deskq.panel.rules.day_forecast import QUARTER, Expected, ForecastAccuracy
from deskq.panel.today import TicketTimes

EXTENSION = "deskq_day_forecast"
PERIOD = 60.0
MAX_AGE = timedelta(minutes=5)
#: Days of one weekday from which its usual counters are told; with fewer, the last days are used.
SAME_DAYS, LAST_DAYS = 3, 8


@dataclass(frozen=True, slots=True)
class DayForecast:
    """By quarter of the business day ``day``, while the office is open: what is expected, counters ``needed`` for it
    and usually staffed (``planned``). Empty where too little is known. ``peak``: of what is still to come."""

    at: datetime
    day: date
    expected: Mapping[int, Expected]
    needed: Mapping[int, int]
    planned: Mapping[int, int]
    peak: Peak | None
    peak_at: datetime | None
    accuracy: ForecastAccuracy | None


@dataclass(frozen=True, slots=True)
class ForecastQuarter:
    """``came``: visitors until now, None of a quarter still to come; ``runs``: it is not over yet."""

    begins: datetime
    came: int | None
    runs: bool
    expected: Expected | None
    needed: int | None
    planned: int | None

    @property
    def coming(self) -> Expected | None:
        """What is expected of a quarter that is not over."""
        return self.expected if self.came is None or self.runs else None

    @property
    def top(self) -> int:
        return max(self.came or 0, self.coming.high if self.coming else 0)


class Forecaster:
    """Tests call ``step`` themselves."""

    def __init__(self, app: Flask, worker: Worker) -> None:
        self._app, self._worker = app, worker
        self.results = HallResults[DayForecast](MAX_AGE)
        self._past: dict[int, PastDays] = {}
        self._accuracy: dict[int, tuple[date, ForecastAccuracy | None]] = {}

    def step(self) -> None:
        with self._app.app_context():
            for office_id in self.results.wanted():
                self.results.keep(office_id, self._forecast(db.session(), office_id))

    def _forecast(self, session: Session, office_id: int) -> DayForecast:
        config, now = config_cache.of(session, office_id), clock.now()
        office = config.office
        today = business_day.date_at(office, now)
        past = self._past.setdefault(office_id, PastDays()).read(session, office, today, Throttle())
        came = past_days.arrivals(session, office, jalali.day_number(today))
        session.rollback()
        until = past_days.place(office, now)
        expected = today_expected([day.arrivals for day in past], today, _so_far(came, until), until)
        expected = {one: it for one, it in expected.items() if config.is_open_at(past_days.begins(office, today, one))}
        planned = usual_counters(past, today, expected)
        needed = self._needed(session, config, expected)
        peak = counters_needed.peak({one: count for one, count in needed.items() if one >= int(until)}, planned)
        peak_at = past_days.begins(office, today, peak.quarter) if peak else None
        right = self._measured(office_id, today, past)
        return DayForecast(now, today, expected, needed, planned, peak, peak_at, right)

    def _needed(self, session: Session, config: OfficeConfig, expected: Mapping[int, Expected]) -> dict[int, int]:
        found = self._worker.situation(session, config.office.id)
        session.rollback()
        demand = _demand(found[1], config, found[0].now) if found is not None else None
        if demand is None:
            return {}
        quarter = QUARTER.total_seconds()
        return {one: counters_needed.needed(it.mean, quarter, demand) for one, it in expected.items()}

    def _measured(self, office_id: int, today: date, past: list[KnownDay]) -> ForecastAccuracy | None:
        """Worked out once a day."""
        kept = self._accuracy.get(office_id)
        if kept is None or kept[0] != today:
            rest, rows = Throttle(), []
            for _, one in day_forecast.measured([day.arrivals for day in past]):
                rows.append(one)
                rest()
            kept = self._accuracy[office_id] = today, day_forecast.accuracy(rows)
        return kept[1]


def today_expected(past: list[day_forecast.PastDay], today: date, came: int, until: float) -> dict[int, Expected]:
    """For a whole day, at the pace of its first ``until`` quarters, in which so many ``came``."""
    usual = day_forecast.means(past, today.weekday())
    pace, spread = day_forecast.at_pace(usual, came, until), day_forecast.dispersion(past)
    return {
        quarter: day_forecast.band(mean * pace if quarter >= int(until) else mean, spread)
        for quarter, mean in usual.items()
    }


def usual_counters(past: list[KnownDay], today: date, quarters: Mapping[int, Expected]) -> dict[int, int]:
    same = [day for day in past if day.arrivals.day.weekday() == today.weekday()][-LAST_DAYS:]
    days = [day.staffed for day in (same if len(same) >= SAME_DAYS else past[-LAST_DAYS:])]
    return counters_needed.usual(days, range(min(quarters), max(quarters) + 1)) if quarters else {}


def _demand(model: Model, config: OfficeConfig, now: float) -> Demand | None:
    """None while too few visits are known."""
    shares: dict[int, float] = {}
    for (service, _), share in model.arrivals.shares().items():
        if service in config.services:
            shares[service] = shares.get(service, 0.0) + share
    total = sum(shares.values())
    if not total or sum(model.durations.visits(service) for service in shares) < LEAST_VISITS:
        return None
    shares = {service: share / total for service, share in shares.items()}
    gap = max(0.0, fmean(model.pause_tables(now)[0]))
    seconds = gap + sum(share * fmean(model.table(service, now)) for service, share in shares.items())
    targets = [(share, config.target(service)) for service, share in shares.items()]
    return Demand(seconds, [(share, target.percent, float(target.seconds)) for share, target in targets])


def _so_far(came: Mapping[int, int], until: float) -> int:
    """Appointments still to come are left out."""
    return sum(count for quarter, count in came.items() if quarter <= until)


def quarters(
    forecast: DayForecast, tickets: Iterable[TicketTimes], office: Office, now: datetime
) -> list[ForecastQuarter]:
    """From the first whole hour in which anybody is expected to the last, with the visitors who came until now."""
    if not forecast.expected:
        return []
    came = Counter(past_days.quarter(office, row.arrived_at) for row in tickets if row.arrived_at <= now)
    first, last = min(forecast.expected), max(forecast.expected)
    shift = office.day_starts // 15 % 4
    numbers = range(first - (first + shift) % 4, last + 4 - (last + shift) % 4)
    return [
        ForecastQuarter(
            begins=(at := past_days.begins(office, forecast.day, number)),
            came=came[number] if at <= now else None,
            runs=at <= now < at + QUARTER,
            expected=forecast.expected.get(number),
            needed=forecast.needed.get(number),
            planned=forecast.planned.get(number),
        )
        for number in numbers
    ]


def of(office_id: int) -> DayForecast | None:
    forecaster: Forecaster = current_app.extensions[EXTENSION]
    return forecaster.results.latest(office_id)
