"""The latest forecasts, in memory: screens read them here and never wait for a simulation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from deskq.core import clock
from deskq.estimate.circumstances import Circumstances
from deskq.estimate.prediction_intervals import Interval
from deskq.queue.screens.shared import UNSERVED, WaitShown

MAX_AGE = timedelta(seconds=60)
NewcomerKind = tuple[int, float]  # service, weight


@dataclass(frozen=True, slots=True)
class CalibratedInterval:
    """An interval before and after calibration, in seconds from now, with its situation."""

    raw: Interval
    calibrated: Interval
    seen: Circumstances | None = None


@dataclass(frozen=True, slots=True)
class OfficeForecast:
    """Forecast of one office at one moment: for a newcomer of each service and weight (None: nobody serves it), and for
    every waiting ticket. ``endless``: services with a counter whose newcomers may not be called within the hours
    covered by a forecast."""

    at: datetime
    newcomers: Mapping[NewcomerKind, CalibratedInterval | None]
    tickets: Mapping[int, CalibratedInterval | None]
    endless: frozenset[int] = frozenset()

    def fresh(self) -> bool:
        """Whether it is at most ``MAX_AGE`` old."""
        return timedelta(0) <= clock.now() - self.at <= MAX_AGE


class ForecastCache:
    """Written by the worker of this process, read by everything that renders."""

    def __init__(self) -> None:
        self._latest: dict[int, OfficeForecast] = {}
        self._shown_minutes: dict[int, tuple[int, int] | None] = {}

    def publish(self, office_id: int, office_forecast: OfficeForecast) -> None:
        self._latest[office_id] = office_forecast

    def latest(self, office_id: int) -> OfficeForecast | None:
        """The last forecast; None when it is too old to be shown."""
        found = self._latest.get(office_id)
        return found if found is not None and found.fresh() else None

    def moved(self, office_id: int, ticket_id: int) -> bool:
        """Whether the shown minutes of a waiting ticket changed since the last call: for screens that no event
        refreshes."""
        found = self.latest(office_id)
        prediction = found.tickets.get(ticket_id) if found is not None else None
        words = _wait_shown(found, prediction).minutes if found is not None and prediction is not None else None
        before = self._shown_minutes.get(ticket_id)
        if words is None:
            self._shown_minutes.pop(ticket_id, None)
        else:
            self._shown_minutes[ticket_id] = words
        return words != before

    def of_ticket(self, office_id: int, ticket_id: int, service_id: int, weight: float) -> WaitShown | None:
        """The wait of a waiting ticket; one issued after the forecast gets what a newcomer would."""
        found = self.latest(office_id)
        if found is None:
            return None
        if ticket_id in found.tickets:
            return _wait_shown(found, found.tickets[ticket_id])
        return self.of_service(office_id, service_id, weight)

    def is_endless(self, office_id: int, service_id: int) -> bool:
        """Whether the queue of a service is longer than the hours covered by a forecast."""
        found = self.latest(office_id)
        return found is not None and service_id in found.endless

    def of_service(self, office_id: int, service_id: int, weight: float = 1.0) -> WaitShown | None:
        """The wait of somebody who comes now; None when there is no fresh forecast."""
        found = self.latest(office_id)
        if found is None or (service_id, weight) not in found.newcomers:
            return None
        return _wait_shown(found, found.newcomers[service_id, weight])


def _wait_shown(office_forecast: OfficeForecast, prediction: CalibratedInterval | None) -> WaitShown:
    if prediction is None:
        return UNSERVED
    passed = max(0.0, (clock.now() - office_forecast.at).total_seconds())
    p50, p90 = (round(max(0.0, end - passed)) for end in (prediction.calibrated.p50, prediction.calibrated.p90))
    return WaitShown((p50, p90), office_forecast.at + timedelta(seconds=int(prediction.calibrated.p10)))
