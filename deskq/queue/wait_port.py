"""How long visitors will wait: a port, because the estimate feature depends on this one."""

from typing import Protocol

from deskq.core.ports import Port
from deskq.office.config_cache import Catalogue
from deskq.queue.models import Ticket
from deskq.queue.screens.types import UNSERVED, WaitShown


class Estimates(Protocol):
    """How long people will wait, from memory, at once. None: nothing is known."""

    def of_ticket(self, office_id: int, ticket_id: int, service_id: int, weight: float) -> WaitShown | None: ...
    def of_service(self, office_id: int, service_id: int, weight: float = 1.0) -> WaitShown | None: ...
    def moved(self, office_id: int, ticket_id: int) -> bool: ...


class NoEstimates:
    def of_ticket(self, office_id: int, ticket_id: int, service_id: int, weight: float) -> WaitShown | None:
        return None

    def of_service(self, office_id: int, service_id: int, weight: float = 1.0) -> WaitShown | None:
        return None

    def moved(self, office_id: int, ticket_id: int) -> bool:
        return False


PORT: Port[Estimates] = Port("waits", NoEstimates())


def of_ticket(found: Ticket, weight: float) -> WaitShown | None:
    """What a visitor in line is told."""
    if found.state != "waiting":
        return None
    return PORT.bound.of_ticket(found.office_id, found.id, found.service_id, weight)


def has_changed(office_id: int, ticket_id: int) -> bool:
    """Whether a visitor in line would read another wait than when this was last asked."""
    return PORT.bound.moved(office_id, ticket_id)


def of_service(office_id: int, service_id: int) -> WaitShown | None:
    """What an ordinary visitor who came now would be told."""
    return PORT.bound.of_service(office_id, service_id)


def of_groups(about: Catalogue) -> dict[int, WaitShown]:
    """{group: what newcomers would be told}: from the shortest middle to the longest end of its services; unknown when
    no counter serves any of them now."""
    told: dict[int, list[tuple[int, int]]] = {}
    for service in about.offered:
        shown = of_service(about.office.id, service.id)
        if shown is not None:
            told.setdefault(service.group_id, []).extend([shown.seconds] if shown.seconds is not None else [])
    return {group: _over(bands) for group, bands in told.items()}


def _over(bands: list[tuple[int, int]]) -> WaitShown:
    return WaitShown((min(low for low, _ in bands), max(high for _, high in bands))) if bands else UNSERVED
