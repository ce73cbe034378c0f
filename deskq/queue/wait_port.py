"""Estimated waits for screens: a port, because the estimate feature depends on this one. While the port is unbound, all
waits are unknown. Forecasts may be some seconds old. So each function takes ``served``, the ids of the services that a
staffed counter serves now (``staffed_counters.services_served``): a service shows no wait as soon as its last counter
has closed."""

from collections.abc import Collection
from typing import Protocol

from deskq.core.ports import Port
from deskq.office.config_cache import OfficeConfig
from deskq.queue.models import Ticket
from deskq.queue.screens.shared import UNSERVED, WaitShown


class Estimates(Protocol):
    """Estimated waits, answered from memory without delay. None: nothing is known."""

    def of_ticket(self, office_id: int, ticket_id: int, service_id: int, weight: float) -> WaitShown | None: ...
    def of_service(self, office_id: int, service_id: int, weight: float = 1.0) -> WaitShown | None: ...
    def moved(self, office_id: int, ticket_id: int) -> bool: ...
    def is_endless(self, office_id: int, service_id: int) -> bool: ...


class NoEstimates:
    def of_ticket(self, office_id: int, ticket_id: int, service_id: int, weight: float) -> WaitShown | None:
        return None

    def of_service(self, office_id: int, service_id: int, weight: float = 1.0) -> WaitShown | None:
        return None

    def moved(self, office_id: int, ticket_id: int) -> bool:
        return False

    def is_endless(self, office_id: int, service_id: int) -> bool:
        return False


PORT: Port[Estimates] = Port("waits", NoEstimates())


def of_ticket(found: Ticket, weight: float, served: Collection[int]) -> WaitShown | None:
    """The wait shown to a waiting visitor. A visitor who was transferred to a counter waits for that counter."""
    if found.state != "waiting":
        return None
    shown = PORT.bound.of_ticket(found.office_id, found.id, found.service_id, weight)
    return shown if found.counter_id is not None else _if_served(shown, found.service_id, served)


def has_changed(office_id: int, ticket_id: int) -> bool:
    """Whether a waiting visitor would read another wait than when this was last asked."""
    return PORT.bound.moved(office_id, ticket_id)


def is_endless(office_id: int, service_id: int) -> bool:
    """Whether a service is served, but its queue is longer than an estimate covers (six hours)."""
    return PORT.bound.is_endless(office_id, service_id)


def of_service(office_id: int, service_id: int, served: Collection[int]) -> WaitShown | None:
    """The wait an ordinary visitor would be shown who arrived now."""
    return _if_served(PORT.bound.of_service(office_id, service_id), service_id, served)


def _if_served(shown: WaitShown | None, service_id: int, served: Collection[int]) -> WaitShown | None:
    return shown if service_id in served else UNSERVED


def of_groups(config: OfficeConfig, served: Collection[int]) -> dict[int, WaitShown]:
    """{group id: wait of a new arrival}: from the lowest P50 to the highest P90 of its services; UNSERVED when no
    counter serves any of them now."""
    ranges: dict[int, list[tuple[int, int]]] = {}
    office_id, estimates = config.office.id, PORT.bound
    for service, group in config.offered_group_ids.items():
        shown = estimates.of_service(office_id, service) if service in served else UNSERVED
        if shown is not None:
            ranges.setdefault(group, []).extend([shown.seconds] if shown.seconds is not None else [])
    return {group: _over(bands) for group, bands in ranges.items()}


def _over(bands: list[tuple[int, int]]) -> WaitShown:
    return WaitShown((min(low for low, _ in bands), max(high for _, high in bands))) if bands else UNSERVED
