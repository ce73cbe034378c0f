"""The latest estimates, in memory: screens read here and never wait for a forecast."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from deskq.core import clock
from deskq.estimate.prediction_intervals import Band
from deskq.queue.screens.shared import UNSERVED, WaitShown

FRESH = timedelta(seconds=60)
Newcomer = tuple[int, float]  # service, weight


@dataclass(frozen=True, slots=True)
class CalibratedBand:
    """A band before and after it was set right, in seconds from now."""

    raw: Band
    said: Band


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One picture of an office: what would be said to a newcomer of each service and class (None: nobody serves it),
    and to everyone in line."""

    at: datetime
    newcomers: Mapping[Newcomer, CalibratedBand | None]
    tickets: Mapping[int, CalibratedBand | None]

    def fresh(self) -> bool:
        return timedelta(0) <= clock.now() - self.at <= FRESH


class Board:
    """Published by the worker of this process, read by everything that draws."""

    def __init__(self) -> None:
        self._latest: dict[int, Snapshot] = {}
        self._said: dict[int, tuple[int, int] | None] = {}

    def publish(self, office_id: int, snapshot: Snapshot) -> None:
        self._latest[office_id] = snapshot

    def latest(self, office_id: int) -> Snapshot | None:
        """The last picture, if it is not too old to be told."""
        found = self._latest.get(office_id)
        return found if found is not None and found.fresh() else None

    def moved(self, office_id: int, ticket_id: int) -> bool:
        """Whether a visitor in line would read other words than when last asked: for screens that no event redraws."""
        found = self.latest(office_id)
        told = found.tickets.get(ticket_id) if found is not None else None
        words = _shown(found, told).minutes if found is not None and told is not None else None
        before = self._said.get(ticket_id)
        if words is None:
            self._said.pop(ticket_id, None)
        else:
            self._said[ticket_id] = words
        return words != before

    def of_ticket(self, office_id: int, ticket_id: int, service_id: int, weight: float) -> WaitShown | None:
        """What a visitor in line is told; one who came a moment ago hears what the kiosk said."""
        found = self.latest(office_id)
        if found is None:
            return None
        if ticket_id in found.tickets:
            return _shown(found, found.tickets[ticket_id])
        return self.of_service(office_id, service_id, weight)

    def of_service(self, office_id: int, service_id: int, weight: float = 1.0) -> WaitShown | None:
        """What somebody who comes now would be told; None when nothing is known at all."""
        found = self.latest(office_id)
        if found is None or (service_id, weight) not in found.newcomers:
            return None
        return _shown(found, found.newcomers[service_id, weight])


def _shown(snapshot: Snapshot, told: CalibratedBand | None) -> WaitShown:
    if told is None:
        return UNSERVED
    passed = max(0.0, (clock.now() - snapshot.at).total_seconds())
    p50, p90 = (round(max(0.0, said - passed)) for said in (told.said.p50, told.said.p90))
    return WaitShown((p50, p90), snapshot.at + timedelta(seconds=int(told.said.p10)))
